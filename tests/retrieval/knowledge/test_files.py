"""What a host says of a story: read, tied to its passages, and every fault named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Story
from retrieval.articles.files import load_articles
from retrieval.knowledge.files import Knowledge, load_knowledge

ARTICLE = "The comet\n\nThe comet fell into the sea near Brest.\n\nNobody was hurt, Mary Lane said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "x.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "reader-questions").mkdir()
    return tmp_path


def write(folder: Path, name: str, text: str | bytes) -> None:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def load(folder: Path) -> Knowledge:
    return load_knowledge(folder, load_articles(folder))


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in load(folder).problems]


def test_a_folder_of_articles_needs_no_knowledge(tmp_path: Path) -> None:
    write(tmp_path, "x.txt", ARTICLE)
    assert load(tmp_path) == Knowledge()


def test_all_files_together(folder: Path) -> None:
    write(folder, "people.toml", '["Mary Lane"]\nnames = ["Mary"]\npronoun = "she"\n')
    write(folder, "vocabulary.md", "sea, ocean, water\n")
    write(
        folder,
        "reader-questions/x.md",
        "# a comment\n\n## 2: The comet fell\nwhere did it go down\n## 3\nwas anyone injured\n",
    )
    write(folder, "reader-questions/not-told.md", "# why not\n## money\nwhat did it cost\n")
    known = load(folder)
    assert known.problems == ()
    assert [person.name for person in known.people] == ["Mary Lane"]
    assert known.groups == 1
    assert [(question.text, question.file, question.paragraph) for question in known.questions.answered] == [
        ("where did it go down", "x.txt", 2),
        ("was anyone injured", "x.txt", 3),
    ]
    assert known.questions.unanswerable == ("what did it cost",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('["Mary Lane"]\nnames = ["Lane"]\n["Ann Lane"]\nnames = ["Lane"]\n', "people.toml, line 4: "),
        ('["Mary Lane"\n', "people.toml, line 1: this is not valid TOML"),
        ('["Mary Lane"]\nname = ["Lane"]\n', 'people.toml, line 2: "name" is no field'),
        ('["Mary Lane"]\npronoun = "ze"\n', "people.toml, line 2: the pronoun"),
        ('["Mary Lane"]\nnames = "Lane"\n', "people.toml, line 2: names of Mary Lane must be a list"),
        ('["Mary Lane"]\nnames = [3]\n', "people.toml, line 2: names of Mary Lane holds 3"),
        ('"Mary Lane" = 3\n', 'people.toml, line 1: "Mary Lane" is no table'),
        ("", "people.toml: the file names nobody"),
        (b'["Mary L\xe4ne"]\n', "people.toml, line 1: byte 0xe4 is not UTF-8"),
    ],
)
def test_a_fault_in_people(folder: Path, text: str | bytes, told: str) -> None:
    write(folder, "people.toml", text)
    write(folder, "vocabulary.md", "sea, ocean\n")
    known = load(folder)
    assert len(known.problems) == 1
    assert str(known.problems[0]).startswith(told)
    assert known.groups == 1


def test_a_name_of_two_people_stays_with_the_first(folder: Path) -> None:
    write(folder, "people.toml", '["Mary Lane"]\nnames = ["Lane"]\n["Ann Lane"]\nnames = ["Lane", "Annie"]\n')
    people = {person.name: person.names for person in load(folder).people}
    assert people == {"Mary Lane": ("Lane",), "Ann Lane": ("Annie",)}


def test_every_fault_is_named_at_once_and_the_bot_starts_with_the_rest(folder: Path) -> None:
    write(folder, "people.toml", '["Mary Lane"]\npronoun = "ze"\n')
    write(folder, "vocabulary.md", "lonely\nsea, ocean\n")
    write(folder, "reader-questions/x.md", "## 9\nlost\n## 2\nwhere did it go down\n")
    write(folder, "reader-questions/y.md", "## 1\nlost\n")
    story = Story.load(folder)
    assert [(problem.file, problem.line) for problem in story.problems] == [
        ("people.toml", 2),
        ("vocabulary.md", 1),
        ("reader-questions/x.md", 1),
        ("reader-questions/y.md", None),
    ]
    answer = story.ask("where did it go down")
    assert answer.best is not None
    assert answer.best.passage.paragraph == 2


def test_each_message_is_one_sentence_that_says_what_to_do(folder: Path) -> None:
    write(folder, "people.toml", '["Mary Lane"]\npronoun = "ze"\nnames = 3\n')
    write(folder, "vocabulary.md", "lonely\n> a\n")
    write(folder, "reader-questions/x.md", "lost\n## what\n## 9\n" + "x" * 400 + "\n")
    for line in problems(folder):
        assert line.endswith(".")
        assert "\n" not in line


def test_the_projects_own_files_have_no_fault(story: Story) -> None:
    assert story.problems == ()
