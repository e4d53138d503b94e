"""The desk: command line, app, panes and screens. Imports `models`, never the other way round."""

__version__ = "0.1.0"
