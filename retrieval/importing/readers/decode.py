"""Decodes bytes by byte-order mark, declared encoding, UTF-8 or Windows-1252, in this order."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from retrieval.importing.errors import ImportingError
from retrieval.importing.material import FileKind, Raw

# The encodings of the WHATWG standard by Python's names. No other codec is looked up, since some of Python's are not
# text encodings ("zlib") or evaluate escapes ("unicode_escape").
_KNOWN = {
    codecs.lookup(name).name
    for name in """utf-8 utf-16 utf-16-le utf-16-be cp866 cp874 cp932 cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255
    cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13
    iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic gb18030 big5hkscs euc_jp iso2022_jp
    """.split()
}
# Browsers read the name on the left as the encoding on the right, and pages rely on it.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s{0,20}=\s{0,20}[\"']?\s{0,20}([\w:.-]{1,40})", re.I
)


class Decoded(NamedTuple):
    """The decoded text, with a remark if some bytes were guessed."""

    text: str
    note: str | None = None


def decode(raw: Raw) -> Decoded:
    """Decode a text or a page. Raises ImportingError if it is not text at all."""
    for mark, encoding in _MARKS:
        if raw.data.startswith(mark):
            return _checked(raw.data[len(mark) :].decode(encoding, "replace"), encoding)
    declared = _encoding(raw.charset)
    if declared is None and raw.kind is FileKind.HTML and (match := _META.search(raw.data[:4096])):
        declared = _encoding(match.group(1).decode("ascii", "replace"))
        declared = (
            "utf-8" if declared and declared.startswith("utf-16") else declared
        )  # it could not be read if it were
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return _checked(raw.data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    if declared not in {None, "utf-8", "cp1252"}:
        return _checked(raw.data.decode(str(declared), "replace"), str(declared))
    guessed = _checked(raw.data.decode("cp1252", "replace"), "Windows-1252")
    return Decoded(guessed.text, guessed.note or "it is not UTF-8 and was read as Windows-1252; check its accents.")


def _encoding(label: str | None) -> str | None:
    """Return Python's name for a declared encoding; None if it is unknown."""
    try:
        name = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return None
    name = _READ_AS.get(name, name)
    return name if name in _KNOWN else None


def _checked(text: str, encoding: str) -> Decoded:
    if "\0" in text:
        raise ImportingError("it has NUL bytes in it, so it is no text; save it as plain text in UTF-8.")
    lost = text.count("\ufffd")
    if lost > 20 and lost * 100 > len(text):
        raise ImportingError(f"it cannot be read as {encoding}; save it as plain text in UTF-8.")
    return Decoded(text, f"{lost} characters could not be read as {encoding} (shown as \ufffd)." if lost else None)
