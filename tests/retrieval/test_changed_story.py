"""A story that is changed file by file is, after each change, to the last number what its files make afresh."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.text_files import Snapshot
from retrieval.story import STORY_FILES

FILES = ("boat.txt", "sea.txt", "wind.txt", "Mary Hill.txt")
TEXTS = (
    "A boat\n\nThe boat sank at noon, Mary Hill said.\n\n“We swam,” said Captain Mary Hill, a 40-year-old sailor.\n",
    "The sea\n\nThe sea was cold on Friday. “We swam,” she said, “for hours.” Joan Reed nodded.\n\n@joanreed wrote.\n",
    "The boat\n\nMary Hill told Joan Reed: “I said ‘we swam’ and she said ‘no’.”\n\n“It sank,” Hill said. “At noon.”\n",
    "Wind\n\nIt was “windy”.\n\nWe met Mary\n\n— Joan Reed (@joanreed) June 3, 2018\n\nIt sank at noon, Hill said.\n",
    "Head\n",
)
PEOPLE = (
    '["Mary Hill"]\nnames = ["Mary"]\ndescribed = ["the captain"]\n',
    '["Joan Reed"]\nnames = ["Hill"]\npronoun = "she"\n',
    '["The Sea"]\n',
    "[",
)
VOCABULARY = ("boat, vessel\n", "boat, raft\nsank, went down\n")
QUESTIONS = (
    "## 2\nwhen did the boat sink\nwho saw it snik\n",
    "## 2\nwhen did the boat sink\nwho swam\n## 1\nwhat is it\n",
    "## 3\nwho siad that they swam\n",
)
NOT_TOLD = ("who owned the boat\n", "who owned the raft\nwas mary there\n")
SOURCES = ('["zebra.txt"]\npublisher = "The Gull"\n',)


def writing(name: str, texts: tuple[str, ...]) -> st.SearchStrategy[tuple[str, str | None]]:
    return st.tuples(st.just(name), st.sampled_from((*texts, None)))


def changes() -> st.SearchStrategy[tuple[str, str | None]]:
    """A file's name and its new text, None to take it away."""
    articles = [writing(name, TEXTS) for name in FILES]
    questions = [writing(f"reader-questions/{Path(name).stem}.md", QUESTIONS) for name in FILES]
    others = [
        writing("people.toml", PEOPLE),
        writing("vocabulary.md", VOCABULARY),
        writing("reader-questions/not-told.md", NOT_TOLD),
        writing("sources.toml", SOURCES),
    ]
    return st.one_of(*articles, *questions, *others)


def apply(folder: Path, name: str, text: str | None) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text, encoding="utf-8")


def assert_same(one: Story, other: Story) -> None:
    """All arrays are equal, thus every answer."""
    packed, wanted = one.pack(), other.pack()
    assert packed.keys() == wanted.keys()
    different = [name for name, array in packed.items() if not same(array, wanted[name])]
    assert different == []


def same(one: np.ndarray[tuple[int, ...], np.dtype[np.generic]], other: object) -> bool:
    return isinstance(other, np.ndarray) and one.dtype == other.dtype and np.array_equal(one, other)


@settings(max_examples=30, deadline=None)
@given(st.lists(changes(), min_size=1, max_size=6), st.booleans())
def test_a_changed_story_is_a_fresh_one(steps: list[tuple[str, str | None]], whole_cache: bool) -> None:
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", f"{place}/cache")
        folder = Path(place) / "story"
        folder.mkdir()
        apply(folder, "boat.txt", TEXTS[0])
        apply(folder, "zebra.txt", TEXTS[2])  # so that there is always an article
        apply(folder, "reader-questions/boat.md", QUESTIONS[0])
        Story.load(folder)
        for name, text in steps:
            apply(folder, name, text)
            if not whole_cache:  # the story before is gone, how its articles were read is not
                for path in sorted(
                    Path(place, "cache", "verbatim").glob("*.story"), key=lambda path: path.stat().st_size
                ):
                    path.unlink()
                    break
            assert_same(Story.load(folder), Story.read(Snapshot.take(folder, STORY_FILES)))
