"""What `copydesk` does without a screen: one module for each word that may follow it.

Each has `HELP`, what it is in a sentence or two; `add_arguments(parser)`; and `run(options)`, which
gives the exit status. None is imported before it is asked for.
"""

from __future__ import annotations

COMMANDS = {
    "show": "an article as plain text or JSON",
    "schema": "a JSON Schema of the file format, for editors",
    "check": "what a machine can see to be wrong with articles",
    "keys": "every key and command of the desk",
    "serve": "the desk in a web browser",
    "log": "who decided, commented and corrected what, and when",
    "agreement": "how far reviewers, or annotators of the same text, agree",
    "apply": "the article as reviewed: with what was accepted and corrected",
    "merge": "two versions of an article made one, record by record (for git)",
}
"""Every subcommand, and what it prints or does, for the list in `copydesk --help`."""
