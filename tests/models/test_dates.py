"""EDTF dates: what is read, its bounds, its words, and how two dates stand to each other."""

from __future__ import annotations

import contextlib
import copy
import datetime
import itertools
import pickle
from math import inf

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.dates import Date, DateError, Relation, civil, order, ordinal, relations


def day(text: str) -> float:
    """An ordinal by hand: an ISO day through `datetime`, or `-inf` and `inf`."""
    return float(text) if "inf" in text else datetime.date.fromisoformat(text).toordinal()


def bounds(text: str) -> tuple[float, float]:
    earliest, latest = text.split(" ")
    return day(earliest), day(latest)


# The examples of the specification, https://www.loc.gov/standards/datetime/, with their bounds:
# the first day and the last day of what is dated, each as earliest and latest.

PLAIN = [
    # level 0
    ("1985-04-12", "1985-04-12 1985-04-12"),
    ("1985-04", "1985-04-01 1985-04-30"),
    ("1985", "1985-01-01 1985-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12 1985-04-12"),
    ("1985-04-12T23:20:30Z", "1985-04-12 1985-04-12"),
    ("1985-04-12T23:20:30-04", "1985-04-12 1985-04-12"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12 1985-04-12"),
    # level 1
    ("2001-21", "2001-03-01 2001-05-31"),
    ("2001-22", "2001-06-01 2001-08-31"),
    ("2001-23", "2001-09-01 2001-11-30"),
    ("2001-24", "2001-12-01 2002-02-28"),
    ("1984?", "1984-01-01 1984-12-31"),
    ("2004-06~", "2004-06-01 2004-06-30"),
    ("2004-06-11%", "2004-06-11 2004-06-11"),
    ("201X", "2010-01-01 2019-12-31"),
    ("20XX", "2000-01-01 2099-12-31"),
    ("2004-XX", "2004-01-01 2004-12-31"),
    ("1985-04-XX", "1985-04-01 1985-04-30"),
    ("1985-XX-XX", "1985-01-01 1985-12-31"),
    # level 2
    ("2001-34", "2001-04-01 2001-06-30"),
    ("2001-30", "2001-12-01 2002-02-28"),
    ("2001-37", "2001-01-01 2001-04-30"),
    ("2001-41", "2001-07-01 2001-12-31"),
    ("2004-06~-11", "2004-06-11 2004-06-11"),
    ("2004?-06-11", "2004-06-11 2004-06-11"),
    ("?2004-06-~11", "2004-06-11 2004-06-11"),
    ("2004-%06-11", "2004-06-11 2004-06-11"),
    ("156X-12-25", "1560-12-25 1569-12-25"),
    ("15XX-12-25", "1500-12-25 1599-12-25"),
    ("XXXX-12-XX", "-inf inf"),
    ("XXXX-02-29", "-inf inf"),
    ("1XXX-XX", "1000-01-01 1999-12-31"),
    ("1XXX-12", "1000-12-01 1999-12-31"),
    ("1984-1X", "1984-10-01 1984-12-31"),
    ("2024-1X-05", "2024-10-05 2024-12-05"),
    ("202X-02-29", "2020-02-29 2028-02-29"),
    ("2023-02-XX", "2023-02-01 2023-02-28"),
    ("2024-0X-3X", "2024-01-30 2024-09-30"),
    ("[1667,1668,1670..1672]", "1667-01-01 1672-12-31"),
    ("[..1760-12-03]", "-inf 1760-12-03"),
    ("[1760-12..]", "1760-12-01 inf"),
    ("[1667,1760-12]", "1667-01-01 1760-12-31"),
    ("[..1984]", "-inf 1984-12-31"),
]

INTERVALS = [
    # level 0
    ("1964/2008", "1964-01-01 1964-12-31", "2008-01-01 2008-12-31"),
    ("2004-06/2006-08", "2004-06-01 2004-06-30", "2006-08-01 2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01 2004-02-01", "2005-02-08 2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01 2004-02-01", "2005-02-01 2005-02-28"),
    ("2004-02-01/2005", "2004-02-01 2004-02-01", "2005-01-01 2005-12-31"),
    ("2005/2006-02", "2005-01-01 2005-12-31", "2006-02-01 2006-02-28"),
    # level 1
    ("1985-04-12/..", "1985-04-12 1985-04-12", "1985-04-12 inf"),
    ("1985-04/..", "1985-04-01 1985-04-30", "1985-04-01 inf"),
    ("1985/..", "1985-01-01 1985-12-31", "1985-01-01 inf"),
    ("../1985-04-12", "-inf 1985-04-12", "1985-04-12 1985-04-12"),
    ("../1985-04", "-inf 1985-04-30", "1985-04-01 1985-04-30"),
    ("../1985", "-inf 1985-12-31", "1985-01-01 1985-12-31"),
    ("1985-04-12/", "1985-04-12 1985-04-12", "1985-04-12 inf"),
    ("1985-04/", "1985-04-01 1985-04-30", "1985-04-01 inf"),
    ("1985/", "1985-01-01 1985-12-31", "1985-01-01 inf"),
    ("/1985-04-12", "-inf 1985-04-12", "1985-04-12 1985-04-12"),
    ("/1985-04", "-inf 1985-04-30", "1985-04-01 1985-04-30"),
    ("/1985", "-inf 1985-12-31", "1985-01-01 1985-12-31"),
    ("1984~/2004-06", "1984-01-01 1984-12-31", "2004-06-01 2004-06-30"),
    ("1984/2004-06~", "1984-01-01 1984-12-31", "2004-06-01 2004-06-30"),
    ("1984?/2004%", "1984-01-01 1984-12-31", "2004-01-01 2004-12-31"),
    ("1984-06-02?/2004-08-08~", "1984-06-02 1984-06-02", "2004-08-08 2004-08-08"),
    # level 2
    ("2004-06-~01/2004-06-~20", "2004-06-01 2004-06-01", "2004-06-20 2004-06-20"),
    ("2004-06-XX/2004-07-03", "2004-06-01 2004-06-30", "2004-07-03 2004-07-03"),
    ("{1667,1668,1670..1672}", "1667-01-01 1667-12-31", "1672-01-01 1672-12-31"),
    ("{1960,1961-12}", "1960-01-01 1960-12-31", "1961-12-01 1961-12-31"),
    ("{..1984}", "-inf 1984-12-31", "1984-01-01 1984-12-31"),
    # an end inside the other: what is over in 2024 but began in June is over from June on
    ("2024-06/2024", "2024-06-01 2024-06-30", "2024-06-01 2024-12-31"),
    ("2024/2024-06", "2024-01-01 2024-06-30", "2024-06-01 2024-06-30"),
    ("../..", "-inf inf", "-inf inf"),
]


@pytest.mark.parametrize(("text", "whole"), PLAIN)
def test_one_date_begins_and_ends_somewhere_inside(text: str, whole: str) -> None:
    date = Date.parse(text)
    assert (date.earliest, date.latest) == date.begin == date.end == bounds(whole)
    assert not date.reversed


@pytest.mark.parametrize(("text", "begin", "end"), INTERVALS)
def test_what_lasts_begins_and_ends_in_its_two_dates(text: str, begin: str, end: str) -> None:
    date = Date.parse(text)
    assert (date.begin, date.end) == (bounds(begin), bounds(end))
    assert (date.earliest, date.latest) == (bounds(begin)[0], bounds(end)[1])
    assert not date.reversed


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("-1985", -1985),
        ("0000", 0),
        ("Y170000002", 170000002),
        ("Y-170000002", -170000002),
        ("Y17E7", 170000000),
        ("Y-17E7", -170000000),
    ],
)
def test_years_no_calendar_of_the_computer_has(text: str, year: int) -> None:
    date = Date.parse(text)
    assert civil(int(date.earliest)) == (year, 1, 1)
    assert civil(int(date.latest)) == (year, 12, 31)


def test_negative_years_with_an_x_run_backwards() -> None:
    date = Date.parse("-012X")
    assert (date.earliest, date.latest) == (ordinal(-129, 1, 1), ordinal(-120, 12, 31))


@given(st.dates())
def test_days_count_as_in_datetime(date: datetime.date) -> None:
    assert ordinal(date.year, date.month, date.day) == date.toordinal()
    assert civil(date.toordinal()) == (date.year, date.month, date.day)


@given(st.integers())
def test_every_day_has_one_number(number: int) -> None:
    assert ordinal(*civil(number)) == number
    assert civil(number) < civil(number + 1)


def test_the_year_before_year_1_is_a_leap_year() -> None:
    assert ordinal(1, 1, 1) - ordinal(0, 1, 1) == 366
    assert Date.parse("0000-02-29").earliest == ordinal(0, 3, 1) - 1
    assert Date.parse("-0004-02-29").precision == "day"


@pytest.mark.parametrize(
    ("text", "duration", "precision", "single_day"),
    [
        ("2024-01-03", "date", "day", True),
        ("2024-01-XX", "date", "day", True),
        ("2024-01", "date", "month", False),
        ("2024-XX", "date", "month", False),
        ("2024-21", "date", "season", False),
        ("2024", "date", "year", False),
        ("2024-01-03/2024-01", "throughout", "day", False),
        ("2024-01-03/..", "throughout", "day", False),
        ("[2024-01-01..2024-01-30]", "one-of", "day", True),
        ("[..2024-01-30]", "one-of", "day", True),
        ("[2024-01..2024-03]", "one-of", "month", False),
        ("{2024-01-01,2024-01-30}", "all-of", "day", False),
        ("../..", "throughout", "open", False),
    ],
)
def test_what_kind_of_date_it_is(
    text: str, duration: str, precision: str, single_day: bool
) -> None:
    date = Date.parse(text)
    assert (date.duration, date.precision, date.single_day) == (duration, precision, single_day)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-01-07/2024-01-03", "2024-01-03", "2024-01-07"),
        ("2024-02/2024-01-15", "2024-01-15", "2024-02-29"),
        ("[2024-01-07..2024-01-03]", "2024-01-03", "2024-01-07"),
        ("{2024-01-01,2024-01-07..2024-01-03}", "2024-01-01", "2024-01-07"),
    ],
)
def test_reversed_ranges_say_so_and_cover_both_ends(text: str, earliest: str, latest: str) -> None:
    date = Date.parse(text)
    assert date.reversed
    assert date.begin == date.end == (day(earliest), day(latest))
    assert "?" in date.doubt


def test_the_members_of_a_set_need_no_order() -> None:
    date = Date.parse("[2024-01-09,2024-01-03, 2024-01-05]")
    assert not date.reversed
    assert date.begin == (day("2024-01-03"), day("2024-01-09"))


# text, in words, short, doubt
WORDS = [
    ("2024-01-03", "3 January 2024", "3 Jan", ""),
    ("2024-01", "January 2024", "Jan", ""),
    ("2024", "2024", "2024", ""),
    ("2024-01-29T18:30:00", "29 January 2024, 18:30:00", "29 Jan", ""),
    ("2024-01-29T18:30:00Z", "29 January 2024, 18:30:00 UTC", "29 Jan", ""),
    ("2024-01-29T18:30:00+05:00", "29 January 2024, 18:30:00 UTC+05:00", "29 Jan", ""),
    # qualified
    ("2024-01-07~", "about 7 January 2024", "~7 Jan", "~"),
    ("2024?", "possibly 2024", "2024", "?"),
    ("2024%", "about 2024, uncertain", "~2024", "~?"),
    ("2024-01~", "about January 2024", "~Jan", "~"),
    ("2004-06~-11", "about 11 June 2004", "~11 Jun", "~"),
    # one day inside
    ("[2024-01-01..2024-01-30]", "between 1 and 30 January 2024", "1–30 Jan", "?"),
    ("[2024-01-19..2024-01-31]", "between 19 and 31 January 2024", "19–31 Jan", "?"),
    ("[2024-01-28..2024-02-03]", "between 28 January and 3 February 2024", "28 Jan–3 Feb", "?"),
    (
        "[2023-12-28..2024-01-03]",
        "between 28 December 2023 and 3 January 2024",
        "28 Dec–3 Jan 2024",
        "?",
    ),
    ("[2024-01-03~..2024-01-07]", "between about 3 January and 7 January 2024", "~3–7 Jan", "~?"),
    ("[2023,2024]", "2023 or 2024", "2023–2024", "?"),
    ("[2024-01-03,2024-01-05,2024-01-09]", "3, 5 or 9 January 2024", "3–9 Jan", "?"),
    ("[1667,1668,1670..1672]", "1667, 1668 or between 1670 and 1672", "1667–1672", "?"),
    ("[..1760-12-03]", "3 December 1760 or earlier", "≤3 Dec", "?"),
    ("[1760-12..]", "December 1760 or later", "≥Dec", "?"),
    ("[2024-01-05]", "5 January 2024", "5 Jan", ""),
    # lasting throughout
    ("2024-01-03/2024-01-07", "3–7 January 2024", "3–7 Jan", ""),
    ("2024-01-28/2024-02-03", "28 January – 3 February 2024", "28 Jan–3 Feb", ""),
    ("2024-01-03/2024-01-07~", "3 January – about 7 January 2024", "3–~7 Jan", "~"),
    (
        "2024-01-03%/2024-01-07?",
        "possibly about 3 January – possibly 7 January 2024",
        "~3–7 Jan",
        "~?",
    ),
    ("2023-01-03/2024-01-07", "3 January 2023 – 7 January 2024", "3 Jan–7 Jan 2024", ""),
    ("2004-06/2004-08", "June–August 2004", "Jun–Aug", ""),
    ("2004-02-01/2004-02", "1 February – February 2004", "1 Feb–Feb", ""),
    ("2004-02-01/2005", "1 February 2004 – 2005", "1 Feb–2005", ""),
    ("2024-21/2024-23", "spring–autumn 2024", "spring–autumn", ""),
    ("1964/2008", "1964–2008", "1964–2008", ""),
    ("1964/2006-02", "1964 – February 2006", "1964–Feb 2006", ""),
    ("1964/2008~", "1964 – about 2008", "1964–~2008", "~"),
    ("2024-01-03/2024-01-03", "3 January 2024", "3 Jan", ""),
    ("2023-10-07/..", "from 7 October 2023, still open", "7 Oct →", ""),
    ("2023-10-07/", "from 7 October 2023, end unknown", "7 Oct–?", "?"),
    ("/2024-01-29", "until 29 January 2024, start unknown", "?–29 Jan", "?"),
    ("../2024-01-29", "until 29 January 2024, start open", "..29 Jan", ""),
    ("/..", "start unknown, still open", "unknown", "?"),
    # all of several
    ("{2024-01-03,2024-01-07}", "3 and 7 January 2024", "3+7 Jan", ""),
    ("{2024-01-03..2024-01-07}", "all of 3–7 January 2024", "3–7 Jan", ""),
    ("{1667,1668,1670..1672}", "1667, 1668 and 1670–1672", "1667+1668+1670–1672", ""),
    ("{1960,1961-12}", "1960 and December 1961", "1960+Dec 1961", ""),
    ("{..1984}", "1984 and earlier", "≤1984", ""),
    # unspecified
    ("202X", "some time in the 2020s", "2020s", "?"),
    ("20XX", "between 2000 and 2099", "2000–2099", "?"),
    ("2024-XX", "some month in 2024", "2024", "?"),
    ("2024-01-XX", "some day in January 2024", "Jan", "?"),
    ("2024-XX-XX", "some day in 2024", "2024", "?"),
    ("202X-XX-XX", "some day in the 2020s", "2020s", "?"),
    ("2024-01-XX~", "some day in January 2024, approximate", "~Jan", "~?"),
    ("2024-01-1X", "between 10 and 19 January 2024", "10–19 Jan", "?"),
    ("2024-1X", "between October and December 2024", "Oct–Dec", "?"),
    (
        "156X-12-25",
        "between 25 December 1560 and 25 December 1569, written 156X-12-25",
        "25 Dec–25 Dec 1569",
        "?",
    ),
    ("XXXX-XX-XX", "some day in an unknown year", "unknown", "?"),
    ("XXXX-12-25", "some time in an unknown year, written XXXX-12-25", "unknown", "?"),
    ("2004-06-XX/2004-07-03", "some day in June 2004 – 3 July 2004", "Jun–3 Jul", "?"),
    # parts of a year, and years that need a word
    ("2024-21", "spring 2024", "spring", ""),
    ("2024-32", "southern winter 2024", "southern winter", ""),
    ("2001-34", "2nd quarter 2001", "2nd quarter", ""),
    ("-0043-03-15", "15 March 44 BC", "15 Mar", ""),
    ("0079", "AD 79", "AD 79", ""),
    ("Y170000002", "170000002", "170000002", ""),
]


@pytest.mark.parametrize(("text", "said", "short", "doubt"), WORDS)
def test_words(text: str, said: str, short: str, doubt: str) -> None:
    date = Date.parse(text)
    assert (date.say(), date.short(), date.doubt) == (said, short, doubt)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2024-13", '"2024-13" has no month 13: months are 01 to 12'),
        ("2024-21-05", '"2024-21-05" has no month 21: months are 01 to 12'),
        ("2024-2X", '"2024-2X" has no month 2X: months are 01 to 12'),
        ("2023-02-29", '"2023-02-29" has no day 29: February 2023 has 28 days'),
        ("2024-01-00", '"2024-01-00" has no day 00: January 2024 has 31 days'),
        ("1900-02-29", '"1900-02-29" has no day 29: February 1900 has 28 days'),
        ("202X-02-3X", '"202X-02-3X" has no day 3X: no month it allows has such a day'),
        ("", '"" is empty: '),
        ("2024-1-5", '"2024-1-5" lacks digits: '),
        ("January 2024", '"January 2024" is not an EDTF date: '),
        ("20240105", '"20240105" is not an EDTF date: '),
        ("1984?~", '"1984?~" is not an EDTF date: '),
        ("2024 ", '"2024 " is not an EDTF date: '),
        ("2024\n", '"2024\ufffd" is not an EDTF date: '),
        ("٢٠٢٤", '"٢٠٢٤" is not an EDTF date: '),
        ("2024-01-03/2024-13", '"2024-13" has no month 13: '),
        ("05/01/2024", '"05/01/2024" is not an interval: '),
        ("/", '"/" is not an interval: '),
        ("2024-01-01..2024-01-30", '"2024-01-01..2024-01-30" needs square brackets: '),
        ("[2024-01-01..2024-01-30", '"[2024-01-01..2024-01-30" opens with [ and must end with ]'),
        ("{2024]", '"{2024]" opens with { and must end with }'),
        ("[", '"[" opens with [ and must end with ]'),
        ("[]", '"" is empty: '),
        ("[2024,]", '"" is empty: '),
        ("[..]", '".." is not an EDTF date: '),
        ("[2024-01-03/2024-01-05]", '"2024-01-03/2024-01-05" is not an EDTF date: '),
        ("2024-01-03T10:30", '"2024-01-03T10:30" has no valid time: '),
        ("2024-01-03T24:00:00", '"2024-01-03T24:00:00" has no valid time: '),
        ("2024-01T10:30:00", '"2024-01T10:30:00" has no valid time: '),
        ("2024-01-03T10:30:00/..", '"2024-01-03T10:30:00" has a time of day, '),
        ("Y2024", '"Y2024" needs no Y: '),
        ("Y" + "9" * 5000, '"Y' + "9" * 38 + '…" is not an EDTF date: '),
        ("Y1E999999999", '"Y1E999999999" is not an EDTF date: '),
    ],
)
def test_what_is_no_date_is_told_in_one_sentence(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        Date.parse(text)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


years = st.from_regex(r"-?[0-9X]{4}", fullmatch=True)
months = st.from_regex(r"-(0[1-9]|1[0-2X]|0X|XX)", fullmatch=True)
days = st.from_regex(r"-(0[1-9]|1[0-9X]|2[0-8]|[0-2]X|XX)", fullmatch=True)
seasons = st.integers(21, 41).map(lambda code: f"-{code}")
qualifiers = st.sampled_from(["", "", "~", "?", "%"])
long_years = st.builds("Y{}".format, st.integers(10_000, 10**12) | st.integers(-(10**12), -10_000))
simple = st.tuples(
    st.one_of(
        st.tuples(years, months, days).map("".join),
        st.tuples(years, months | seasons).map("".join),
        years,
        long_years,
    ),
    qualifiers,
).map("".join)
times = st.times().map(lambda time: f"2024-01-03T{time:%H:%M:%S}")
intervals = st.tuples(simple, simple | st.sampled_from(["", ".."])).flatmap(
    lambda pair: st.permutations(pair).map("/".join)
)
ranges = st.tuples(simple, simple | st.just("")).flatmap(
    lambda pair: st.permutations(pair).map("..".join)
)
members = st.lists(simple | ranges, min_size=1, max_size=4).map(",".join)
sets = members.map("[{}]".format) | members.map("{{{}}}".format)
edtf = simple | times | intervals | sets


@given(st.text() | st.text("0123456789-XTZYE/.[]{},~?%: +") | st.text("012-X/.[],~", max_size=12))
@example("\ud800")
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        date = Date.parse(text)
    except DateError:
        return
    assert str(date) == text
    assert date.say()
    assert date.short()


@given(edtf, st.data())
def test_a_slip_in_a_date_is_a_date_or_a_date_error(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    slip = data.draw(st.sampled_from([*"0X-/.,~[]{}TZ ", ""]))
    with contextlib.suppress(DateError):
        Date.parse(text[:at] + slip + text[at + 1 :])


@given(edtf)
def test_bounds_are_well_formed(text: str) -> None:
    date = Date.parse(text)
    assert date.begin.earliest <= date.begin.latest
    assert date.end.earliest <= date.end.latest
    assert date.begin.earliest <= date.end.earliest
    assert date.begin.latest <= date.end.latest
    assert date.earliest <= date.latest
    assert all(isinstance(bound, int) or bound in (-inf, inf) for bound in date.begin + date.end)
    assert date.say().strip() == date.say() != ""
    assert date.short().strip() == date.short() != ""
    assert date.doubt in ("", "~", "?", "~?")
    assert ("~" in date.doubt) == date.approximate
    assert not date.uncertain or "?" in date.doubt


@given(simple.map(lambda text: text.rstrip("~?%")), st.sampled_from("~?%"))
def test_a_qualifier_never_moves_the_bounds(text: str, qualifier: str) -> None:
    plain, doubtful = Date.parse(text), Date.parse(text + qualifier)
    assert (plain.begin, plain.end) == (doubtful.begin, doubtful.end)
    assert doubtful.say() != plain.say()
    assert doubtful.doubt
    assert doubtful != plain


@given(st.lists(edtf, unique=True, max_size=12), st.data())
def test_sorting_does_not_depend_on_the_order_given(texts: list[str], data: st.DataObject) -> None:
    dates = [Date.parse(text) for text in texts]
    shuffled = data.draw(st.permutations(dates))
    in_order = sorted(dates, key=lambda date: date.sort_key)
    assert sorted(shuffled, key=lambda date: date.sort_key) == in_order
    assert len({date.sort_key for date in dates}) == len(dates)
    known = [not (date.earliest == -inf and date.latest == inf) for date in in_order]
    assert known == sorted(known, reverse=True)


def test_the_shorter_of_two_that_begin_together_comes_first() -> None:
    texts = ["XXXX", "2024", "2024-01", "2024-01-01", "../2024", "2024-01-02", "../.."]
    dates = sorted(map(Date.parse, texts), key=lambda date: date.sort_key)
    assert list(map(str, dates)) == [
        "../2024", "2024-01-01", "2024-01", "2024", "2024-01-02", "../..", "XXXX",
    ]  # fmt: skip


# Two runs of days, each from its first to its last day, and when each relation holds of them.
HOLDS = {
    "before": lambda a, z, b, y: z < b,
    "meets": lambda a, z, b, y: a < z == b < y,
    "overlaps": lambda a, z, b, y: a < b < z < y,
    "starts": lambda a, z, b, y: a == b and z < y,
    "during": lambda a, z, b, y: b < a and z < y,
    "finishes": lambda a, z, b, y: b < a and z == y,
    "equals": lambda a, z, b, y: a == b and z == y,
}
INVERSES: dict[Relation, Relation] = {
    "before": "after",
    "meets": "met-by",
    "overlaps": "overlapped-by",
    "starts": "started-by",
    "during": "contains",
    "finishes": "finished-by",
    "equals": "equals",
}
INVERSES |= {inverse: relation for relation, inverse in INVERSES.items()}
Run = tuple[float, float]


def classify(one: Run, other: Run) -> str:
    found = {name for name, holds in HOLDS.items() if holds(*one, *other)}
    found |= {INVERSES[name] for name, holds in HOLDS.items() if holds(*other, *one)}
    assert len(found) == 1, f"{one} and {other} are {found}"
    return found.pop()


def concrete(date: Date, first: int, last: int) -> list[Run]:
    """Every run of days, between two, that the bounds of a date allow."""
    window = range(first, last + 1)
    return [
        (begin, end)
        for begin in window
        for end in window
        if date.begin.earliest <= begin <= date.begin.latest
        and date.end.earliest <= end <= date.end.latest
        and (begin == end if date.single_day else begin <= end)
    ]


def brute_force(a: Date, b: Date) -> set[str]:
    finite = [int(bound) for date in (a, b) for bound in date.begin + date.end if abs(bound) != inf]
    # Four days beyond the last bound leave room for any order of the four ends.
    first, last = min(finite, default=1) - 4, max(finite, default=1) + 4
    pairs = itertools.product(concrete(a, first, last), concrete(b, first, last))
    return {classify(one, other) for one, other in pairs}


january = st.integers(1, 9).map("2024-01-{:02}".format)
few_days = st.one_of(
    january,
    st.sampled_from(["2024-01-0X", "2024-01-0X/2024-01-0X", "2024-01-0X/2024-01-1X", "../.."]),
    st.tuples(january, january).map("/".join),
    st.tuples(january, january).map("[{0[0]}..{0[1]}]".format),
    st.tuples(january, january).map("{{{0[0]},{0[1]}}}".format),
    st.tuples(january, st.sampled_from(["", "..", "2024-01-0X"])).flatmap(
        lambda pair: st.permutations(pair).map("/".join)
    ),
    january.map("[..{}]".format),
    january.map("[{}..]".format),
).map(Date.parse)


@given(few_days, few_days)
def test_relations_are_those_of_all_concrete_days(a: Date, b: Date) -> None:
    assert relations(a, b) == brute_force(a, b)
    assert relations(b, a) == {INVERSES[relation] for relation in relations(a, b)}


@given(edtf, edtf)
def test_some_relation_is_always_possible_and_its_inverse_too(one: str, other: str) -> None:
    a, b = Date.parse(one), Date.parse(other)
    assert relations(a, b)
    assert relations(b, a) == {INVERSES[relation] for relation in relations(a, b)}


@pytest.mark.parametrize(
    ("one", "other", "possible"),
    [
        ("2024-01-03", "2024-01-04", {"before"}),
        ("2024-01-03", "2024-01-03", {"equals"}),
        ("2024-01-03", "2024-01-03/2024-01-07", {"starts"}),
        ("2024-01-07", "2024-01-03/2024-01-07", {"finishes"}),
        ("2024-01-05", "2024-01-03/2024-01-07", {"during"}),
        ("2024-01-03/2024-01-05", "2024-01-05/2024-01-07", {"meets"}),
        ("2024-01-03/2024-01-05", "2024-01-04/2024-01-07", {"overlaps"}),
        ("2024-01-03/2024-01-05", "2024-01-06/2024-01-07", {"before"}),
        ("[2024-01-01..2024-01-30]", "[2024-01-01..2024-01-30]", {"before", "equals", "after"}),
        ("2024-01-03", "2024-01", {"before", "starts", "during", "finishes", "equals", "after"}),
        ("2024-01-31", "2024-02", {"before"}),
        ("2024-01-29", "2023-10-07/..", {"during", "finishes", "after"}),
        ("2023-10-06", "2023-10-07/..", {"before"}),
        ("2024-01", "2024-01", set(INVERSES)),
        ("Y17E7", "2024", {"after"}),
        ("XXXX", "2024-01-03/2024-01-05", set(INVERSES)),
    ],
)
def test_relations(one: str, other: str, possible: set[str]) -> None:
    assert relations(Date.parse(one), Date.parse(other)) == possible


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024-01-03", "2024-01-04", "before"),
        ("2024-02", "2024-01", "after"),
        ("2024-01-03", "2024-01-03", "same"),
        ("2024-01-03/2024-01-07", "{2024-01-03..2024-01-07}", "same"),
        ("[2024-01-01..2024-01-30]", "[2024-01-01..2024-01-30]", "unknown"),
        ("2024-01", "2024-01", "unknown"),
        ("2024-01-03/2024-01-05", "2024-01-04/2024-01-07", "unknown"),
        ("[..2024-01-03]", "[2024-01-04..]", "before"),
        ("/2024-01-03", "2024-01-03/", "unknown"),
    ],
)
def test_order(one: str, other: str, expected: str) -> None:
    assert order(Date.parse(one), Date.parse(other)) == expected


def test_a_date_is_a_value() -> None:
    date = Date.parse("2024-01-03")
    assert date == Date.parse("2024-01-03")
    assert len({date, Date.parse("2024-01-03"), Date.parse("[2024-01-03]")}) == 2
    assert date != "2024-01-03"
    assert str(date) == "2024-01-03"
    assert pickle.loads(pickle.dumps(date)) == copy.deepcopy(date) == copy.copy(date) == date
    with pytest.raises(AttributeError):
        date.text = "2025"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del date.begin
    with pytest.raises(AttributeError):
        date.colour = "red"  # type: ignore[attr-defined]


class Dated(msgspec.Struct, frozen=True):
    date: Date | None = None


def read_date(kind: type, value: object) -> object:
    assert kind is Date
    return Date.parse(str(value))


def test_msgspec_reads_dates_through_a_hook() -> None:
    dated = msgspec.convert({"date": "2024-01~"}, Dated, dec_hook=read_date)
    assert dated == Dated(Date.parse("2024-01~"))
    with pytest.raises(msgspec.ValidationError, match=r"no month 13.*`\$\.date`"):
        msgspec.convert({"date": "2024-13"}, Dated, dec_hook=read_date)
    assert msgspec.json.encode(dated, enc_hook=str) == b'{"date":"2024-01~"}'
