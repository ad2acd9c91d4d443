"""Errors of importing a file or page, worded for the host."""

from __future__ import annotations

from retrieval.errors import RetrievalError


class ImportingError(RetrievalError):
    """An input cannot be imported; the message says in one sentence why and what to do."""


class MissingExtraError(ImportingError):
    """A package of the extra `import` is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"reading this needs {package}, which is not installed; run: pip install -e '.[import]' (quotes included)."
        )
        self.package = package


class RefusedAddressError(ImportingError):
    """A web address may not be fetched: it is not public, or is not the address of a page."""
