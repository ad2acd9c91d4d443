"""What can go wrong with one file or page that is brought, worded for the host."""

from __future__ import annotations

from retrieval.errors import RetrievalError


class ImportingError(RetrievalError):
    """One input cannot be taken; the message is one sentence that says why and what to do."""


class MissingExtraError(ImportingError):
    """A package of the extra `import` is not there."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"reading this needs {package}, which is not installed; run: pip install -e '.[import]' (quotes included)."
        )
        self.package = package


class RefusedAddressError(ImportingError):
    """A web address is not one that may be asked: it is not public, or its form is not that of a page."""
