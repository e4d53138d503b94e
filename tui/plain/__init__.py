"""The desk line by line, for those who listen: what a key changed is said on the ordinary screen."""
