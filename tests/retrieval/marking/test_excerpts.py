"""Of a long passage the sentences that answer are shown, with one before and one after."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.english.sentences import sentences
from retrieval.marking.excerpts import LEAST_LEFT_OUT, excerpt
from retrieval.spans import Span

FILLER = "Nobody in the whole town of Brest had ever seen a thing like it before that day. "
TEXT = f"{FILLER * 3}The comet fell. It fell into the sea. The harbour was closed. {FILLER * 3}"


def part_of(text: str, words: str) -> str | None:
    at = text.index(words)
    found = excerpt(text, sentences(text), [Span(at, at + len(words))])
    return None if found is None else text[found.start : found.end]


def test_one_sentence_before_and_one_after_are_shown() -> None:
    assert part_of(TEXT, "into the sea") == "The comet fell. It fell into the sea. The harbour was closed."


def test_what_is_short_is_shown_whole() -> None:
    assert part_of("One. Two. Three. The comet fell. Five. Six.", "comet") is None
    assert excerpt(TEXT, sentences(TEXT), []) is None


@given(st.lists(st.sampled_from(["Ann fell. ", FILLER, "“Oh! No,” she said. "]), min_size=1, max_size=12), st.data())
def test_a_part_is_whole_sentences_with_the_words_in_it(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    cut = sentences(text)
    start = data.draw(st.integers(0, len(text) - 2))
    words = Span(start, data.draw(st.integers(start + 1, len(text) - 1)))
    found = excerpt(text, cut, [words])
    if found is not None:
        assert found.start <= max(words.start, found.start) < words.end <= found.end + 1
        assert len(text.strip()) - (found.end - found.start) >= LEAST_LEFT_OUT
        assert found.start in {each.start for each in cut}


def test_a_story_tells_the_part_of_what_it_finds() -> None:
    story = Story.build([make_article("x.txt", f"The comet\n\n{TEXT}")])
    found = next(each for each in story.ask("where did the comet fall").ranked if each.passage.paragraph == 2)
    assert found.part is not None
    assert all(found.part.start <= start < end <= found.part.end for start, end in found.highlights)
    at = TEXT.index("into the sea")
    assert story.part(found.passage, (Span(at, at + 5),)) == Span(TEXT.index("The comet"), TEXT.index("closed.") + 7)
    assert story.part(found.passage, ()) is None
