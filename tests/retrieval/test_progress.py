"""How far work has come, and what is told of it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.text_files import Snapshot
from retrieval.progress import SHARES, Progress, Stage, told
from retrieval.story import STORY_FILES
from tests.simulated import write_story


def test_every_stage_has_its_share_of_the_whole() -> None:
    assert list(SHARES) == list(Stage)
    assert sum(SHARES.values()) == pytest.approx(1.0)
    assert Progress(Stage.ARTICLES).share == 0.0
    assert Progress(Stage.KEEPING, 1, 1).share == pytest.approx(1.0)
    for one, other in pairwise(Stage):
        assert Progress(one, 1, 1).share == pytest.approx(Progress(other).share)


@given(st.sampled_from(Stage), st.integers(0, 50), st.integers(0, 50))
def test_what_is_done_is_a_share_whatever_is_told(stage: Stage, done: int, total: int) -> None:
    assert 0.0 <= Progress(stage, done, total).share <= 1.0


@given(st.lists(st.integers()))
def test_items_pass_unchanged_and_each_is_told(items: list[int]) -> None:
    heard: list[Progress] = []
    assert list(told(items, Stage.WORDS, heard.append)) == items
    assert heard == [Progress(Stage.WORDS, done, len(items)) for done in range(len(items) + 1)]


def test_a_story_tells_of_every_stage_in_order_and_never_goes_back(tmp_path: Path) -> None:
    heard: list[Progress] = []
    folder = write_story(tmp_path)
    Story.read(Snapshot.take(folder, STORY_FILES), heard.append)

    assert list(dict.fromkeys(each.stage for each in heard)) == [each for each in Stage if each is not Stage.KEEPING]
    shares = [each.share for each in heard]
    assert shares == sorted(shares)


def test_what_was_kept_has_no_progress_to_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = write_story(tmp_path / "story")
    first: list[Progress] = []
    second: list[Progress] = []
    Story.load(folder, first.append)
    Story.load(folder, second.append)

    assert first[-1].stage is Stage.KEEPING
    assert second == []
