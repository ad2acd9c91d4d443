"""`python -m retrieval quote`: the object of every line, the words for a person, and every fault's sentence."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from retrieval.__main__ import main

SEEDS = Path(__file__).parents[3] / "seeds"
FIELDS = [
    "text", "article", "paragraph", "start", "end", "kind", "speaker", "speaker_as_written", "speaker_at", "rule",
    "reliability", "addressee", "utterance", "also_in", "score",
]  # fmt: skip


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["quote", "--json", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_object_has_the_fields_and_is_a_slice(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys)
    assert len(found) == 48
    for row in found:
        assert list(row) == FIELDS
        text = (SEEDS / str(row["article"])).read_bytes().decode("utf-8")
        assert text[int(str(row["start"])) : int(str(row["end"]))] == row["text"]
        at = row["speaker_at"]
        if isinstance(at, list):
            assert text[at[0] : at[1]] == row["speaker_as_written"]


def test_nested_ones_follow_the_one_they_stand_in(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys)
    for before, row in pairwise(found):
        if row["kind"] == "nested":
            assert str(row["text"]) in str(before["text"])


def test_titles_and_scare_quotes_only_with_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert all(row["kind"] != "not-speech" for row in rows(capsys))
    everything = rows(capsys, "--all")
    assert [row["text"] for row in everything if row["kind"] == "not-speech"] == [
        "political pawn,",
        "give him legitimacy",
        "Today",
    ]
    places = [(row["article"], row["start"]) for row in everything]
    assert places == sorted(places)


def test_words_speaker_and_article_together(capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = rows(capsys, "holy dance", "--speaker", "alice", "--article", "003")
    assert row["text"] == "went into a full-fledged, Pentecostal holy dance."
    assert row["speaker"] == "Alice Marie Johnson"
    assert [other["article"] for other in row["also_in"]] == ["004_db8ac20673118af8.txt"]  # type: ignore[attr-defined]


def test_all_keeps_the_filters(capsys: pytest.CaptureFixture[str]) -> None:
    assert {row["article"] for row in rows(capsys, "--all", "--article", "003")} == {"003_7544e19da446d4cf.txt"}


def test_nothing_close_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quote", "quantum chromodynamics"]) == 0
    assert "nearest" in capsys.readouterr().err


def test_readable_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quote", "thank you is not big enough", "--article", "003"]) == 0
    assert capsys.readouterr().out == (
        "“Thank you is not big enough,”\n"
        "  Alice Marie Johnson\n"
        "  HuffPost (003_7544e19da446d4cf.txt), paragraph 11\n"
        "  also in 004_db8ac20673118af8.txt, paragraph 19\n\n"
    )


def test_a_pronoun_and_reported_speech_are_shown_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    main(["quote", "a unanimous feeling"])
    main(["quote", "i was very focused"])
    main(["quote", "go home now", "--article", "004"])
    shown = capsys.readouterr().out
    assert "Kim Kardashian West, quoted by Alice Marie Johnson" in shown
    assert "Donald Trump, quoted by Kim Kardashian West" in shown
    assert "Kim Kardashian West (“she” in the article), to Van Jones" in shown


def test_someone_who_is_named_but_never_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quote", "--speaker", "ivanka"]) == 0
    assert capsys.readouterr() == ("", "Ivanka Trump is not quoted in the articles.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([""], "There are no words to look for"),
        (["?!"], "There are no words to look for"),
        (["--speaker", "obama"], 'Nobody called "obama" speaks'),
        (["--speaker", ""], 'Nobody called "" speaks'),
        (["--article", "zzz"], 'There is no article called "zzz"; write one of 000_'),
        (["--article", "00"], '"00" fits 4 articles; write one of 000_'),
        (["--speaker", "arda", "holy"], 'Nobody called "arda" speaks'),
    ],
)
def test_every_fault_is_one_sentence_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(["quote", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err
    assert err.count("\n") == 1


def test_a_story_that_quotes_nobody(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Headline\nIt rained.", encoding="utf-8")
    assert main(["quote", "--articles", str(tmp_path)]) == 0
    assert capsys.readouterr() == ("", "Nobody is quoted in the articles.\n")
    assert main(["quote", "rain", "--articles", str(tmp_path)]) == 0
    assert capsys.readouterr().err == "Nobody is quoted in the articles.\n"
