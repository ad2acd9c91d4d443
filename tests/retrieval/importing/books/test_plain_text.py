"""What a library, a printer or a court reporter puts around and into a text is taken out, and nothing else."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.importing.books.gutenberg import without_licence
from retrieval.importing.books.plain_marks import without_marks, without_pictures
from retrieval.importing.books.transcripts import without_line_numbers
from retrieval.importing.errors import ImportingError
from retrieval.importing.readers.text import read_text
from tests.scaling import linear

HEADER = """The Project Gutenberg eBook of Emma

This ebook is for the use of anyone anywhere in the United States.

Title: Emma, or
       The Matchmaker

Author: Jane Austen

Release date: August 1, 1994 [eBook #158]

*** START OF THE PROJECT GUTENBERG EBOOK EMMA ***

Produced by An Anonymous Volunteer
and David Widger




EMMA

A tale.
"""
FOOTER = "\n*** END OF THE PROJECT GUTENBERG EBOOK EMMA ***\n\nUpdated editions will replace the previous one.\n"


def test_gutenbergs_header_and_licence_go_and_tell_about_the_book() -> None:
    found = without_licence(HEADER + FOOTER)
    assert found.text.split() == ["EMMA", "A", "tale."]
    assert (found.title, found.author) == ("Emma, or The Matchmaker", "Jane Austen")
    assert (found.publisher, found.url) == ("Project Gutenberg", "https://www.gutenberg.org/ebooks/158")
    assert found.left_out[1:] == ("Produced by An Anonymous Volunteer", "and David Widger")
    assert "lines)" in found.left_out[0]


def test_an_old_licence_stands_before_the_book() -> None:
    text = "**The Project Gutenberg Etext of Emma**\n\n"
    text += "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*\n\nEMMA\n"
    assert without_licence(text + "\nEnd of The Project Gutenberg Etext of Emma\n").text.strip() == "EMMA"


@pytest.mark.parametrize("text", ["A tale of Johannes Gutenberg.\n", "Emma\n\nProduced by hand.\n", ""])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert without_licence(text).text == text


def test_marks_of_print_go() -> None:
    kept, left_out = without_marks(
        ["_Very_ well; snake_case_name stays, and _so does this_.", "* * *", "***", "* * * * *", "-----",
         "[Illustration]", "[Illustration: A bridge] And a road.", "2 * 3 * 4", "She was _not\u2014"],
    )  # fmt: skip
    assert kept == [
        "Very well; snake_case_name stays, and so does this.",
        "And a road.",
        "2 * 3 * 4",
        "She was _not\u2014",
    ]
    assert left_out == ["[Illustration: A bridge]"]


def test_italics_over_several_paragraphs_go_where_a_text_has_italics() -> None:
    kept, _ = without_marks([*["_a_"] * 5, "_Dear Sir,", "Yours_", "a_b __init__"])
    assert kept[5:] == ["Dear Sir,", "Yours", "a_b __init__"]


def test_pictures_of_several_lines_go_and_a_heading_in_them_stays() -> None:
    text = (
        "Before\n\n[Illustration:\n\n·PRIDE·\n\nChapter I.]\n\nAfter [Illustration] here\n[Illustration: never closed\n"
    )
    kept, left_out = without_pictures(text)
    assert kept.split("\n")[-3:] == ["After [Illustration] here", "[Illustration: never closed", ""]
    assert "Chapter I." in kept.split("\n")
    assert left_out == ["[Illustration: ·PRIDE· Chapter I.]"]


def transcript(pages: int) -> str:
    said = [
        "     Q.  Where were you?",
        "     A.  In my stateroom, and I heard the",
        "steam.",
        "",
        "     THE COURT:  Go on.",
    ]
    lines = []
    for page in range(pages):
        lines.append(f"          Ismay - Direct          {page + 1}\n")
        lines += [f"{number:>3}  {said[(number - 1) % 5]}".rstrip() for number in range(1, 26)]
        lines.append("      REPORTERS, P.C.\n\x0c")
    return "\n".join(lines)


def test_line_numbers_of_a_transcript_go_with_its_running_heads() -> None:
    found = read_text("U.S. v. White Star\n\n" + transcript(3), None)
    assert found.headline == "U.S. v. White Star"
    assert set(found.paragraphs) == {
        "Q. Where were you?",
        "A. In my stateroom, and I heard the steam.",
        "THE COURT: Go on.",
    }
    assert len(found.paragraphs) == 45
    assert found.left_out == ("Ismay - Direct 1", "REPORTERS, P.C.")


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{number} eggs" for number in (12, 3, 7, 25, 2, 9, 4, 18, 6, 5) * 3),
        "\n".join(f"{number}. Beat the eggs" for number in range(1, 60)),
        "\n".join(f"{number} Beat the eggs" for number in range(1, 60)),
        "1 In the beginning\n2 And the earth\n3 And God said",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert without_line_numbers(text) == (text, [])


@given(st.text("ab_*[]: \nIllustration19.", max_size=300))
def test_any_text_is_read(text: str) -> None:
    shown, _ = without_pictures(text)
    kept, _ = without_marks(without_line_numbers(shown)[0].split("\n"))
    assert all(line.strip() for line in kept)


@pytest.mark.parametrize(
    "unit", ["_", "_a", "[Illustration", "[Illustration:\n", "1 a\n", " ", "* ", "Title: x\n\n", "[eBook "]
)
def test_the_time_is_linear(unit: str) -> None:
    def work(text: str) -> None:
        with suppress(ImportingError):
            read_text("Project Gutenberg\n" + text, None)

    linear(work, unit)
