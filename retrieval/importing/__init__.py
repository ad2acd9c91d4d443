"""Turns files and web pages into articles (`python -m retrieval add`).

Each step hands on what `material` defines: `web.fetch` gets a page's bytes and `extract.read_file` a file's; `extract`
gives them to the reader of their kind in `readers`, which returns headline and paragraphs; `books` splits a book at its
chapters; `clean` writes paragraphs as articles are written; `write` puts articles and sources into the folder. What
reads pages, PDF, Word and epub files comes with the extra `import` and is loaded only when such a file is read.
"""

from retrieval.importing.errors import ImportingError
from retrieval.importing.material import Document, Extracted, Raw

__all__ = ["Document", "Extracted", "ImportingError", "Raw"]
