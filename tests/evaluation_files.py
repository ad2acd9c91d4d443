"""Where the question files of the tests are."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "evaluation"
QUESTION_FILES = {name: FOLDER / f"{name}.jsonl" for name in ("questions", "second-author")}
MESSAGES = FOLDER / "messages.jsonl"
CONVERSATIONS = FOLDER / "conversations.jsonl"
PREMISES = FOLDER / "premises.jsonl"
HELD_OUT = (FOLDER / "messages_b.jsonl", FOLDER / "conversations_b.jsonl")
"""By other voices; for a last measurement only: nothing may be fitted, tuned or written with a look at them."""
