"""Reader questions: each under the paragraph that answers it; what drifted or is wrong is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import SEEDS, PassageKind, Story
from retrieval.articles.files import load_articles
from retrieval.knowledge.files import MAX_QUESTION_CHARACTERS, ReaderQuestions, load_knowledge

ARTICLE = "The comet\n\n“The comet” fell into the sea near Brest.\n\nNobody was hurt, Mary Lane said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "x.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "reader-questions").mkdir()
    return tmp_path


def read(folder: Path, text: str | bytes, name: str = "x.md") -> ReaderQuestions:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "reader-questions" / name).write_bytes(data)
    return load_knowledge(folder, load_articles(folder)).questions


@pytest.mark.parametrize(
    "heading", ["## 2", "##2", "## 2: The comet fell", "## 2 : the COMET, fell", "## 2: “The comet” fell"]
)
def test_a_heading_names_a_paragraph(folder: Path, heading: str) -> None:
    found = read(folder, f"\ufeff# comment\r\n{heading}\r\n\r\nwhere did it fall\r\n")
    assert found.problems == ()
    assert [(question.text, question.paragraph) for question in found.answered] == [("where did it fall", 2)]


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("## 9", "x.txt has no paragraph 9; it has 3."),
        ("## 0", "x.txt has no paragraph 0; it has 3."),
        ("## three", "a heading names a paragraph"),
        ("##", "a heading names a paragraph"),
        ("### 2", "a heading names a paragraph"),
        ("## 3: The comet fell", 'paragraph 3 of x.txt does not begin with "The comet fell"'),
    ],
)
def test_a_bad_heading_is_named_and_its_questions_left_out(folder: Path, heading: str, told: str) -> None:
    found = read(folder, f"## 2\nwhere did it fall\n{heading}\nlost\nlost too\n## 3\nwas anyone hurt\n")
    assert [(problem.file, problem.line) for problem in found.problems] == [("reader-questions/x.md", 3)]
    assert told in found.problems[0].message
    assert [(question.text, question.paragraph) for question in found.answered] == [
        ("where did it fall", 2),
        ("was anyone hurt", 3),
    ]


def test_questions_under_no_heading_are_named_once(folder: Path) -> None:
    found = read(folder, "# comment\nlost\nlost too\n## 2\nwhere did it fall\n")
    assert [problem.line for problem in found.problems] == [2]
    assert len(found.answered) == 1


def test_a_question_may_not_be_an_essay(folder: Path) -> None:
    found = read(folder, f"## 2\n{'x' * (MAX_QUESTION_CHARACTERS + 1)}\n{'x' * MAX_QUESTION_CHARACTERS}\n")
    assert [problem.line for problem in found.problems] == [2]
    assert len(found.answered) == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "reader-questions/x.md: the file holds no question"),
        (b"## 2\n# nothing\n", "reader-questions/x.md: the file holds no question"),
        (b"## 2\nwhere\nw\xe4s\n", "reader-questions/x.md, line 3: byte 0xe4 is not UTF-8"),
        (b"## 2\nwhere\n\0\n", "reader-questions/x.md, line 3: there is a NUL byte"),
    ],
)
def test_a_bad_file_is_named(folder: Path, data: bytes, told: str) -> None:
    found = read(folder, data)
    assert found.answered == ()
    assert len(found.problems) == 1
    assert str(found.problems[0]).startswith(told)


def test_a_file_of_no_article_is_named(folder: Path) -> None:
    found = read(folder, "## 2\nwhere\n", "y.md")
    assert [str(problem) for problem in found.problems] == [
        "reader-questions/y.md: there is no article y.txt; name the file after its article, or remove it."
    ]


def test_not_told_may_have_themes(folder: Path) -> None:
    found = read(folder, "# comment\n## money\nwhat did it cost\n\n  who paid  \n", "not-told.md")
    assert found.unanswerable == ("what did it cost", "who paid")
    assert found.answered == ()


def test_they_only_point_and_are_never_shown(story: Story) -> None:
    question = story.knowledge.questions.answered[0]
    answer = story.ask(question.text)
    assert answer.best is not None
    assert all(finding.passage.text in finding.passage.article.text for finding in answer.ranked)


def test_every_passage_worth_asking_about_has_many(story: Story) -> None:
    counts: dict[tuple[str, int], int] = {}
    for question in story.knowledge.questions.answered:
        counts[question.file, question.paragraph] = counts.get((question.file, question.paragraph), 0) + 1
    for passage in story.passages:
        if passage.kind in (PassageKind.BODY, PassageKind.TWEET):
            assert counts.get((passage.file, passage.paragraph), 0) >= 15, (passage.file, passage.paragraph)


def test_there_is_a_file_for_each_article() -> None:
    names = {path.stem for path in (SEEDS / "reader-questions").glob("*.md")}
    assert names == {path.stem for path in SEEDS.glob("*.txt")} | {"not-told"}
