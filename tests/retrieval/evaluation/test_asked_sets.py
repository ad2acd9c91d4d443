"""What weights are learned from: files, stories of their own, folders of stories, questions of other texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval import RetrievalError, Story
from retrieval.articles.article import make_article
from retrieval.evaluation.asked_sets import AskedSet, read_asked_set, with_far_questions
from retrieval.evaluation.plain_questions import PREMISE
from retrieval.evaluation.question_files import Place, Question


@pytest.fixture(scope="module")
def story() -> Story:
    return Story.build([make_article("comet.txt", "The comet\n\nThe comet fell into the sea.")])


def write_story(folder: Path, name: str, asked: list[str]) -> None:
    (folder / name / "articles").mkdir(parents=True)
    (folder / name / "articles" / f"{name}.txt").write_text(f"{name}\n\nThe {name} slept all winter.")
    rows = [{"question": text, "gold": [{"file": f"{name}.txt", "para": 2}], "answerable": True} for text in asked]
    (folder / name / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def tales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write_story(tmp_path / "tales", "bear", ["who slept", "how long did it sleep"])
    write_story(tmp_path / "tales", "hedgehog", ["what did it do"])
    return tmp_path / "tales"


def texts(chosen: AskedSet) -> list[tuple[str, list[str]]]:
    return [(story.articles[0].file, [each.text for each in own]) for story, own in chosen.asked]


def test_a_folder_of_stories_is_one_set(tales: Path, story: Story) -> None:
    chosen = read_asked_set(tales, story, None)
    assert chosen.name == "tales"
    assert texts(chosen) == [
        ("bear.txt", ["who slept", "how long did it sleep"]),
        ("hedgehog.txt", ["what did it do"]),
    ]


def test_a_file_with_articles_beside_it_is_about_them(tales: Path, story: Story) -> None:
    assert texts(read_asked_set(tales / "bear" / "questions.jsonl", story, None))[0][0] == "bear.txt"


def test_a_file_beside_the_storys_own_folder_is_about_the_story(tales: Path, story: Story) -> None:
    own = Story.load(tales / "bear" / "articles")
    chosen = read_asked_set(tales / "bear" / "questions.jsonl", own, tales / "bear" / "articles")
    assert chosen.asked[0][0] is own


def test_a_file_among_its_articles_is_about_them(tales: Path, story: Story) -> None:
    file = (tales / "bear" / "questions.jsonl").rename(tales / "bear" / "articles" / "questions.jsonl")
    assert texts(read_asked_set(file, story, None))[0][0] == "bear.txt"
    own = Story.load(file.parent)
    assert read_asked_set(file, own, file.parent).asked[0][0] is own


def test_a_folder_without_stories_is_one_sentence(tmp_path: Path, story: Story) -> None:
    with pytest.raises(RetrievalError, match=r"there is no questions\.jsonl with a folder articles beside it"):
        read_asked_set(tmp_path, story, None)


def asked_of(story: Story, name: str, count: int, kind: str | None = None) -> AskedSet:
    place = Place(story.articles[0].file, 2)
    questions = (
        Question(f"{name}{n}", f"{name} {n}", () if kind else (place,), not kind, kind=kind) for n in range(count)
    )
    return AskedSet(name, ((story, tuple(questions)),))


def test_what_rests_on_something_false_is_not_sound(story: Story) -> None:
    assert asked_of(story, "false", 3, PREMISE).sound.asked[0][1] == ()
    assert len(asked_of(story, "near", 3, "near").sound.asked[0][1]) == 3


def test_every_text_is_asked_what_the_others_answer(story: Story, tales: Path) -> None:
    ours = [asked_of(story, "ours", 6), asked_of(story, "more", 2), asked_of(story, "near", 5, "near")]
    other, third = asked_of(Story.build(story.articles), "other", 20), read_asked_set(tales, story, None)
    found = with_far_questions([*ours, other, third])
    assert found[:5] == [*ours, other, third]
    far = {each.name: each for each in found[5:]}
    assert set(far) == {"far from ours", "far from other", "far from tales"}
    for each in far.values():
        for _, questions in each.asked:
            assert all(one.kind == "far" and not one.answerable and not one.gold for one in questions)
    of_ours = [one.text for one in far["far from ours"].asked[0][1]]
    assert len(of_ours) == 4  # half of the eight that it answers
    assert sum(text.startswith("other") for text in of_ours) == 2  # of both other texts alike
    assert not any(text.startswith(("ours", "more", "near")) for text in of_ours)
    assert [len(questions) for _, questions in far["far from tales"].asked] == [1, 1]


def test_a_text_by_itself_has_no_others(story: Story) -> None:
    only = [asked_of(story, "ours", 6), asked_of(story, "more", 2)]
    assert with_far_questions(only) == only
