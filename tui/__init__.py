"""The desk: command line, app, panes and screens. Imports `models`, never the other way round."""
