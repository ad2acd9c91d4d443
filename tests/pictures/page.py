"""A scene -> an HTML page that looks as Discord shows it. Whatever text comes in is escaped where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from tests.discord_markdown import Piece, read
from tests.pictures.scenes import Scene, Shown

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
WIDTH = 600
"""CSS pixels: an embed at its widest (520), and the avatar beside it."""

BOT, PERSON = "Verbatim", "Mara"
_CSS = Path(__file__).with_name("theme.css")
_TAGS = {"text": "{}", "bold": "<strong>{}</strong>", "link": '<span class="link">{}</span>'}
_BLOCKS = {"quote", "heading", "subtext"}
_LINK_STYLE = 5
_OPENS = (
    '<svg class="opens" viewBox="0 0 24 24"><path d="M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 '
    '0 0 1 1-1h5"/></svg>'
)
_EYE = (
    '<svg class="eye" viewBox="0 0 24 24"><path d="M12 5C6.5 5 2.7 9.6 1.5 12c1.200 2.400 5 7 10.500 7s9.3-4.6 '
    '10.500-7C21.300 9.6 17.500 5 12 5Z"/><circle cx="12" cy="12" r="3.2"/></svg>'
)


def page(shown: Shown, theme: Theme) -> str:
    """Return the page of one picture."""
    body = _person(shown.scene) + _bot(shown)
    private = ' class="private"' if shown.scene.private else ""
    return (
        f'<!DOCTYPE html><html lang="en" class="{theme}"><head><meta charset="utf-8"><title>{escape(BOT)}</title>'
        f"<style>{_CSS.read_text(encoding='utf-8')}</style></head>"
        f'<body style="width:{WIDTH}px"><main{private}>{body}</main>'
        "<script>document.documentElement.dataset.height ="
        " Math.ceil(document.querySelector('main').getBoundingClientRect().height)</script></body></html>\n"
    )


def _person(scene: Scene) -> str:
    """Draw the message that asks, where there is one."""
    if scene.says is None:
        return ""
    said = f'<span class="mention">@{escape(BOT)}</span> {escape(scene.says)}'
    return (
        f'<article>{_avatar("person", PERSON[0])}<div class="body">{_name(PERSON, bot=False, at="12:04")}'
        f'<div class="said">{said}</div></div></article>'
    )


def _bot(shown: Shown) -> str:
    """Draw the answer: what it answers, who answers, the embed, the buttons."""
    scene = shown.scene
    small = _avatar("person", PERSON[0])
    if scene.says is not None:
        said = f'<span class="mention">@{escape(BOT)}</span> {escape(scene.says)}'
        above = f'{small}<b>{escape(PERSON)}</b><span class="said">{said}</span>'
    else:
        used = f'<span class="command">/{escape(scene.command or "")}</span>'
        above = f'{small}<b>{escape(PERSON)}</b><span class="said">used {used}</span>'
    alone = (
        f'<div class="alone">{_EYE}Only you can see this • <span class="link">Dismiss message</span></div>'
        if scene.private
        else ""
    )
    return (
        "<article>"
        f'<div class="above"><i class="spine"></i>{above}</div>'
        f'{_avatar("bot", "“")}<div class="body">{_name(BOT, bot=True, at="12:04")}'
        f"{_embed(shown.embed)}{_buttons(shown.rows)}{alone}</div></article>"
    )


def _avatar(kind: str, letter: str) -> str:
    return f'<div class="avatar {kind}">{escape(letter)}</div>'


def _name(name: str, *, bot: bool, at: str) -> str:
    badge = '<span class="badge">APP</span>' if bot else ""
    return f'<div class="name"><b class="{"bot" if bot else "person"}">{escape(name)}</b>{badge}<time>{at}</time></div>'


def _embed(embed: Mapping[str, Any]) -> str:
    colour = f"#{embed['color']:06x}"
    parts = []
    if author := embed.get("author"):
        parts.append(f'<div class="author">{escape(author["name"])}</div>')
    if title := embed.get("title"):
        parts.append(f'<div class="title">{markup(title)}</div>')
    if description := embed.get("description"):
        parts.append(f'<div class="description">{markup(description)}</div>')
    if footer := embed.get("footer"):
        parts.append(f'<div class="footer">{escape(footer["text"])}</div>')
    return f'<section class="embed" style="border-left-color:{colour}">{"".join(parts)}</section>'


def _buttons(rows: Iterable[Mapping[str, Any]]) -> str:
    drawn = ""
    for row in rows:
        drawn += '<div class="row">'
        for button in row["components"]:
            opens = _OPENS if button["style"] == _LINK_STYLE else ""
            drawn += f'<span class="button">{escape(button["label"])}{opens}</span>'
        drawn += "</div>"
    return drawn


def markup(markdown: str) -> str:
    """Return Discord's markdown as HTML; lines that are set off one after another stand behind one bar.

    Raises KeyError for markup that the bot never writes: a picture of it would be wrong.
    """
    drawn = ""
    for quoted, lines in groupby(lines_of(read(markdown)), key=_is_quoted):
        inside = "".join(_line(line) for line in lines)
        drawn += f'<div class="quoted"><i></i><blockquote>{inside}</blockquote></div>' if quoted else inside
    return drawn


def lines_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Divide what is shown into lines."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        lines[-1].append(Piece(piece.kind, first))
        lines += [[Piece(piece.kind, text)] for text in rest]
    return [[piece for piece in line if piece.text] for line in lines]


def _is_quoted(line: list[Piece]) -> bool:
    return any(piece.kind == "quote" for piece in line)


def _line(line: list[Piece]) -> str:
    kinds = {piece.kind for piece in line}
    inside = "".join(_TAGS[piece.kind].format(escape(piece.text)) for piece in line if piece.kind not in _BLOCKS)
    name = "heading" if "heading" in kinds else "subtext" if "subtext" in kinds else "line"
    return f'<div class="{name}">{inside}</div>'
