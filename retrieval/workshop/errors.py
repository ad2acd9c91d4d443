"""What keeps the workshop from doing its work, worded for the host who has to act."""

from __future__ import annotations

from retrieval.errors import RetrievalError


class WorkshopError(RetrievalError):
    """A file of the story cannot be changed, or what was pasted cannot be read; nothing was written."""
