"""What the guide says of rules that are kept where records are found in the text."""

from __future__ import annotations

from models.checks.rule import while_reading

while_reading(
    code="E101",
    title="an anchor is not in the text",
    why="""
        The record rests on nothing that a reader can look up. Copy the words from the text; capitals and
        accents count.
    """,
    bad="""
        article:
          text: |
            Northland called its ambassador home on Friday.
        events:
          - {id: recall, title: Ambassador recalled, at: recalled its ambassador}
    """,
    good="""
        article:
          text: |
            Northland called its ambassador home on Friday.
        events:
          - {id: recall, title: Ambassador recalled, at: called its ambassador home}
    """,
)

while_reading(
    code="E102",
    title="an anchor or quotation is in the text more than once",
    why="""
        Which place is meant can't be told, and is never guessed. Say which with “paragraph”, or with
        words before or after it.
    """,
    bad="""
        article:
          text: |
            The ministers met on Monday.

            The ministers will meet again.
        events:
          - {id: talks, title: Talks, at: The ministers}
    """,
    good="""
        article:
          text: |
            The ministers met on Monday.

            The ministers will meet again.
        events:
          - {id: talks, title: Talks, at: {exact: The ministers, paragraph: 1}}
    """,
)

while_reading(
    code="W103",
    title="an anchor whose marks or spaces are not the text’s",
    why="""
        Its quotation marks, hyphens or spaces are not those of the text, as after a word processor. It
        is found all the same; what is compared or copied letter by letter elsewhere is not.
    """,
    bad="""
        article:
          text: |
            Northland’s envoy left on Friday.
        events:
          - {id: recall, title: Ambassador recalled, at: Northland's envoy left}
    """,
    good="""
        article:
          text: |
            Northland’s envoy left on Friday.
        events:
          - {id: recall, title: Ambassador recalled, at: Northland’s envoy left}
    """,
)

while_reading(
    code="E105",
    title="a direct quotation is not word for word in the text",
    why="""
        A direct quotation puts words into a mouth, so each word must be the text’s. One that is retold
        is indirect, and has a “gloss”.
    """,
    bad="""
        article:
          text: |
            “We never wanted this quarrel,” said Ada Brandt.
        quotes:
          - {id: quarrel, form: direct, text: '“We did not want this quarrel,”'}
    """,
    good="""
        article:
          text: |
            “We never wanted this quarrel,” said Ada Brandt.
        quotes:
          - {id: quarrel, form: direct, text: '“We never wanted this quarrel,”'}
    """,
)

while_reading(
    code="W106",
    title="a quotation whose marks or spaces are not the text’s",
    why="""
        Its quotation marks, hyphens or spaces are not those of the text. Who searches for the quotation
        elsewhere, or compares it letter by letter, does not find it.
    """,
    bad="""
        article:
          text: |
            “We never wanted this quarrel,” said Ada Brandt.
        quotes:
          - {id: quarrel, form: direct, text: '"We never wanted this quarrel,"'}
    """,
    good="""
        article:
          text: |
            “We never wanted this quarrel,” said Ada Brandt.
        quotes:
          - {id: quarrel, form: direct, text: '“We never wanted this quarrel,”'}
    """,
)

while_reading(
    code="W209",
    title="two actors, or two places, share a name in the text",
    why="""
        The mention is given to neither, so both lose a passage. Say with “at” whose it is, or leave the
        name to one of them.
    """,
    bad="""
        article:
          text: |
            The League denied it.
        actors:
          - {id: strait, name: Free Strait League, kind: armed-group, aliases: [League]}
          - {id: arab, name: Arab League, kind: igo, aliases: [League]}
    """,
    good="""
        article:
          text: |
            The League denied it.
        actors:
          - {id: strait, name: Free Strait League, kind: armed-group, aliases: [League]}
          - {id: arab, name: Arab League, kind: igo}
    """,
)

while_reading(
    code="W210",
    title="an actor and a place share a name in the text",
    why="""
        A capital often stands for its government, and only a reader can tell which is meant. Until each
        mention is settled, it is given to neither. An alias marked as a metonym is never found by itself:
        the mentions are the city’s, and “at” gives the government its own.
    """,
    bad="""
        article:
          text: |
            Arden recalled its envoy.
        places:
          - {id: arden, name: Arden, kind: city}
        actors:
          - {id: government, name: Government of Northland, kind: government, aliases: [Arden]}
    """,
    good="""
        article:
          text: |
            Arden recalled its envoy.
        places:
          - {id: arden, name: Arden, kind: city}
        actors:
          - id: government
            name: Government of Northland
            kind: government
            aliases: [{text: Arden, metonym: true}]
            at: Arden
    """,
)
