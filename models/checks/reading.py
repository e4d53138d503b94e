"""What the guide says of rules that are kept where files are read or written."""

from __future__ import annotations

from models.checks.rule import while_reading

while_reading(
    code="E001",
    title="a file can't be read, or may not be",
    why="""
        Nothing can be opened. A text that lies in a file of its own must lie in the folder of the YAML
        file or below: an article that comes from elsewhere shall not show what else is on your machine.
    """,
    bad="""
        article:
          file: /etc/passwd
    """,
    good="""
        article:
          text: |
            The two sides met on Monday.
    """,
)

while_reading(
    code="E002",
    title="the file is not UTF-8 text, or it is empty",
    why="""
        Guessing how letters are meant would change names and quotations without a word. Save the file
        as UTF-8; every editor can.
    """,
    bad="""
        article:
          text: |
            The café was hit. (saved as Latin-1)
    """,
    good="""
        article:
          text: |
            The café was hit. (saved as UTF-8)
    """,
    encoding="latin-1",
)

while_reading(
    code="E003",
    title="too large, too deep, or its aliases repeat too much",
    why="""
        A few lines of YAML can stand for more than any machine can hold, by mistake or on purpose. There
        are limits far above what an article needs; docs/format.md names them.
    """,
    bad="""
        events:
          - {id: talks, title: Talks, tags: &words [border, *words]}
    """,
    good="""
        events:
          - {id: talks, title: Talks, tags: [border, words]}
    """,
)

while_reading(
    code="E004",
    title="a mistake in the YAML itself",
    why="""
        What stands before it is opened; what comes after is not. A colon and a space inside a value are
        the usual reason: put such a value in quotation marks. Only the first of several YAML documents
        in a file is read.
    """,
    bad="""
        events:
          - id: talks
            title: Talks: the second round
    """,
    good="""
        events:
          - id: talks
            title: "Talks: the second round"
    """,
)

while_reading(
    code="E005",
    title="not an annotated article",
    why="""
        The file is YAML, but has neither “copydesk:” nor “article:” at its left margin. It may be
        another kind of file, or all of it stands one level too deep.
    """,
    bad="""
        report:
          article:
            text: |
              The two sides met on Monday.
    """,
    good="""
        article:
          text: |
            The two sides met on Monday.
    """,
)

while_reading(
    code="E006",
    title="a correction can't be written into the file",
    why="""
        Writing it would change something else too, for instance where a YAML alias stands for the same
        words in two records. Nothing is written, and the correction waits. It is told when a file is
        saved, never when one is checked. Write that part of the file out, then save again.
    """,
)

while_reading(
    code="E202",
    title="an id is taken, or reserved",
    why="""
        Links name records by their ids, so an id means one record in the whole file, whatever list it is
        in. The later record is passed over. The id “reporter” is the text’s own voice.
    """,
    bad="""
        places:
          - {id: arden, name: Arden, kind: city}
        actors:
          - {id: arden, name: Arden, kind: government}
    """,
    good="""
        places:
          - {id: arden, name: Arden, kind: city}
        actors:
          - {id: arden-government, name: Arden, kind: government}
    """,
)

while_reading(
    code="E203",
    title="an id names no record",
    why="""
        The link leads nowhere: a typing mistake, or a record that was renamed or never written. A YAML
        alias (*name) that nothing was marked for is told of in the same way.
    """,
    bad="""
        actors:
          - {id: northland, name: Northland, kind: state}
        events:
          - {id: recall, title: Ambassador recalled, actors: [nortland]}
    """,
    good="""
        actors:
          - {id: northland, name: Northland, kind: state}
        events:
          - {id: recall, title: Ambassador recalled, actors: [northland]}
    """,
)

while_reading(
    code="E204",
    title="a key stands twice",
    why="""
        Only the first is used, and most programs would use the last. Often the two halves of a list were
        meant to be one.
    """,
    bad="""
        events:
          - {id: talks, title: Talks, tags: [diplomacy], tags: [border]}
    """,
    good="""
        events:
          - {id: talks, title: Talks, tags: [diplomacy, border]}
    """,
)

while_reading(
    code="E205",
    title="a field is unknown",
    why="""
        It is passed over, so what it says is lost on everybody: a typing mistake, or a field that another
        type of record has. What fits no field belongs into “note”.
    """,
    bad="""
        events:
          - {id: talks, titel: Talks, title: Talks}
    """,
    good="""
        events:
          - {id: talks, title: Talks}
    """,
)

while_reading(
    code="E206",
    title="an id names the wrong kind of record",
    why="""
        A place does not speak, and nothing happens at an actor. Where a capital stands for a government,
        the government is an actor of its own.
    """,
    bad="""
        places:
          - {id: arden, name: Arden, kind: city}
        quotes:
          - {id: denial, form: indirect, gloss: it was not them, speaker: [arden]}
    """,
    good="""
        actors:
          - {id: arden, name: Government in Arden, kind: government}
        quotes:
          - {id: denial, form: indirect, gloss: it was not them, speaker: [arden]}
    """,
)

while_reading(
    code="E207",
    title="a value does not fit, or something needed is missing",
    why="""
        The field is passed over, or the whole record where it can’t do without. docs/format.md says what
        each field holds.
    """,
    bad="""
        actors:
          - {id: northland, name: Northland, kind: nation}
    """,
    good="""
        actors:
          - {id: northland, name: Northland, kind: state}
    """,
)

while_reading(
    code="W214",
    title="a control character that YAML forbids",
    why="""
        A picture stands in for it, as other programs would refuse the file. Such characters come from
        copying out of a terminal or a PDF file, and can hide in a name or a quotation.
    """,
    bad="""
        events:
          - {id: talks, title: Talks\x07}
    """,
    good="""
        events:
          - {id: talks, title: Talks}
    """,
)

while_reading(
    code="W215",
    title="more is wrong with the file than is told",
    why="""
        There are 100,000 problems of one kind, and nobody reads as many. One mistake is usually behind
        them; mend some, and check again.
    """,
)

while_reading(
    code="E302",
    title="not an EDTF date",
    why="""
        The date is passed over, and the event stands without one. Dates are written as 2024-01-29, with
        ~ for about and ? for possibly; docs/format.md has more.
    """,
    bad="""
        events:
          - {id: talks, title: Talks, date: 29 January 2024}
    """,
    good="""
        events:
          - {id: talks, title: Talks, date: 2024-01-29}
    """,
)

while_reading(
    code="E404",
    title="a latitude or longitude is out of range",
    why="""
        There is no such place on Earth, so the coordinate is passed over. Latitudes reach from −90 to 90
        and longitudes from −180 to 180; a missing decimal point is the usual reason.
    """,
    bad="""
        places:
          - {id: havn, name: Havn, kind: city, lat: 615, lon: 6.25}
    """,
    good="""
        places:
          - {id: havn, name: Havn, kind: city, lat: 61.5, lon: 6.25}
    """,
)
