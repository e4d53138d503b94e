"""English words that are capitalised, and yet no names."""

from __future__ import annotations

_TITLES = (
    "president minister premier chancellor ambassador envoy senator congressman congresswoman governor "
    "mayor king queen prince princess emir sheikh sultan shah pope ayatollah imam mullah maulana rabbi "
    "bishop archbishop cardinal general colonel major captain lieutenant commander sergeant admiral "
    "marshal brigadier director chairman chairwoman chairperson chair secretary spokesman spokeswoman "
    "spokesperson speaker judge justice professor doctor sir dame lord lady mr mrs ms miss dr prof gen col "
    "lt sgt capt maj adm brig gov sen rep rev hon leader chief deputy"
)
TITLES = frozenset(_TITLES.split())
"""What stands before a name and says who bears it."""

_BEFORE_TITLES = (
    "foreign prime vice deputy acting caretaker interim former assistant associate defence defense interior "
    "finance supreme senior lieutenant brigadier major rear attorney home army police security party "
    "parliament parliamentary press"
)
BEFORE_TITLES = frozenset(_BEFORE_TITLES.split())
"""What stands before a title and is part of it."""

_DAYS = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun"
_MONTHS = (
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep sept oct nov dec ramadan muharram easter christmas nowruz eid"
)
_FAITHS_AND_PEOPLES = (
    "afghan african american arab armenian asian australian austrian azerbaijani azeri bahraini baloch "
    "baluch bangladeshi belgian bosnian brazilian british briton bulgarian canadian catholic chechen chinese "
    "christian croat cuban czech danish druze dutch egyptian emirati english estonian ethiopian european "
    "finnish french georgian german greek hebrew hindu hungarian indian indonesian iranian iraqi irish "
    "islamic islamist israeli italian japanese jew jewish jordanian kashmiri kazakh korean kurd kurdish "
    "kuwaiti kyrgyz latin latvian lebanese libyan lithuanian malaysian marxist mexican moroccan muslim "
    "nepali norwegian omani orthodox ottoman pakistani palestinian pashto pashtun persian polish portuguese "
    "protestant punjabi qatari roman romanian russian saudi scottish serb serbian shia shiite sikh sindhi "
    "slovak somali soviet spanish sudanese sunni swede swedish swiss syrian tajik tamil thai tunisian turk "
    "turkish turkmen ukrainian urdu uzbek vietnamese welsh western yemeni zionist"
)
_OTHERS = "i ok tv god internet am pm gmt utc est bst gdp ceo covid north south east west northern southern"

PEOPLES = frozenset(_FAITHS_AND_PEOPLES.split())
"""Peoples, faiths and languages; with other words they may make a name."""

_BESIDE = TITLES | PEOPLES | frozenset(f"{_DAYS} {_MONTHS}".split())
_ALONE = BEFORE_TITLES | frozenset(_OTHERS.split())

_OF_A_PEOPLE = ("ian", "ians", "ish", "ese")


def no_name(word: str) -> bool:
    """Whether a capitalised word by itself names nobody and no place."""
    small = word.lower()
    return small in _ALONE or small.endswith(_OF_A_PEOPLE) or goes_with_a_name(word)


def goes_with_a_name(word: str) -> bool:
    """Whether a word may stand beside a name and be no part of it: a title, a day, or of which people."""
    small = word.lower()
    return small in _BESIDE or small.removesuffix("s") in _BESIDE
