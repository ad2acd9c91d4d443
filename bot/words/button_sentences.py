"""What buttons, menus and outlines say: a leaf of the catalogue in sentences.py. Plain words, no markdown.

Discord shows some 38 characters of a label on a phone.
"""

from __future__ import annotations

IN_CONTEXT = "In context"
MORE = "More"
SHARE = "Share"
SOURCE = "Source"
BACK = "Back"
NEXT = "Next"
THIS_WAS_IT = "Yes, that's it"
NOT_THIS = "No, not this"
WAS_IT = "Marked: that's it"
WAS_NOT_IT = "Marked: not this"
SHARED = "Shared"

NOT_YOUR_ANSWER = "Only the person who asked can say whether that was it."
JUDGED_ALREADY = "You have said so already. Thank you."
NOTHING_FURTHER = "There is nothing else in the articles that comes near. Try the question in other words."
CANNOT_SHARE = "You may not write in this channel, so I can't share it here for you."
BUTTON_UNKNOWN = "I don't know that button any more. Please ask again."
ARTICLE_GONE = "That article is no longer in the story."
NO_SUCH_ARTICLE = "I haven't read that article. Choose one from the list that /articles offers."


def numbered(number: int) -> str:
    """Name a passage in a list; the answer itself is the first."""
    return f"Passage {number}"


def numbered_related(number: int) -> str:
    """Name a passage in a list that answers nothing."""
    return f"Related passage {number}, not an answer"


def passage_in_context(number: int) -> str:
    """Offer a passage of a list in its context."""
    return f"{number} in context"


def gone(number: int) -> str:
    """Say of a passage in a list that it is gone."""
    return f"Passage {number} is no longer in the story."


def shared_by(name: str) -> str:
    """Say who posted a passage for all to see."""
    return f"Shared by {name}"


THREAD_NAME = "Your question"

MENU_NAME = "Find it in the story"
NOTHING_TO_FIND = "There are no words in that message to look up."
