"""A story of one short article in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from retrieval import Article
from retrieval.articles.article import make_article

NAME = "harbour.txt"
TEXT = """Storm breaks the harbour wall

The storm tore a hole into the harbour wall on Tuesday night.

"We heard it go like a gun," said Maria Lindqvist, the harbour master.

Repairs will cost four million euros, the town council said.

Nobody was hurt, but three fishing boats sank at their moorings.
"""


def harbour(folder: Path) -> Article:
    """Write the article into a folder, and return it."""
    (folder / NAME).write_text(TEXT, encoding="utf-8")
    return make_article(NAME, TEXT)
