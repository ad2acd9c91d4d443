"""`python -m tests.parsed FILE… > parsed.conllu`: parse texts with spaCy, for `verbatim fit-parser` to learn from.

Needs spaCy and its model en_core_web_sm, which are no part of the project: `pip install spacy` and the model's package,
or `--model FOLDER`. A text file is read paragraph by paragraph, a JSONL file by the texts in its rows.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

FIELDS = ("text", "question", "message", "meant", "question_in_plain_words")
LONGEST = 6_000
"""Longer texts, in characters, are left out."""


def texts_of(path: Path) -> Iterator[str]:
    """Return the paragraphs of a text file, or the texts of a file of rows, white space as single spaces."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        found = [each for line in text.splitlines() for each in _fields(json.loads(line))]
    else:
        found = re.split(r"\n\s*\n", text)
    for each in found:
        for paragraph in re.split(r"\n\s*\n", each):
            yield " ".join(paragraph.split())


def _fields(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _fields(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, str) and name in FIELDS:
                yield each
            else:
                yield from _fields(each)


def main() -> None:
    """Write the parses of all texts, each once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="text files, or JSONL files")
    parser.add_argument("--model", default="en_core_web_sm", help="a model of spaCy's, or its folder")
    arguments = parser.parse_args()
    model = importlib.import_module("spacy").load(arguments.model)
    texts = dict.fromkeys(text for path in arguments.files for text in texts_of(path) if 0 < len(text) <= LONGEST)
    for document in model.pipe(texts):
        lines = ["# newpar"]
        for sentence in document.sents:
            for number, word in enumerate(sentence, 1):
                head = 0 if word.head.i == word.i else word.head.i - sentence.start + 1
                other = "_" if word.whitespace_ else "SpaceAfter=No"
                if word.ent_type_ == "PERSON":
                    other = f"Name={word.ent_iob_}" + ("" if word.whitespace_ else "|SpaceAfter=No")
                row = (number, word.text, word.lemma_, word.pos_, word.tag_, "_", head, word.dep_, "_", other)
                lines.append("\t".join(map(str, row)))
            lines.append("")
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
