"""Exception -> the sentence a person is told: one table for every surface."""

from __future__ import annotations


def explain(error: BaseException) -> str | None:
    """Return the sentence for an error that the table knows; None for one that nobody expected. Logs nothing."""
    raise NotImplementedError


def tell(error: BaseException, doing: str) -> str:
    """Return the sentence a person is told. An error that nobody expected is logged, once, under a reference.

    `doing` says for the log what was being done ("answering a mention"); it never holds what someone wrote.
    """
    raise NotImplementedError
