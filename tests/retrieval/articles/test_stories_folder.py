"""Which folders of a folder are stories, what each is called, and why the others are left out."""

import os
import unicodedata
from pathlib import Path

import pytest

from retrieval import Story, StoryError, stories_in
from retrieval.articles.files import MOST_TITLE
from retrieval.articles.stories_folder import MOST_NAME
from retrieval.importing.write import Folder
from tests.shelves import HARBOUR, MARKET, TITLE, write_stories, write_story


def names(folder: Path) -> list[str]:
    return [each.name for each in stories_in(folder).stories]


def faults(folder: Path) -> dict[str, str]:
    return {Path(each.file).name: each.message for each in stories_in(folder).problems}


def test_a_story_is_called_by_its_folder_or_by_the_title_that_its_host_gave_it(tmp_path: Path) -> None:
    found = stories_in(write_stories(tmp_path))
    assert [(each.name, each.title) for each in found.stories] == [("harbour", "harbour"), ("market", TITLE)]
    assert found.problems == ()
    for typed in ("market", "MARKET", TITLE, TITLE.upper()):
        story = found.called(typed)
        assert story is not None
        assert story.folder == tmp_path / "market"
    assert found.called("mark") is None
    assert Story.load(tmp_path / "market").articles[0].source.publisher == "Gazette"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("empty", "it holds no articles; put at least one .txt file into it."),
        ("b\x07ad", "its name has characters that cannot be shown; rename the folder."),
        ("new\nline", "its name has characters that cannot be shown; rename the folder."),
        ("n" * (MOST_NAME + 1), f"its name has {MOST_NAME + 1} characters, and {MOST_NAME} fit; rename the folder."),
    ],
)
def test_what_is_no_story_is_left_out_and_named(tmp_path: Path, name: str, problem: str) -> None:
    write_stories(tmp_path)
    (tmp_path / name).mkdir()
    if name != "empty":
        write_story(tmp_path / name, HARBOUR)
    assert names(tmp_path) == ["harbour", "market"]
    (fault,) = faults(tmp_path).values()
    assert fault == problem


def test_a_name_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    write_stories(tmp_path)
    try:
        os.mkdir(os.fsencode(tmp_path) + b"/bad\xff")  # noqa: PTH102  not a name that a Path is made of
    except OSError:
        pytest.skip("this disk takes no such name")
    assert names(tmp_path) == ["harbour", "market"]
    assert "cannot be shown" in next(iter(faults(tmp_path).values()))


def test_links_lead_no_further_than_the_folder(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "stories")
    write_story(tmp_path / "elsewhere", MARKET)
    (folder / "outside").symlink_to(tmp_path / "elsewhere")
    (folder / "inside").symlink_to(folder / "harbour")
    (folder / "itself").symlink_to(folder / "itself")
    (folder / "broken").symlink_to(folder / "nowhere")
    assert names(folder) == ["harbour", "inside", "market"]
    assert faults(folder) == {"outside": "it is a link to another folder; put the story itself here."}


def test_of_two_that_differ_by_case_or_spelling_one_is_told(tmp_path: Path) -> None:
    for name in ("Emma", "emma", unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é")):
        write_story(tmp_path / name, HARBOUR)
    if len(list(tmp_path.iterdir())) < 4:
        pytest.skip("this disk takes them for the same")
    assert len(names(tmp_path)) == 2
    assert "Emma" in names(tmp_path)
    assert "its name differs only in case from Emma, which is told" in faults(tmp_path)["emma"]


def test_two_of_one_title_are_told_apart_by_their_names(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_story(tmp_path / name, HARBOUR, "Emma")
    write_story(tmp_path / "emma", HARBOUR)
    assert [each.title for each in stories_in(tmp_path).stories] == ["emma", "Emma (one)", "Emma (two)"]
    assert stories_in(tmp_path).called("two") is not None


def test_hidden_folders_files_and_hidden_articles_are_no_stories(tmp_path: Path) -> None:
    write_stories(tmp_path)
    write_story(tmp_path / ".git", HARBOUR)
    (tmp_path / "notes.txt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "mac").mkdir()
    (tmp_path / "mac" / "._one.txt").write_bytes(b"\x00")
    assert names(tmp_path) == ["harbour", "market"]
    assert list(faults(tmp_path)) == ["mac"]


def test_a_folder_that_is_not_there_has_no_stories_and_is_the_problem(tmp_path: Path) -> None:
    found = stories_in(tmp_path / "nowhere")
    assert found.stories == ()
    assert "cannot be read" in str(found.problems[0])


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("t" * (MOST_TITLE + 1), f"the title has {MOST_TITLE + 1} characters"),
        (r"one\ntwo", "the title has characters that cannot be shown"),
    ],
)
def test_a_title_that_cannot_be_used_is_a_problem_of_that_story(tmp_path: Path, title: str, fault: str) -> None:
    folder = write_story(tmp_path / "harbour", HARBOUR, title)
    assert stories_in(tmp_path).stories[0].title == "harbour"
    with pytest.raises(StoryError, match=fault):
        Story.load(folder)


def test_a_title_is_no_article_and_stays_when_one_is_added(tmp_path: Path) -> None:
    folder = write_story(tmp_path / "harbour", HARBOUR, "The Harbour")
    assert Folder(folder).with_url("https://example.org") is None
    with (folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('["title"]\npublisher = "x"\n')
    with pytest.raises(StoryError, match="not valid TOML"):
        Story.load(folder)
