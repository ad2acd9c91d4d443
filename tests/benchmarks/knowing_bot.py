"""The bot as `python -m bot` runs it, except that it knows the answer to what it was asked before: what is left of a
reply where the story takes no time."""

import sys

from bot import __main__ as entry
from retrieval import Answer, Exchange, Story

_ask = Story.ask
_known: dict[tuple[str, Exchange | None, bool], Answer] = {}


def ask_once(story: Story, question: str, previous: Exchange | None = None, *, claim: bool = False) -> Answer:
    """Answer without looking into the story where the same was asked before."""
    key = (question, previous, claim)
    if key not in _known:
        _known[key] = _ask(story, question, previous, claim=claim)
    return _known[key]


if __name__ == "__main__":
    setattr(Story, "ask", ask_once)  # noqa: B010  a method where mypy sees an assignment
    sys.exit(entry.main([]))
