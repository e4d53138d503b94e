"""Comments in a file that take problems out (`models.loading.ignores`)."""

from __future__ import annotations

from models.checks.rule import while_reading

while_reading(
    code="W216",
    title="a comment that takes nothing out",
    why="""
        `# copydesk: ignore` with a code that is misspelt, or with one of which nothing is to be found any
        more, keeps nothing away today, and may hide a fault tomorrow that somebody should see.
    """,
    bad="""
        actors:
          # copydesk: ignore E301
          - {id: brandt, name: Ada Brandt, kind: person}
    """,
    good="""
        events:
          # copydesk: ignore E301
          - {id: talks, title: Talks, date: 2024-01-31/2024-01-29}
    """,
)
