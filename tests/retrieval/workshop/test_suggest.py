"""`verbatim suggest`: what is shown, asked, written, and remembered."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

import pexpect
import pytest

from retrieval.__main__ import main
from retrieval.knowledge.people_file import load_declared
from retrieval.story import Story
from retrieval.workshop.asked_file import read_asked
from retrieval.workshop.change import Change
from retrieval.workshop.errors import WorkshopError
from retrieval.workshop.people_drafts import PersonDraft
from retrieval.workshop.people_writer import adding_people
from retrieval.workshop.suggested import changes, suggestions
from retrieval.workshop.turned_down import turned_down, turning_down
from retrieval.workshop.write_changes import write
from retrieval.workshop.write_first import questions_of, worth_questions

TEXT = """The mill at Rye

Joseph Reed kept the mill, said Anna Holt, a teacher from Rye.

Anna Holt came to-day to see Joseph Reed at the old mill by the river.

Joe Reed was not at home, and so Anna Holt waited for him at the door.

“Come in,” said Joe Reed when he had seen Anna Holt, and it was good-bye to the rain.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mill.txt").write_text(TEXT)
    return tmp_path


def files(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_words_that_the_articles_lack_are_named_with_the_nearest_passage(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path_factory.mktemp("asked") / "asked.txt"
    asked.write_text("who is the miller\nwhere did the lecturer wait\nwhat lecturer is she\nwho was at the door\n")
    assert main(["suggest", "--articles", str(folder), "--questions", str(asked)]) == 0
    out = capsys.readouterr().out
    assert "  lecturer (2 questions): where did the lecturer wait\n    nearest: mill.txt, paragraph " in out
    assert "write both into vocabulary.md" in out
    assert "  door" not in out
    assert main(["suggest", "--json", "--articles", str(folder), "--questions", str(asked)]) == 0
    (word, *_) = json.loads(capsys.readouterr().out)["words_lacking"]
    assert (word["word"], word["questions"]) == ("lecturer", 2)


def test_without_a_terminal_it_is_shown_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suggest", "--articles", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Anna Holt (she), also Anna, Holt" in out or "Anna Holt (she), also Holt, Anna" in out
    assert "Are Joseph Reed and Joe Reed one person?" in out
    assert "today, to-day" in out
    assert "Nothing was written. Say --accept" in out
    assert files(folder) == {"mill.txt"}


def test_all_is_accepted_but_what_only_the_host_can_know_and_then_nothing_is_left(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suggest", "--accept", "--articles", str(folder)]) == 0
    out = capsys.readouterr().out
    assert '+["Anna Holt"]' in out, "the difference is shown"
    assert "Wrote people.toml.\nWrote vocabulary.md.\n" in out
    assert "Only you can know" in out
    assert files(folder) == {"mill.txt", "people.toml", "vocabulary.md"}
    people, problems = load_declared(folder / "people.toml")
    assert {person.name for person in people} == {"Anna Holt", "Joseph Reed", "Joe Reed"}
    assert not problems
    assert not Story.load(folder).problems
    written = (folder / "people.toml").read_bytes()
    assert main(["suggest", "--accept", "--articles", str(folder)]) == 0
    assert "Nothing to suggest" in capsys.readouterr().out
    assert (folder / "people.toml").read_bytes() == written


def test_json_is_one_object(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["suggest", "--json", "--articles", str(folder)])
    told = json.loads(capsys.readouterr().out)
    assert {each["file"] for each in told["suggestions"]} == {"people.toml", "vocabulary.md"}
    assert told["written"] == []
    main(["suggest", "--json", "--accept", "--articles", str(folder)])
    assert json.loads(capsys.readouterr().out)["written"] == ["people.toml", "vocabulary.md"]


def test_two_names_are_written_as_one_person_if_the_host_says_so(folder: Path) -> None:
    story = Story.load(folder)
    pair = next(each for each in suggestions(story, folder) if each.doubtful)
    (change,) = changes(story, folder, [pair])
    write(lambda: change)
    (person,) = load_declared(folder / "people.toml")[0]
    assert person.name == "Joseph Reed"
    assert "Joe Reed" in person.names
    found = Story.load(folder).people.find("Joe Reed")
    assert found is not None
    assert found.name == "Joseph Reed"


def test_a_name_joins_somebody_whom_people_toml_has(folder: Path) -> None:
    (folder / "people.toml").write_text('["Joseph Reed"] # the miller\nnames = []\n')
    story = Story.load(folder)
    pair = next(each for each in suggestions(story, folder) if each.doubtful)
    (change,) = changes(story, folder, [pair])
    write(lambda: change)
    assert "# the miller" in (folder / "people.toml").read_text()
    (person,) = load_declared(folder / "people.toml")[0]
    assert "Joe Reed" in person.names


def test_what_was_turned_down_is_remembered_and_not_offered_again(folder: Path) -> None:
    story = Story.load(folder)
    refused = suggestions(story, folder)[0]
    write(lambda: turning_down(folder, [refused.key, refused.key]))
    write(lambda: turning_down(folder, ["vocabulary.md: today, to-day"]))
    text = (folder / "turned-down.md").read_text()
    assert text.startswith("# Turned down: `verbatim suggest` does not offer these again.")
    assert text.count(refused.key) == 1
    assert turned_down(folder) == {refused.key, "vocabulary.md: today, to-day"}
    left = suggestions(story, folder)
    assert refused.key not in {each.key for each in left}
    assert "vocabulary.md: today, to-day" not in {each.key for each in left}
    assert [article.file for article in Story.load(folder).articles] == ["mill.txt"], "it is no article"


def test_what_a_host_turned_down_must_be_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "turned-down.md").write_bytes(b"\xff")
    assert main(["suggest", "--articles", str(folder)]) == 2
    assert "is not UTF-8" in capsys.readouterr().err


def test_nothing_is_written_through_a_link(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "elsewhere").write_text("")
    (folder / "people.toml").symlink_to(folder / "elsewhere")
    assert main(["suggest", "--accept", "--articles", str(folder)]) == 2
    assert "people.toml is a link, and nothing is written through one" in capsys.readouterr().err
    assert (folder / "elsewhere").read_text() == ""
    assert "vocabulary.md" not in files(folder), "all is planned before any of it is written"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.chmod(0o500)
    try:
        assert main(["suggest", "--accept", "--articles", str(folder)]) == 2
    finally:
        folder.chmod(0o700)
    assert "cannot be written" in capsys.readouterr().err


def test_a_folder_has_to_be_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARTICLES_DIR", raising=False)
    assert main(["suggest", "--accept"]) == 2
    assert "name it with --articles" in capsys.readouterr().err


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    together = threading.Barrier(8)

    def one(number: int) -> None:
        first = True

        def plan() -> Change:
            nonlocal first
            change = adding_people(tmp_path, [PersonDraft(f"Person {number}", (), None, 2)], {})
            if first:
                first = False
                together.wait()
            return change

        write(plan)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    people, problems = load_declared(tmp_path / "people.toml")
    assert {person.name for person in people} == {f"Person {number}" for number in range(8)}
    assert not problems
    assert files(tmp_path) == {"people.toml"}


def test_questions_are_read_as_lines_or_as_json(tmp_path: Path) -> None:
    path = tmp_path / "asked.txt"
    path.write_text(
        '# heard in the channel\nwho kept the mill\n{"question": "who came", "gold": []}\n{"other": 1}\n{broken\n'
    )
    assert read_asked(path) == ("who kept the mill", "who came", "{broken")
    path.write_text("x" * 1000)
    assert len(read_asked(path)[0]) == 300
    for data, said in ((b"", "holds no questions"), (b"\xff", "is not UTF-8")):
        path.write_bytes(data)
        with pytest.raises(WorkshopError, match=said):
            read_asked(path)
    with pytest.raises(WorkshopError, match="cannot be read"):
        read_asked(tmp_path / "missing.txt")


def test_passages_that_questions_find_and_none_was_written_for_come_first(folder: Path) -> None:
    story = Story.load(folder)
    assert questions_of(story), "the story itself suggests some"
    found = worth_questions(story, ["who waited at the door", "who was not at home"])
    assert (found[0].passage.paragraph, found[0].asked) == (4, 2)
    (folder / "reader-questions").mkdir()
    (folder / "reader-questions" / "mill.md").write_text("## 4\nwhere did anna wait\n")
    assert 4 not in [each.passage.paragraph for each in worth_questions(Story.load(folder), ["who waited at the door"])]
    assert worth_questions(story, []) == ()


def test_at_a_terminal_each_is_asked_and_the_answers_are_kept(folder: Path) -> None:
    command = f"-m retrieval suggest --articles {folder}"
    child = pexpect.spawn(sys.executable, command.split(), encoding="utf-8", timeout=120, dimensions=(40, 120))
    child.expect(r"Are Joseph Reed and Joe Reed one person\?")
    child.send("\x1b[A\r")  # up from "Later": no
    child.expect("Anna Holt")
    child.send("\r")  # yes
    child.expect("2 paragraphs")
    child.send("\x1b[B\x1b[B\r")  # later
    child.expect(r"\[4 of")
    child.send("\x03")  # stop asking
    child.expect("Write this")
    child.send("y")
    child.expect("Wrote people.toml")
    child.expect(pexpect.EOF)
    assert [person.name for person in load_declared(folder / "people.toml")[0]] == ["Anna Holt"]
    assert turned_down(folder) == {"people.toml: Joe Reed is Joseph Reed"}
