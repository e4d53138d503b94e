"""Widgets of the desk, drawn line by line."""
