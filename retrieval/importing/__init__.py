"""Bringing one's own story: files and web pages -> article files with their source (`python -m retrieval add`).

Data flows one way: a file or an address (`fetch`) -> bytes -> headline and paragraphs (`extract`) -> text in the house
format (`clean`) -> the articles folder (`write`). What reads pages, PDF and Word files is in the extra `import` and is
loaded only when such a file is brought.
"""

from retrieval.importing.errors import ImportingError
from retrieval.importing.material import Extracted, Raw

__all__ = ["Extracted", "ImportingError", "Raw"]
