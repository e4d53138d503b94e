"""How the desk looks: themes, the palette taken from them, symbols."""
