"""Searching by what holds the words finds what comparing every quotation with every word finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from retrieval.articles.files import load_articles
from retrieval.knowledge.people_file import load_declared
from retrieval.people.finding import find_people
from retrieval.quotations import search
from retrieval.quotations.index import QuotationIndex
from retrieval.quotations.quotation import Quotation
from retrieval.quotations.statistics import stems_of
from retrieval.quotations.wordings import comparable_words

SEEDS = Path(__file__).parents[3] / "seeds"
ARTICLES = load_articles(SEEDS)
PEOPLE = find_people(ARTICLES, load_declared(SEEDS / "people.toml")[0])
BUILT = QuotationIndex.build(ARTICLES, PEOPLE)
KEPT = QuotationIndex.unpack(BUILT.pack(), PEOPLE)
SPOKEN = tuple(BUILT.spoken)
STEMS = tuple(BUILT.statistics.stems)

_AT = st.integers(0, 60)
_SLICES = st.tuples(st.integers(0, len(SPOKEN) - 1), _AT, st.integers(1, 30)).map(
    lambda cut: SPOKEN[cut[0]].text[cut[1] : cut[1] + cut[2]]
)
_SLIPS = st.tuples(st.integers(0, len(STEMS) - 1), st.integers(0, 6), st.sampled_from("abst ")).map(
    lambda slip: STEMS[slip[0]][: slip[1]] + slip[2] + STEMS[slip[0]][slip[1] + 1 :]
)
_COMMON = st.sampled_from(("the", "i", "and"))
_TYPED = st.lists(_SLICES | _SLIPS | _COMMON, min_size=1, max_size=3).map(" ".join).filter(comparable_words)
_SPEAKERS = st.sampled_from((None, *BUILT.utterances.counted(), "Nobody"))
_FILES = st.sampled_from((None, *(article.file for article in ARTICLES)))


def score(typed: str, quotation: Quotation) -> float:
    """Return a quotation's score, every stem of the story compared with every stem that is typed."""
    query, text = " ".join(comparable_words(typed)), " ".join(comparable_words(quotation.text))
    known, held, total = set(stems_of(text.split())), 0.0, 0.0
    for stem in dict.fromkeys(stems_of(query.split())):
        near = {
            other: 0.8 * fuzz.ratio(stem, other) / 100
            for other in STEMS
            if len(stem) >= 4 and abs(len(stem) - len(other)) <= 2 and fuzz.ratio(stem, other) >= 84
        }
        weight = BUILT.statistics.weight(stem)
        held += weight * max((similar for other, similar in (near | {stem: 1.0}).items() if other in known), default=0)
        total += weight
    order = (fuzz.partial_ratio if len(query) <= len(text) else fuzz.ratio)(query, text) / 100
    phrase = f" {query} " in f" {text} "
    return 1.0 if phrase else min(1.0, 0.8 * held / total + 0.2 * order)


@given(_TYPED, _SPEAKERS, _FILES)
def test_what_is_searched(typed: str, speaker: str | None, file: str | None) -> None:
    found = KEPT.search(typed, speaker=speaker, article=file)
    scored = [(score(typed, quotation), quotation) for quotation in SPOKEN if quotation.fits(speaker, file)]
    scored.sort(key=lambda pair: -pair[0])
    close = [pair for pair in scored if pair[0] >= 0.45]
    assert found.close == bool(close)
    least = found.matches[0].score if found.matches else 1.0
    assert list(found.matches.scored(least)) == [each.quotation for each in found.matches if each.score >= least]
    expected = close or scored[:3]
    assert [match.quotation for match in found.matches] == [quotation for _, quotation in expected]
    assert [match.score for match in found.matches] == pytest.approx([score for score, _ in expected], abs=0.001)


@given(_TYPED, st.integers(1, 25))
def test_what_is_offered_is_the_same_where_few_are_looked_at_first(typed: str, limit: int) -> None:
    expected = KEPT.complete(typed, limit=limit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_LOOKED_AT_FIRST", 3)
        patch.setattr(search, "_MANY_TIMES", 1)
        assert KEPT.complete(typed, limit=limit) == expected


@given(_TYPED)
def test_where_most_are_not_compared_the_nearest_are_three_and_scored_as_they_are(typed: str) -> None:
    scored = sorted((score(typed, quotation) for quotation in SPOKEN), reverse=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_MOST_COMPARED", 5)
        patch.setattr(search, "_MOST_NEAREST", 5)
        found = KEPT.search(typed)
    if not found.close:
        assert len(found.matches) == 3
        for match, best in zip(found.matches, scored, strict=False):
            assert match.score == pytest.approx(score(typed, match.quotation), abs=0.001)
            assert match.score <= best + 0.001


def test_of_very_many_the_nearest_has_the_words_most_like_those_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = KEPT.search("hlly dnce")
    assert not whole.close
    monkeypatch.setattr(search, "_MOST_COMPARED", 5)
    monkeypatch.setattr(search, "_MOST_NEAREST", 5)
    assert KEPT.search("hlly dnce").matches[0] == whole.matches[0]


@given(_TYPED, _SPEAKERS, _FILES, st.integers(1, 25))
@example("as th", None, None, 25)
def test_what_is_offered_while_somebody_types(typed: str, speaker: str | None, file: str | None, limit: int) -> None:
    query = " ".join(comparable_words(typed))
    significance = dict(zip(BUILT.all, BUILT.statistics.significance.tolist(), strict=True))
    scored: list[tuple[bool, float, float, Quotation]] = []
    for quotation in SPOKEN:
        begun = f" {query}" in " " + " ".join(comparable_words(quotation.text))
        reached = 1.0 if begun else score(typed, quotation)
        if quotation.fits(speaker, file) and reached >= 0.225:
            scored.append((begun, reached, significance[quotation], quotation))
    scored.sort(key=lambda row: row[:3], reverse=True)
    once = {BUILT.store.wordings_of(quotation): quotation for *_, quotation in reversed(scored)}
    offered = [quotation for *_, quotation in scored if quotation in once.values()][:limit]
    assert list(KEPT.complete(typed, speaker=speaker, article=file, limit=limit)) == offered


@given(_SLICES.map(comparable_words).filter(bool), st.integers(0, 9), st.booleans())
def test_words_side_by_side(words: tuple[str, ...], left_out: int, begun: bool) -> None:
    wanted = words[:left_out] + words[left_out + 1 :] or words
    phrase, end = " " + " ".join(wanted), "" if begun else " "
    texts = [" " + " ".join(comparable_words(quotation.text)) + " " for quotation in SPOKEN]
    held = {SPOKEN[number] for number, text in enumerate(texts) if phrase + end in text}
    among = KEPT.statistics.order[::2]
    assert set(KEPT.store.made(KEPT.statistics.holding(wanted, begun=begun))) == held
    found = KEPT.store.made(KEPT.statistics.holding_among(among, wanted, begun=begun))
    assert set(found) == held & set(KEPT.store.made(among))


def test_of_very_many_only_those_that_hold_most_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "the family wants"
    assert len(BUILT.complete(typed)) > 3
    monkeypatch.setattr(search, "_MOST_WHILE_TYPING", 3)
    assert len(BUILT.complete(typed)) > 3
    monkeypatch.setattr(search, "_MOST_COMPARED", 3)
    assert 0 < len(BUILT.complete(typed)) <= 3
