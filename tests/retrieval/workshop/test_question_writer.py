"""Questions are added where they belong; whatever stood in the file stays, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.article import make_article
from retrieval.articles.text_files import Snapshot
from retrieval.knowledge.files import KNOWLEDGE_FILES, ReaderQuestion, ReaderQuestions, read_reader_questions
from retrieval.workshop.change import make_change
from retrieval.workshop.errors import WorkshopError
from retrieval.workshop.question_writer import adding_not_told, adding_questions, question_line
from tests.retrieval.workshop.harbour import NAME, TEXT, harbour

FILE = "reader-questions/harbour.md"
ARTICLE = make_article(NAME, TEXT)


def written(folder: Path, before: str | None, questions: dict[int, list[str]]) -> str:
    if before is not None:
        (folder / "reader-questions").mkdir(exist_ok=True)
        (folder / FILE).write_bytes(before.encode())
    make_change(adding_questions(folder, ARTICLE, questions))
    return (folder / FILE).read_bytes().decode()


def read(folder: Path) -> ReaderQuestions:
    return read_reader_questions(Snapshot.take(folder, KNOWLEDGE_FILES), [ARTICLE])


def test_a_file_is_begun_as_a_host_would_write_it(tmp_path: Path) -> None:
    harbour(tmp_path)
    text = written(tmp_path, None, {4: ["what will it cost"], 2: ["when did the wall break", "which day was it"]})
    assert text.splitlines()[2:] == [
        "",
        "## 2: The storm tore a hole into the harbour",
        "when did the wall break",
        "which day was it",
        "",
        "## 4: Repairs will cost four million euros, the town",
        "what will it cost",
    ]
    assert text.startswith("# Questions that readers ask of harbour.txt\n")
    assert read(tmp_path).problems == ()
    assert read(tmp_path).answered[-1] == ReaderQuestion("what will it cost", NAME, 4)


def test_questions_go_under_their_heading_and_before_the_next_ones_comments(tmp_path: Path) -> None:
    before = "\ufeff## 2\r\nwhen was it\r\n\r\n# about the money\r\n## 4: repairs\r\nhow much\r\n\r\n# end"
    after = written(tmp_path, before, {2: ["which night"], 4: ["who pays"], 3: ["who heard it"]})
    assert after == (
        "\ufeff## 2\r\nwhen was it\r\nwhich night\r\n\r\n"
        '## 3: "We heard it go like a gun," said\r\nwho heard it\r\n\r\n'
        "# about the money\r\n## 4: repairs\r\nhow much\r\nwho pays\r\n\r\n# end"
    )


def test_a_heading_that_cannot_be_used_gets_no_questions(tmp_path: Path) -> None:
    after = written(tmp_path, "## 2: The flood\nwhen was it\n", {2: ["which night"]})
    assert after == "## 2: The flood\nwhen was it\n\n## 2: The storm tore a hole into the harbour\nwhich night\n"
    assert [question.text for question in read(tmp_path).answered] == ["which night"]


def test_what_stands_there_is_not_written_twice(tmp_path: Path) -> None:
    before = "## 2\nWhen  was it?\n"
    assert not adding_questions(tmp_path, ARTICLE, {2: []}).after.count(b"##")
    assert written(tmp_path, before, {2: ["when was it?"]}) == before
    assert written(tmp_path, None, {2: ["which day", "Which day"]}) == before + "which day\n"


def test_not_told_is_appended_to(tmp_path: Path) -> None:
    make_change(adding_not_told(tmp_path, ["who built the wall"]))
    make_change(adding_not_told(tmp_path, ["who built the wall", "how old is it"]))
    assert read(tmp_path).unanswerable == ("who built the wall", "how old is it")
    assert read(tmp_path).problems == ()


def test_a_line_can_neither_begin_a_heading_nor_another_line() -> None:
    assert question_line(" ## 3: x\x1b[2J\u2028y\u200b\t z\r\n") == "3: x [2J y z"
    with pytest.raises(WorkshopError, match="empty"):
        question_line("\n# \x07")
    with pytest.raises(WorkshopError, match="longer than 300 characters"):
        question_line("why " * 100)


def test_a_paragraph_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkshopError, match=r"harbour\.txt has no paragraph 6; it has 5\."):
        adding_questions(tmp_path, ARTICLE, {6: ["why"]})
    with pytest.raises(WorkshopError, match="has another use"):
        adding_questions(tmp_path, make_article("not-told.txt", TEXT), {2: ["why"]})


_LINES = ["## 2", "## 3: we heard it", "## 9", "# note", "", "who\r"]
_LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(
    st.lists(st.one_of(_LINE, st.sampled_from(_LINES)), max_size=8),
    st.sampled_from(["\n", "\r\n"]),
    st.dictionaries(st.integers(1, 5), st.lists(_LINE, max_size=3), max_size=3),
)
def test_every_line_that_was_there_stays_and_every_question_is_read(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str, questions: dict[int, list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("story")
    (folder / "reader-questions").mkdir()
    before = end.join(lines).replace("\0", "")
    (folder / FILE).write_bytes(before.encode())
    known = read(folder)
    wanted: dict[int, list[str]] = {}
    for number, texts in questions.items():
        for text in texts:
            try:
                wanted.setdefault(number, []).append(question_line(text))
            except WorkshopError:
                continue
    make_change(adding_questions(folder, ARTICLE, wanted))

    left = iter((folder / FILE).read_bytes().decode().splitlines())
    assert all(any(line == now for now in left) for line in before.splitlines()), "in their order, none lost"
    now = read(folder)
    assert [each for each in now.answered if each in known.answered] == list(known.answered)
    told = {(each.paragraph, " ".join(each.text.casefold().split())) for each in now.answered}
    assert told >= {(number, " ".join(text.casefold().split())) for number, texts in wanted.items() for text in texts}
