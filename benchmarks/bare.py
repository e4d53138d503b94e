"""The least a Textual app can be, one line of text: what the desk's start and memory are held against."""

from textual.app import App, ComposeResult
from textual.widgets import Static

SAYS = "Nothing but this line."


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(SAYS)


if __name__ == "__main__":
    Bare().run()
