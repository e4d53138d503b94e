"""Annotated articles without a screen: records, text, dates, links, views. Imports no Textual."""
