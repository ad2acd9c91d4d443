"""What was added is taken back to the byte, whatever the host's own files look like."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Addition, ImportingError, take_back
from retrieval.importing.material import Document, Extracted
from tests.shelves import HARBOUR, write_story

SOURCES = (
    "",
    '["one.txt"]\npublisher = "Gazette"\n',
    '["one.txt"]\npublisher = "Gazette"',
    '["one.txt"]\r\npublisher = "Gazette"\r\n',
    '\ufefftitle = "T"\n\n["one.txt"]\npublisher = "G"\n\n\n# a note\n',
)


def addition(*headlines: str, publisher: str | None = "Times") -> Addition:
    return Addition(Document(tuple(Extracted(each, (f"Of {each}.",), publisher=publisher) for each in headlines), "B"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@given(
    st.sampled_from(SOURCES),
    st.lists(st.text("abc é\"\\'#=[]", min_size=1, max_size=9).filter(str.strip), min_size=1, max_size=4, unique=True),
    st.sampled_from([None, "Times", 'The "Times" \\ Co', "Gazette"]),
)
def test_what_is_taken_back_leaves_everything_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, sources: str, headlines: list[str], publisher: str | None
) -> None:
    folder = write_story(tmp_path_factory.mktemp("story"), HARBOUR)
    (folder / "sources.toml").write_bytes(sources.encode("utf-8"))
    before = files(folder)
    added = addition(*(each.strip() for each in headlines), publisher=publisher).add(folder)
    assert files(folder).keys() - before.keys() == {each.name for each in added}
    take_back(folder, added)
    after = files(folder)
    assert after.keys() == before.keys()
    assert after["one.txt"] == before["one.txt"]
    assert after["sources.toml"].rstrip() == before["sources.toml"].rstrip(), "a line's end may have been mended"


def test_what_the_host_wrote_since_is_kept(tmp_path: Path) -> None:
    folder = write_story(tmp_path / "story", HARBOUR)
    added = addition("News").add(folder)
    with (folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('\n["two.txt"]\npublisher = "Mine"\n')
    (folder / "two.txt").write_text("Two\nText.\n", encoding="utf-8")
    take_back(folder, added)
    assert sorted(files(folder)) == ["one.txt", "sources.toml", "two.txt"]
    assert '["two.txt"]\npublisher = "Mine"' in (folder / "sources.toml").read_text("utf-8")
    assert "Times" not in (folder / "sources.toml").read_text("utf-8")


@pytest.mark.parametrize("changed", ["text", "entry", "gone"])
def test_what_is_another_by_now_is_left_and_said(tmp_path: Path, changed: str) -> None:
    folder = write_story(tmp_path / "story", HARBOUR)
    added = addition("News").add(folder)
    if changed == "text":
        (folder / added[0].name).write_text("News\nMine.\n", encoding="utf-8")
    elif changed == "entry":
        sources = (folder / "sources.toml").read_text("utf-8")
        (folder / "sources.toml").write_text(sources.replace("Times", "Mine"), encoding="utf-8")
    else:
        (folder / added[0].name).unlink()
    before = files(folder)
    with pytest.raises(ImportingError):
        take_back(folder, added)
    assert files(folder) == before
