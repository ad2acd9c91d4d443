"""Turns Markdown into paragraphs of plain text, as CommonMark, GitHub and Obsidian write it; markdown-it parses it.

Each item of a list and each row of a table is a paragraph of its own. Pictures, embedded pages, comments, footnotes and
queries are left out and reported.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from retrieval.importing.clean import Wrapping, characters, join, lines_of, tidy, words_of
from retrieval.importing.readers.table_rows import row_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FIELDS: Final = {
    "title": "title",
    "headline": "title",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "date": "date",
    "published": "date",
    "url": "url",
    "link": "url",
    "source": "url",
    "canonical": "url",
    "publisher": "publisher",
    "publication": "publisher",
    "site": "publisher",
}
_FRONT: Final = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_FIELD: Final = re.compile(r"([A-Za-z_-]{1,40}):[ \t]*(.*)")
_QUERIES: Final = frozenset({"dataview", "dataviewjs", "query", "tasks"})
"""Blocks of code that Obsidian replaces by what they find."""
_CALLOUT: Final = re.compile(r"\[!([^\[\]\s]{1,40})\][+-]?[ \t]*")
_BLOCK_ID: Final = re.compile(r"(?:^|\s)\^(?=[\d-]{0,40}[A-Za-z])[A-Za-z\d-]{2,60}$")
_TASK: Final = re.compile(r"\[[ xX]\][ \t]+")
_TAGS: Final = re.compile(r"(?:#[\w/-]*[^\W\d][\w/-]*[\s,]*)+")
_MARKED: Final = re.compile(r"==(?=[^\s=])([^=\n]{1,2000})(?<=\S)==")
_BREAK: Final = re.compile(r"<br\s{0,5}/?>|</?(?:p|div|h[1-6]|li|tr|blockquote)\b[^<>]{0,300}>", re.I)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!\[CDATA\[|\]\]>")
_UNSEEN: Final = re.compile(r"\s{0,3}<(script|style)\b", re.I)
_DEEP: Final = re.compile(
    r"^(?:[ \t]{0,3}(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){8,}|(?:(?<=^[ ]{12})|(?<=^\t{3}))[ \t]+", re.M
)
"""Lines that open eight quotations and lists at once, or stand far in: the parser drops what is nested too deep."""
_SOFT: Final = "\x0b"
"""Stands for the end of a line within a paragraph; `characters` leaves none in the text."""
_GONE: Final = "\x0c"
"""Stands for a picture, which takes the space before it along."""
_LONGEST_LINK: Final = 500


@dataclass(slots=True)
class Markdown:
    """The parts of a Markdown text: `fields` of its front matter, first heading, paragraphs, and what was left out.

    `level` is that of the heading, 1 for a title. A note links to other pages as a wiki does, and its file's name is
    its title.
    """

    fields: dict[str, str] = field(default_factory=dict)
    heading: str | None = None
    level: int = 0
    is_note: bool = False
    paragraphs: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


def read_markdown(text: str) -> Markdown:
    """Return the parts of a Markdown text."""
    found = Markdown()
    text = characters(text).lstrip("\n")
    # Without a field it is text between two rules.
    if (match := _FRONT.match(text)) and any(map(_FIELD.match, match.group(1).split("\n"))):
        found.fields = _front_matter(match.group(1))
        text = text[match.end() :]
    text = _without(text, "<!--", "-->", [])
    text = _without(text, "%%", "%%", found.left_out)
    text = _DEEP.sub("", text)
    wrapping = Wrapping(words_of(text))
    environment: dict[str, Any] = {}
    _Reader(found, wrapping, environment).read(_parser().parse(text, environment))
    found.left_out += [f"[{name}]: {tidy(one['href'])}" for name, one in environment.get("references", {}).items()]
    found.mended = wrapping.mended
    return found


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415  # only where Markdown is read
    from mdit_py_plugins.deflist import deflist_plugin  # noqa: PLC0415
    from mdit_py_plugins.dollarmath import dollarmath_plugin  # noqa: PLC0415
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(deflist_plugin).use(footnote_plugin).use(dollarmath_plugin, allow_space=False, allow_digits=False)
    parser.disable("footnote_tail")  # a note stays where it stands: nothing is lost that nothing refers to
    parser.inline.ruler.before("image", "wikilink", _wikilink)
    return parser


def _wikilink(state: Any, silent: bool) -> bool:
    """Read `[[Page#Part|shown]]`, and `![[Page]]`, which shows another page or a picture."""
    embeds = state.src.startswith("![[", state.pos)
    if not embeds and not state.src.startswith("[[", state.pos):
        return False
    begin = state.pos + (3 if embeds else 2)
    end = state.src.find("]]", begin, min(begin + _LONGEST_LINK, state.posMax))
    inside = state.src[begin:end]
    if end < 0 or not inside.strip() or "[[" in inside or "\n" in inside:
        return False
    if not silent:
        token = state.push("wikilink", "", 0)
        token.content = inside.replace("\\|", "|")
        token.hidden = embeds
    state.pos = end + 2
    return True


class _Reader:
    """Walks the parser's tokens; `where` are the blocks that are open."""

    def __init__(self, found: Markdown, wrapping: Wrapping, environment: dict[str, Any]) -> None:
        self.found = found
        self.wrapping = wrapping
        self.environment = environment
        self.prefix = ""
        self.in_note = 0
        self.opens_quote = False
        self.terms: list[str] = []
        self.defined = False
        self.heads: list[str] = []
        self.row: list[str] = []

    def read(self, tokens: Sequence[Token]) -> None:
        """Take the paragraphs of a document."""
        for number, token in enumerate(tokens):
            self._read(token, tokens[number - 1] if number else None)
        self._flush_terms()

    def _read(self, token: Token, before: Token | None) -> None:
        match token.type:
            case "inline":
                self._words(token, before.type if before else "", before.tag if before else "")
            case "fence" | "code_block":
                self._code(token)
            case "html_block":
                self._html(token.content)
            case "math_block" | "math_block_label":
                self._take(lines_of(" ".join(token.content.split("\n"))))
            case "list_item_open":
                self.prefix = f"{token.info}{token.markup} " if token.info else ""
            case "list_item_close":
                self.prefix = ""
            case "blockquote_open":
                self.opens_quote = True
            case "footnote_reference_open":
                self.in_note += 1
            case "footnote_reference_close":
                self.in_note -= 1
            case "dl_close":
                self._flush_terms()
            case "table_open":
                self.heads = []
            case "tr_open":
                self.row = []
            case "tr_close":
                self._row()
            case _:
                pass

    def _words(self, token: Token, kind: str, tag: str) -> None:
        opens_quote, self.opens_quote = self.opens_quote, False
        lines = self._lines(token.children or [], callout=opens_quote)
        if kind == "heading_open":
            self._head(lines, int(tag[1:]))
        elif kind in {"th_open", "td_open"}:
            self.row.append(" ".join(lines))
        elif kind == "dt_open":
            self._flush_terms()
            self.terms, self.defined = lines, False
        else:
            if lines and (task := _TASK.match(lines[0])):
                lines[0] = lines[0][task.end() :]
            if lines and self.prefix:
                lines[0] = self.prefix + lines[0]
            if lines and self.terms:
                lines[0] = f"{' '.join(self.terms)}: {lines[0]}"
                self.defined = True
            if lines:
                self.prefix = ""
            self._take(lines)

    def _flush_terms(self) -> None:
        """Take a term that nothing defines."""
        if not self.defined:
            self._take(self.terms)
        self.terms, self.defined = [], False

    def _head(self, lines: list[str], level: int) -> None:
        if lines and self.found.heading is None and not self.found.paragraphs and not self.in_note:
            self.found.heading, self.found.level = " ".join(lines), level
        else:
            self._take(lines)

    def _row(self) -> None:
        """Take a row; the first one is that of the heads."""
        if self.heads:
            self._take([row_line(self.heads, self.row)])
            return
        self.heads = self.row
        self._take(["; ".join(filter(None, self.row))])

    def _code(self, token: Token) -> None:
        language = (token.info.split() or [""])[0].lower()
        if language in _QUERIES:
            self.found.is_note = True
            self.found.left_out.append(f"{language}: {tidy(token.content)}")
            return
        if len(token.info.split()) > 1:
            self.found.left_out.append(tidy(token.info))
        for line in token.content.split("\n"):
            self._take(lines_of(line))

    def _html(self, content: str) -> None:
        if _UNSEEN.match(content):
            self.found.left_out += lines_of(content)
        else:
            shown = _TAG.sub("", _BREAK.sub("\n", content.replace("\n", _SOFT)))
            self._take(self._joined(html.unescape(shown)))

    def _take(self, lines: list[str]) -> None:
        if self.in_note:
            self.found.left_out += [f"note: {line}" for line in lines if line]
            return
        self.found.paragraphs += filter(None, lines)

    def _lines(self, children: Sequence[Token], *, callout: bool = False) -> list[str]:
        """Return the lines that a paragraph is shown in; only hard breaks end one, and the title of a callout."""
        text = "".join(self._pieces(children))
        if callout and (opening := _CALLOUT.match(text)):
            self.found.is_note = True
            text = text[opening.end() :].replace(_SOFT, "\n", 1)
        text = re.sub(rf"[ \t]?{_GONE}", "", text)
        return [_MARKED.sub(r"\1", line) for line in self._joined(text)]

    def _joined(self, text: str) -> list[str]:
        lines: list[str] = []
        for hard in text.split("\n"):
            joined = ""
            for raw in hard.split(_SOFT):
                line = tidy(raw)
                if identifier := _BLOCK_ID.search(line):
                    self.found.is_note = True
                    line = line[: identifier.start()].rstrip()
                if _TAGS.fullmatch(line):
                    self.found.is_note = True
                    self.found.left_out.append(line)
                elif line:
                    joined = join(joined, line, self.wrapping) if joined else line
            lines.append(joined)
        return [line for line in lines if line]

    def _pieces(self, children: Sequence[Token]) -> Iterator[str]:
        for token in children:
            match token.type:
                case "softbreak":
                    yield _SOFT
                case "hardbreak":
                    yield "\n"
                case "html_inline":
                    yield "\n" if _BREAK.fullmatch(token.content) else ""
                case "image":
                    self.found.left_out.append("picture: " + (tidy(token.content) or "without words"))
                    yield _GONE
                case "wikilink":
                    yield self._shown(token)
                case "footnote_ref":
                    self._inline_note(token)
                case "footnote_anchor":
                    pass
                case "link_open" | "link_close":
                    pass
                case _:
                    yield token.content.replace("\n", _SOFT)

    def _shown(self, token: Token) -> str:
        self.found.is_note = True
        page, bar, shown = token.content.partition("|")
        page, _, part = page.strip().partition("#")
        if token.hidden:
            self.found.left_out.append(f"embedded: {tidy(page or part)}")
            return _GONE
        if bar and shown.strip():
            return shown.strip()
        part = "" if part.startswith("^") else part
        return " > ".join(piece for piece in (page, part.replace("#", " > ")) if piece)

    def _inline_note(self, token: Token) -> None:
        notes = self.environment.get("footnotes", {}).get("list", {})
        note = notes.get(token.meta.get("id"), {})
        if note.get("tokens") and token.meta.get("subId", 0) == 0:
            self.found.left_out += [f"note: {line}" for line in self._lines(note["tokens"])]


def _without(text: str, opening: str, closing: str, left_out: list[str]) -> str:
    """Return a text without its comments, whose words are added to `left_out`."""
    pieces: list[str] = []
    at = 0
    # An unclosed comment is text; searching for its end again at every later one would take quadratic time.
    while (begin := text.find(opening, at)) >= 0 and (end := text.find(closing, begin + len(opening))) >= 0:
        pieces.append(text[at:begin])
        left_out += [f"comment: {line}" for line in lines_of(text[begin + len(opening) : end])]
        at = end + len(closing)
    return "".join((*pieces, text[at:]))


def _front_matter(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in block.split("\n"):
        match = _FIELD.match(line)
        name = _FIELDS.get(match.group(1).lower()) if match else None
        if match and name:
            value = tidy(match.group(2).strip().strip("\"'").removeprefix("[[").removesuffix("]]"))
            if value and value[0] not in "[{|>&*!":
                fields.setdefault(name, value)
    return fields
