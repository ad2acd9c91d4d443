"""`python -m retrieval lint`: each kind of fault planted and found with its place, and nothing else."""

import json
from pathlib import Path

import pytest

from retrieval import SEEDS
from retrieval.__main__ import main
from retrieval.commands.lint import SHOWN, as_text
from retrieval.linting.lint import lint
from retrieval.linting.names import alike
from retrieval.linting.remark import Remark, Topic

HARBOUR = """Storm breaks the harbour wall

The storm tore a hole into the harbour wall on Tuesday night.

"We heard it go like a gun," said Maria Lindqvist, the harbour master.

Repairs will cost four million euros, the town council said.
"""
SOURCES = """["harbour.txt"]
publisher = "Coast Gazette"
url = "https://gazette.example/harbour"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "harbour.txt", HARBOUR)
    write(tmp_path, "sources.toml", SOURCES)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def places(folder: Path, topic: Topic) -> list[tuple[str, int | None]]:
    return [(remark.file, remark.line) for remark in lint(folder)[1] if remark.topic is topic]


def only(folder: Path, topic: Topic) -> Remark:
    (remark,) = [remark for remark in lint(folder)[1] if remark.topic is topic]
    return remark


def test_where_all_is_well_nothing_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--articles", str(folder)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "1 article, 4 passages, 1 person, 0 reader questions: nothing is broken.\n\nThe bot needs about "
    )
    assert "4 of 4 passages are found" not in out, "the headline tells no story"
    assert "100% of the story can be asked about: 3 of 3 passages" in out
    assert out.endswith(f"Next: verbatim questions draft harbour.txt --articles {folder}\n")
    assert out.count("\n") == 6, "beside the memory, the share and the next step nothing is told"


def test_a_problem_is_serious_and_advice_is_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "sources.toml", "")
    assert main(["lint", "--articles", str(folder)]) == 0
    assert Topic.SOURCE.value in capsys.readouterr().out

    write(folder, "vocabulary.md", "wall, barrier\nharbour\n")
    assert main(["lint", "--articles", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "1 problem to fix" in out
    assert "vocabulary.md, line 2: a group needs two entries" in out


def test_articles_that_cannot_be_read_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.txt").write_bytes(b"Headline\n\nzero \x00 byte\n")
    assert main(["lint", "--articles", str(folder)]) == 1
    captured = capsys.readouterr()
    assert "broken.txt, line 3: there is a NUL byte here" in captured.out
    assert "save the file as plain text in UTF-8." in captured.out
    assert captured.err == ""


def test_no_such_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--articles", str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("sources", "missing"),
    [
        ("", "no publisher and no url"),
        ('["harbour.txt"]\npublisher = "Coast Gazette"\n', "no url"),
        ('["harbour.txt"]\nurl = "https://gazette.example/"\n', "no publisher"),
    ],
)
def test_an_article_without_a_source(folder: Path, sources: str, missing: str) -> None:
    write(folder, "sources.toml", sources)
    assert only(folder, Topic.SOURCE).what == missing


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("The storm tore a hole into the harbour wall.", True),
        ("“We heard it go like a gun,” she said. “Loud.”", True),
        ("word " * 40, True),
        ("Storm breaks wall", False),
        ("Is the wall broken?", False),
        ("Wall broken, says Harbour Co.", False),
        ("A day in the U.S.", False),
        ("And then …", False),
    ],
)
def test_a_first_line_that_may_be_no_headline(folder: Path, first: str, found: bool) -> None:
    write(folder, "harbour.txt", f"\ufeff\n\n{first}\n\nText of the article.\n")
    assert places(folder, Topic.HEADLINE) == ([("harbour.txt", 3)] if found else [])


def test_articles_that_are_nearly_the_same(folder: Path) -> None:
    write(folder, "wire.txt", HARBOUR.replace("Storm breaks", "Tempest damages").replace("Tuesday", "Monday"))
    write(folder, "other.txt", "A market opens\n\nThe bakers of the town sold bread on the square this Saturday.\n")
    remark = only(folder, Topic.SAME)
    assert remark.file == "wire.txt"
    assert "harbour.txt" in remark.what


def test_a_very_long_paragraph_and_furniture(folder: Path) -> None:
    write(folder, "long.txt", "A long one\n\n" + "The wall stood. " * 100 + "\n\nRead more\n")
    assert places(folder, Topic.LONG) == [("long.txt", 3)]
    assert places(folder, Topic.FURNITURE) == [("long.txt", 5)]


def test_people_who_are_named_often_and_have_no_other_names(folder: Path) -> None:
    write(folder, "harbour.txt", HARBOUR + "\nMaria Lindqvist closed the harbour.\n")
    remark = only(folder, Topic.NAMES)
    assert remark.what == "Maria Lindqvist, named in 2 paragraphs"
    write(folder, "people.toml", '["Maria Lindqvist"]\ndescribed = ["the harbour master"]\n')
    assert places(folder, Topic.NAMES) == []


def test_a_time_of_day_is_nobody(folder: Path) -> None:
    write(
        folder,
        "harbour.txt",
        HARBOUR + "\nThe wall broke at 4 A. M. on Tuesday.\n\nBy 8 A. M. or 9 P.M. it was gone.\n",
    )
    assert places(folder, Topic.NAMES) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Arthur Rostron", "Arthur Rostrom", True),
        ("J. Thayer", "John Thayer", True),
        ("Bill Clinton", "William Clinton", True),
        ("Alice Johnson", "Alice Marie Johnson", True),
        ("Lindqvist", "Maria Lindqvist", True),
        ("Lindqvist", "Lindquist", True),
        ("Bill Clinton", "Hillary Clinton", False),
        ("John Thayer", "Marian Thayer", False),
        ("Jack Thayer", "Jack Ryerson", False),
        ("Dan", "Don", False),
        ("Maria Lindqvist", "Marianne Berg", False),
    ],
)
def test_names_that_may_mean_one_person(one: str, other: str, expected: bool) -> None:
    assert bool(list(alike([one, other]))) is expected
    assert bool(list(alike([other, one]))) is expected


def test_names_alike_are_left_alone_where_the_host_told_them_apart(folder: Path) -> None:
    write(folder, "harbour.txt", HARBOUR + "\nMaria Lindquist, the harbour master, said it was loud.\n")
    assert "Lindquist" in only(folder, Topic.ALIKE).what
    write(folder, "people.toml", '["Maria Lindqvist"]\n["Maria Lindquist"]\n')
    assert places(folder, Topic.ALIKE) == []


QUESTIONS = """# questions of harbour.txt
## 1
what happened to the harbour wall
## 2: The storm tore
which night did the storm come
which night did the  Storm come
## 4
how much money do the repairs cost
"""


def test_passages_without_reader_questions_are_listed_once_any_have_some(folder: Path) -> None:
    assert places(folder, Topic.NO_QUESTIONS) == []
    write(folder, "reader-questions/harbour.md", QUESTIONS)
    remark = only(folder, Topic.NO_QUESTIONS)
    assert (remark.file, remark.line) == ("harbour.txt", 5)
    assert remark.what.startswith("paragraph 3: ")


def test_reader_questions_that_stand_twice(folder: Path) -> None:
    write(folder, "reader-questions/harbour.md", QUESTIONS)
    assert places(folder, Topic.ASKED_TWICE) == [("reader-questions/harbour.md", 6)]
    assert "(reader-questions/harbour.md, line 5)" in only(folder, Topic.ASKED_TWICE).what


def test_a_reader_question_that_finds_another_passage_first(folder: Path) -> None:
    write(folder, "reader-questions/harbour.md", QUESTIONS + "how much money do the repairs cost in euros\n")
    assert places(folder, Topic.ELSEWHERE) == []
    misplaced = QUESTIONS.replace("## 4", "## 3\nhow much money do the repairs cost\n## 4")
    write(folder, "reader-questions/harbour.md", misplaced)
    remark = only(folder, Topic.ELSEWHERE)
    assert (remark.file, remark.line) == ("reader-questions/harbour.md", 8)
    assert "finds harbour.txt, paragraph 4" in remark.what


def test_a_question_that_nothing_answers_and_that_is_answered(folder: Path) -> None:
    write(folder, "reader-questions/harbour.md", QUESTIONS)
    write(folder, "reader-questions/not-told.md", "# none of these\nwho is the king of Sweden\n")
    assert places(folder, Topic.NOT_TOLD) == []
    write(folder, "harbour.txt", HARBOUR + "\nThe king of Sweden is Carl Gustaf, who came to the harbour.\n" * 2)
    write(folder, "reader-questions/harbour.md", QUESTIONS + "## 5\nwho is king of Sweden\nwho is the Swedish king\n")
    assert places(folder, Topic.NOT_TOLD) == [("reader-questions/not-told.md", 2)]


def test_long_lists_are_cut_and_say_so_unless_all_are_asked_for() -> None:
    remarks = [Remark(Topic.LONG, "a.txt", number, "it is long", "cut it.") for number in range(1, SHOWN + 4)]
    short, whole = as_text(None, remarks), as_text(None, remarks, None)
    assert short.count("a.txt, line ") == SHOWN
    assert "… and 3 more (--all lists them)" in short
    assert whole.count("a.txt, line ") == SHOWN + 3
    assert whole.count("→ cut it.") == 1


def test_what_a_file_holds_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in as_text(None, [Remark(Topic.LONG, "a.txt", 1, "\x1b[31mred", "cut it.")])


def test_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "vocabulary.md", "harbour\n")
    assert main(["lint", "--json", "--articles", str(folder)]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert (printed["articles"], printed["passages"], printed["broken"]) == (1, 4, 1)
    (remark,) = printed["remarks"]
    assert remark["topic"] == "broken"
    assert remark["serious"] is True
    assert (remark["file"], remark["line"]) == ("vocabulary.md", 1)
    assert remark["what"]
    assert remark["advice"]


def test_the_four_articles_have_nothing_broken_and_the_list_is_short(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--articles", str(SEEDS)]) == 0
    out = capsys.readouterr().out
    assert "nothing is broken" in out
    assert len(out.splitlines()) < 60
