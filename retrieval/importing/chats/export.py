"""Which form of DiscordChatExporter's a file has, and the reading of it, a large one piece by piece from disk."""

from __future__ import annotations

import io
import re
from enum import Enum
from typing import Final

from retrieval.importing.chats.conversation import conversation
from retrieval.importing.chats.html_export import read_html
from retrieval.importing.chats.json_export import read_json
from retrieval.importing.chats.messages import Chat
from retrieval.importing.chats.text_export import read_text
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import Document, FileKind, Progress, Raw
from retrieval.importing.readers.decode import decode

HEAD_BYTES: Final = 100_000
"""The head of a page, with its styles, is some 35,000 bytes long."""
_TEXT_HEAD: Final = re.compile(r"\ufeff?={62}\r?\nGuild: ")


class ChatForm(Enum):
    """The forms of an export."""

    JSON = "JSON"
    HTML = "HTML"
    TEXT = "plain text"


def chat_form(kind: FileKind, head: bytes) -> ChatForm | None:
    """Return the form of the export that begins with these bytes; None if it is none."""
    if kind is FileKind.CHAT:
        return ChatForm.JSON
    if kind is FileKind.HTML and b"chatlog__message-group" in head[:HEAD_BYTES] and b"preamble" in head[:HEAD_BYTES]:
        return ChatForm.HTML
    if kind is FileKind.TEXT and _TEXT_HEAD.match(head[:200].decode("utf-8", "replace")):
        return ChatForm.TEXT
    return None


def read_chat(raw: Raw, form: ChatForm, progress: Progress, *, whole: bool = False) -> Document:
    """Return the articles of an export, one if wanted `whole`. Raises ImportingError if nobody says a word in it."""
    return conversation(_read(raw, form, progress), whole=whole)


def _read(raw: Raw, form: ChatForm, progress: Progress) -> Chat:
    if form is ChatForm.TEXT:
        return read_text(decode(raw).text, progress)
    read = read_json if form is ChatForm.JSON else read_html
    if raw.path is None:
        return read(io.BytesIO(raw.data), len(raw.data), progress)
    try:
        with raw.path.open("rb") as stream:
            return read(stream, raw.path.stat().st_size, progress)
    except OSError as error:
        raise ImportingError(f"the file cannot be read ({error.strerror}); check its permissions.") from error
