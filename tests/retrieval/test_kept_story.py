"""A story that was kept is the story that was built, and is kept by everything that decides what it becomes."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval import SEEDS, Passage, Story, article_readings, known_readings
from retrieval.articles.text_files import Snapshot, TextFile, fingerprint
from retrieval.kept import release as release_module
from retrieval.kept import store
from retrieval.kept.arrays import Array, Arrays
from retrieval.known_readings import ArticleReadings
from retrieval.questions.reading import ReadText, TextReader
from retrieval.ranking.reader_questions import ReaderQuestionModel
from retrieval.story import STORY_FILES

SECOND = Path(__file__).parents[1] / "second_story"
QUESTIONS = (
    "how old is alice",
    "who helped kim",
    "what did trump say about clemncy",
    "how much did it cost",
    "why was the boat late",
    "hello",
    "",
)


def write(folder: Path) -> Path:
    folder.mkdir()
    (folder / "boat.txt").write_text("A boat\n\nThe boat sank at noon, Mary Hill said.\n\n“We swam,” said Mary Hill.\n")
    (folder / "sea.txt").write_text("The sea\n\nThe sea was cold on Friday.\n")
    (folder / "sources.toml").write_text('["boat.txt"]\npublisher = "The Gull"\n')
    (folder / "people.toml").write_text('["Mary Hill"]\nnames = ["Mary"]\ndescribed = ["the captain"]\n')
    (folder / "vocabulary.md").write_text("boat, vessel\n")
    (folder / "reader-questions").mkdir()
    (folder / "reader-questions" / "boat.md").write_text("## 2\nwhen did the boat sink\nwho saw it sink\n")
    (folder / "reader-questions" / "not-told.md").write_text("who owned the boat\n")
    return folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    store._say.cache_clear()
    return write(tmp_path / "story")


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts how often a story is built: a 1 for each time."""
    times: list[int] = []
    real = Story._build.__func__  # type: ignore[attr-defined]

    def counted(cls: type[Story], *arguments: object) -> object:
        times.append(1)
        return real(cls, *arguments)

    monkeypatch.setattr(Story, "_build", classmethod(counted))
    return times


def told(story: Story) -> list[object]:
    """All that a surface shows of a story."""
    answers = [story.ask(question) for question in QUESTIONS]
    return [
        [(article.file, article.text, article.source, list(article.paragraphs)) for article in story.articles],
        [(passage.row, passage.file, passage.paragraph, passage.text, passage.kind) for passage in story.passages],
        [passage.signature for passage in story.passages],
        [
            (
                answer.outcome,
                answer.confidence,
                answer.missing,
                [(found.passage.row, found.score, found.highlights) for found in answer.ranked],
                [[other.row for other in found.also_in] for found in answer.ranked],
            )
            for answer in answers
        ],
        list(story.quotations.all),
        [story.suggest(typed) for typed in ("", "who", "how ol", "whn", "kardashan")],
        story.people.persons,
        (story.knowledge.people, story.knowledge.phrases.text, list(story.knowledge.questions.answered)),
        (list(story.knowledge.questions.unanswerable), story.problems),
    ]


@pytest.mark.parametrize("folder_of", [lambda _: SEEDS, lambda _: SECOND, lambda path: write(path / "own")])
def test_what_is_unpacked_tells_what_was_built(tmp_path: Path, folder_of: Callable[[Path], Path]) -> None:
    story = Story.read(Snapshot.take(folder_of(tmp_path), STORY_FILES))
    again = Story.unpack(story.pack())
    assert told(again) == told(story)
    assert told(Story.unpack(again.pack())) == told(story), "what is unpacked can be packed"


def test_a_second_start_builds_nothing(folder: Path, built: list[int]) -> None:
    first = Story.load(folder)
    second = Story.load(folder)
    assert sum(built) == 1
    assert told(first) == told(second)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of the articles that are read."""
    files: list[str] = []
    real = article_readings._read

    def noted(passages: Sequence[Passage], reader: TextReader) -> dict[str, Array]:
        files.append(passages[0].file)
        return real(passages, reader)

    monkeypatch.setattr(article_readings, "_read", noted)
    return files


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (lambda folder: (folder / "boat.txt").write_text("A boat\n\nThe boat sank at dawn.\n"), ["boat.txt"]),
        (lambda folder: (folder / "air.txt").write_text("The air\n\nIt was warm on June 3.\n"), ["air.txt"]),
        (lambda folder: (folder / "sea.txt").unlink(), []),
        (lambda folder: (folder / "sea.txt").rename(folder / "a-sea.txt"), []),
        (lambda folder: (folder / "sources.toml").unlink(), []),
        (lambda folder: (folder / "reader-questions" / "boat.md").unlink(), []),
        (lambda folder: (folder / "people.toml").write_text('["Mary Hill"]\nnames = ["Molly"]\n'), ["boat.txt"]),
        (lambda folder: (folder / "people.toml").write_text('["The Sea"]\n'), ["boat.txt", "sea.txt"]),
        (lambda folder: (folder / "vocabulary.md").write_text("boat, raft\n"), ["boat.txt", "sea.txt"]),
    ],
)
def test_only_what_changed_is_read_again(
    folder: Path, read: list[str], change: Callable[[Path], object], again: list[str]
) -> None:
    Story.load(folder)
    assert read == ["boat.txt", "sea.txt"]
    read.clear()
    change(folder)
    after = told(Story.load(folder))
    assert read == again
    assert after == told(Story.read(Snapshot.take(folder, STORY_FILES)))


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many reader questions are read, and then how many are learned from, each time."""
    counts: list[int] = []
    read, learn = TextReader.read_corrected, ReaderQuestionModel.build

    def noted_reading(reader: TextReader, text: str) -> ReadText:
        counts.append(1)
        return read(reader, text)

    def noted_learning(texts: Sequence[ReadText], labels: Sequence[int], label_count: int) -> ReaderQuestionModel:
        counts[:] = [sum(counts), len(texts)]
        return learn(texts, labels, label_count)

    monkeypatch.setattr(TextReader, "read_corrected", noted_reading)
    monkeypatch.setattr(ReaderQuestionModel, "build", noted_learning)
    return counts


@pytest.mark.parametrize(
    ("name", "text", "again"),
    [
        ("sea.txt", "The sea\n\nThe sea was warm on Friday.\n\nIt was deep.\n", []),
        ("air.txt", "The air\n\nIt was warm, Joan Reed said. Joan Reed swam.\n", []),
        ("a.txt", "Ann Lee met Mary Hill\n\n“Ann Lee saw it,” Mary Hill said.\n", []),
        ("sources.toml", "", []),
        ("sea.txt", "The sea\n\nThe sea sknk.\n", [3, 3]),  # the story's own word now: what was a slip is none
        ("people.toml", '["Mary Hill"]\n["Mr Boat"]\nnames = ["boat"]\n', [3, 3]),
        ("vocabulary.md", "boat, raft\n", [3, 3]),
        ("reader-questions/boat.md", "## 3\nwhen did the boat sink\nwho saw it sknk\n", []),  # to another paragraph
        ("reader-questions/boat.md", "## 2\nwhen did the boat sink\n## 3\nwho saw it sknk\n", [0, 3]),
        ("reader-questions/not-told.md", "who had the boat\n", [3, 3]),
    ],
)
def test_reader_questions_are_learned_from_again_where_they_must(
    folder: Path, learned: list[int], name: str, text: str, again: list[int]
) -> None:
    (folder / "reader-questions" / "boat.md").write_text("## 2\nwhen did the boat sink\nwho saw it sknk\n")
    Story.load(folder)
    assert learned == [3, 3]
    for _ in range(2):  # what was taken is still known afterwards
        learned.clear()
        (folder / name).write_text(text)
        after = Story.load(folder)
        assert learned == again
        learned.clear()
        assert told(after) == told(Story.read(Snapshot.take(folder, STORY_FILES)))
        text, again = f"{text}\n", []


def test_a_large_storys_readings_are_not_kept(folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_readings, "MOST_KEPT", 1_000)
    Story.load(folder)
    (folder / "sources.toml").unlink()
    Story.load(folder)
    assert read == ["boat.txt", "sea.txt"] * 2


def test_readings_that_lack_something(folder: Path, read: list[str], caplog: pytest.LogCaptureFixture) -> None:
    with pytest.MonkeyPatch.context() as patch:
        whole = ArticleReadings.pack
        patch.setattr(ArticleReadings, "pack", lambda each: without(whole(each), "passages.readings.ends.counts.kinds"))
        Story.load(folder)
    (folder / "sources.toml").unlink()
    after = told(Story.load(folder))
    assert read == ["boat.txt", "sea.txt"] * 2
    assert sum("cannot be used" in message for message in caplog.messages) == 1
    assert after == told(Story.read(Snapshot.take(folder, STORY_FILES)))


def test_a_moved_folder_is_the_same_story(folder: Path, built: list[int]) -> None:
    Story.load(folder)
    Story.load(folder.rename(folder.with_name("elsewhere")))
    assert sum(built) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "boat.txt").write_text("A boat\n\nThe boat sank at dawn.\n"),
        lambda folder: (folder / "sea.txt").rename(folder / "ocean.txt"),
        lambda folder: (folder / "new.txt").write_text("News\n\nThe boat was found.\n"),
        lambda folder: (folder / "sea.txt").unlink(),
        lambda folder: (folder / "sources.toml").unlink(),
        lambda folder: (folder / "people.toml").write_text('["Mary Hill"]\nnames = ["Molly"]\n'),
        lambda folder: (folder / "vocabulary.md").write_text("boat, raft\n"),
        lambda folder: (folder / "reader-questions" / "boat.md").write_text("## 2\nwhen was it\n"),
        lambda folder: (folder / "reader-questions" / "not-told.md").unlink(),
    ],
)
def test_a_changed_file_is_another_story(folder: Path, built: list[int], change: Callable[[Path], object]) -> None:
    before = told(Story.load(folder))
    change(folder)
    after = told(Story.load(folder))
    assert sum(built) == 2
    assert after == told(Story.read(Snapshot.take(folder, STORY_FILES))) != before


@pytest.mark.parametrize("name", ["notes.md", ".boat.txt", "boat.txt~", "reader-questions/notes.txt"])
def test_other_files_do_not_matter(folder: Path, built: list[int], name: str) -> None:
    Story.load(folder)
    (folder / name).write_text("## 2\n")
    Story.load(folder)
    assert sum(built) == 1


def test_another_release_is_another_story(folder: Path, built: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    Story.load(folder)
    monkeypatch.setattr("retrieval.story.release", lambda: "another")
    Story.load(folder)
    assert sum(built) == 2


def test_a_release_is_its_code_and_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_module, "_PACKAGE", tmp_path)
    release = release_module.release.__wrapped__
    seen = {release()}
    for change in ("a.py", "wing/b.py", "wing/w.toml", "wing/w.json", "wing/w.arrays", "english/data/words.txt"):
        path = tmp_path / change
        path.parent.mkdir(parents=True, exist_ok=True)
        for text in ("one", "two"):
            path.write_text(text)
            seen.add(release())
    assert len(seen) == 13
    (tmp_path / "commands").mkdir()
    (tmp_path / "commands" / "ask.py").write_text("print()")
    (tmp_path / "a.pyc").write_text("compiled")
    assert release() in seen
    monkeypatch.setattr(np, "__file__", str(tmp_path / "numpy" / "__init__.py"))
    (tmp_path / "snowballstemmer-9.0.dist-info").mkdir()
    assert release() not in seen


def test_an_article_that_changes_while_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is of the bytes that were parsed, so that neither text is ever kept as the other."""
    real = TextFile.read.__func__  # type: ignore[attr-defined]
    old, new = (folder / "boat.txt").read_text(), "A boat\n\nThe boat was never found.\n"

    def changing(cls: type[TextFile], path: Path | str, name: str | None = None) -> object:
        read, file = real(cls, path, name), Path(path)
        if file.name == "boat.txt":
            file.write_text(new if file.read_text() == old else old)
        return read

    monkeypatch.setattr(TextFile, "read", classmethod(changing))
    for _ in range(5):
        Story.load(folder)
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder.with_name("cache")))
    for text in (old, new):
        (folder / "boat.txt").write_text(text)
        article = Story.load(folder).article("boat.txt")
        assert article is not None
        assert article.text == text


def test_what_cannot_be_read_is_not_kept(folder: Path, built: list[int]) -> None:
    (folder / "vocabulary.md").unlink()
    (folder / "vocabulary.md").mkdir()
    for _ in range(2):
        (problem,) = Story.load(folder).problems
        assert problem.file == "vocabulary.md"
    assert sum(built) == 2
    assert fingerprint(folder, STORY_FILES) is None


def test_an_entry_that_lacks_a_part(folder: Path, built: list[int], caplog: pytest.LogCaptureFixture) -> None:
    """Such as one that a developer's half finished code has kept."""
    real = Story.pack
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Story, "pack", lambda story: without(real(story), "people.numbers"))
        first = Story.load(folder)
    assert told(first) == told(Story.load(folder)) == told(Story.load(folder))
    assert sum(built) == 3
    assert sum("cannot be used" in message for message in caplog.messages) == 1


def without(arrays: Arrays, name: str) -> Arrays:
    return {key: array for key, array in arrays.items() if key != name}


def test_a_snapshot_and_a_fingerprint_agree(folder: Path) -> None:
    snapshot = Snapshot.take(folder, STORY_FILES)
    assert list(snapshot.files) == sorted(snapshot.files)
    assert snapshot.fingerprint == fingerprint(folder, STORY_FILES)


def test_names_and_bytes_do_not_run_into_each_other(tmp_path: Path) -> None:
    seen = set()
    for number, files in enumerate(({"a.txt": "b.txtc"}, {"a.txt": "", "b.txt": "c"}, {"a.txt": "b", ".txt": "c"})):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
        seen.add(fingerprint(folder, STORY_FILES))
    assert len(seen) == 3


@pytest.mark.skipif(os.name != "posix", reason="file systems elsewhere refuse such names")
def test_a_file_name_that_is_not_utf8(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("Coffee\n\nIt was hot.\n")
    assert told(Story.load(folder)) == told(Story.load(folder))
    assert caplog.messages == []
