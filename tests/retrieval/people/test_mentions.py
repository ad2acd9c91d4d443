"""Finding mentions by the first word of a name finds what trying every name at every word finds."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.people.people import _GAP, People, Person, _case_fits

_TOKEN = re.compile(r"[@#]?\w+")
_Told = list[tuple[list[str], list[str]]]
_WORD = st.sampled_from(("Kim", "Vann", "Jones", "Jone", "will", "@Kim", "Kim's"))
_NAMES = st.lists(st.lists(_WORD, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3)
_JOINED = st.sampled_from((" ", " ", "s ", "s ", "-", ", ", "’", " the ", " Boris "))


@st.composite
def people_and_text(draw: st.DrawFn) -> tuple[_Told, str]:
    """Return people as (names, descriptions), and a text made of those and of other words."""
    persons = draw(st.lists(st.tuples(_NAMES, st.lists(_WORD, max_size=1)), min_size=1, max_size=4))
    known = st.sampled_from([name for person in persons for names in person for name in names])
    parts = draw(st.lists(st.tuples(known | _WORD, _JOINED, st.booleans()), max_size=6))
    return persons, "".join((word + gap).lower() if small else word + gap for word, gap, small in parts)


def tried_one_by_one(people: People, text: str, *, fold_case: bool) -> list[tuple[int, int, str, bool]]:
    """Return the mentions as (start, end, person, by name), every name tried at every word, the longest first."""
    tokens = list(_TOKEN.finditer(text))
    names = sorted(people._exact.values(), key=lambda name: (-len(name.words), name.number))
    firsts = {name.words[0] for name in names}
    found, at = [], 0
    while at < len(tokens):
        first = tokens[at].group().casefold()
        for name in names:
            stood = tokens[at : at + len(name.words)]
            said = [token.group().casefold() for token in stood]
            *most, last = name.words
            alone = not most and (first in firsts or len(first) < 4)
            more = fold_case and len(last) > 2 and not alone and said == [*most, last + "s"]
            gaps = (text[one.end() : other.start()] for one, other in pairwise(stood))
            if (said != [*name.words] and not more) or not all(map(_GAP.fullmatch, gaps)):
                continue
            span = stood[0].start(), stood[-1].end()
            if name.by_name and not _case_fits(text[slice(*span)], name.name, fold_case):
                continue
            if name.by_name and not most and people._means_another(text, tokens, at, name, fold_case):
                continue
            found.append((*span, name.person.name, name.by_name))
            at += len(name.words) - 1
            break
        at += 1
    return found


@given(people_and_text(), st.booleans())
@example(([(["Kim Jones"], []), (["Kim Jone"], [])], "kim joness kim jones"), True)
@example(([(["Kim Jone"], []), (["Kim Jones"], [])], "kim joness kim jones"), True)
@example(([(["Jon"], [])], "jons"), True)
@example(([(["Jone"], []), (["jones tower"], [])], "Jones jones"), True)
@example(([(["Jone", "Kim Bob"], [])], "jones, kim bobs"), True)
@example(([(["Kim", "Kim Jones"], [])], "Kim Jones"), False)
def test_names_are_found_by_their_first_word(told: tuple[_Told, str], fold_case: bool) -> None:
    persons, text = told
    people = People(Person(names[0], tuple(names), None, tuple(described)) for names, described in persons)
    found = [(*each.span, each.person.name, each.by_name) for each in people.mentions(text, fold_case=fold_case)]
    assert found == tried_one_by_one(people, text, fold_case=fold_case)
