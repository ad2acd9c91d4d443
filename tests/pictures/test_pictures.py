"""The README's pictures: their pages, without the browser that turns them into pictures."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.cards.blocks import Card, Excerpts, Quote, Wording
from bot.cards.escaping import emphasise, escape, quoted
from bot.words.english import ENGLISH
from retrieval import Span, Story
from tests.pictures import scenes, shoot
from tests.pictures.page import THEMES, WIDTH, markup, page
from tests.pictures.scenes import SCENES, Scene, Shown

DOCS = Path(__file__).resolve().parents[2] / "docs"
HOSTILE = "</div><script>alert('1')</script> & <img src=x onerror=\"x\"> &lt;b&gt;"
MORE_SCENES = (
    Scene("tweet", says="what did trump say to kim"),
    Scene("unsure", says="why was alice johnson in prison?"),
    Scene("several parts", command="quote", asks="you can go home now"),
    Scene("a long list", command="quote", asks="what can he use me for", private=True),
)
EVERY = pytest.mark.parametrize("scene", SCENES + MORE_SCENES, ids=lambda scene: scene.name)


@dataclass
class Text(HTMLParser):
    """What a reader sees of a page: its lines, the quoted ones, the bold runs in those, the buttons."""

    lines: list[str] = field(default_factory=list)
    quotations: list[list[str]] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("class") or ""
        self.tags.add(tag)
        if tag in {"meta", "path", "circle"}:
            return
        self._open.append((tag, name))
        if tag == "blockquote":
            self.quotations.append([])
        elif name in {"line", "heading", "subtext"}:
            self.lines.append("")
            if self._within("blockquote"):
                self.quotations[-1].append("")
        elif tag == "strong" and self._within("blockquote"):
            self.bold.append("")
        elif name == "button":
            self.buttons.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"path", "circle"}:
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        names = {name for _, name in self._open}
        if names & {"line", "heading", "subtext"}:
            self.lines[-1] += data
            if self._within("blockquote"):
                self.quotations[-1][-1] += data
            if self._within("strong") and self._within("blockquote"):
                self.bold[-1] += data
        elif "button" in names:
            self.buttons[-1] += data

    def _within(self, tag: str) -> bool:
        return any(each == tag for each, _ in self._open)


def read(html: str) -> Text:
    text = Text()
    text.feed(html)
    text.close()
    assert not text._open
    return text


def slice_of(story: Story, quote: Quote) -> str:
    article = next(article for article in story.articles if article.file == quote.file)
    return article.text[quote.start : quote.start + len(quote.text)]


def quotations_of(story: Story, card: Card) -> list[str]:
    """Return the quotations of a card as the articles have them; parts with nothing between them stand together."""
    found: list[str] = []
    for block in card.blocks:
        if isinstance(block, Quote):
            lines = [slice_of(story, block), *([block.signature] if block.signature else [])]
            if block.follows and not block.after_narration:
                lines.insert(0, found.pop())
            found.append("\n".join(lines))
        elif isinstance(block, Wording):
            found.append(slice_of(story, block.quote))
    return found


@EVERY
async def test_every_quotation_in_a_picture_is_the_articles_to_the_letter(story: Story, scene: Scene) -> None:
    shown = await scenes.shown(story, scene)
    for theme in THEMES:
        text = read(page(shown, theme))

        assert ["\n".join(lines) for lines in text.quotations] == quotations_of(story, shown.card)


@EVERY
async def test_bold_in_a_picture_is_what_answers(story: Story, scene: Scene) -> None:
    shown = await scenes.shown(story, scene)
    blocks = [block.quote if isinstance(block, Wording) else block for block in shown.card.blocks]
    bold = [block.text[a:b] for block in blocks if isinstance(block, Quote) for a, b in block.bold]

    assert read(page(shown, "dark")).bold == bold


@EVERY
async def test_short_quotations_are_of_the_article_too(story: Story, scene: Scene) -> None:
    shown = await scenes.shown(story, scene)
    items = [item for block in shown.card.blocks if isinstance(block, Excerpts) for item in block.items]
    lines = [line[2:] for line in read(page(shown, "light")).lines if line.startswith("• ")]

    assert len(lines) == len(items)
    for line, (quote, _) in zip(lines, items, strict=True):
        words = re.sub(r" (?:— .*|\([^()]*\))$", "", line).removeprefix("… ").removesuffix(" …")
        assert len(words) > 20
        assert words in slice_of(story, quote)


@EVERY
async def test_the_buttons_in_a_picture_are_those_of_the_message(story: Story, scene: Scene) -> None:
    shown = await scenes.shown(story, scene)

    assert read(page(shown, "light")).buttons == [button.label for button in shown.card.buttons]


async def test_both_themes_show_the_same(story: Story) -> None:
    shown = await scenes.shown(story, SCENES[0])
    light, dark = page(shown, "light"), page(shown, "dark")

    assert light != dark
    assert light.replace('class="light"', "") == dark.replace('class="dark"', "")


def test_nothing_that_is_shown_can_be_html() -> None:
    scene = Scene("hostile", says=HOSTILE, private=True)
    embed = {"color": 0, "title": escape(HOSTILE), "author": {"name": HOSTILE}, "footer": {"text": HOSTILE}}
    embed["description"] = quoted(emphasise(HOSTILE, [Span(0, 9)])) + "\n" + f"[{escape(HOSTILE)}](https://x.example)"
    rows = [{"components": [{"style": 2, "label": HOSTILE}, {"style": 5, "label": HOSTILE}]}]
    html = page(Shown(scene, Card((), ENGLISH), embed, rows), "dark")
    text = read(html)

    assert text.quotations == [[HOSTILE]]
    assert text.buttons == [HOSTILE, HOSTILE]
    assert "img" not in text.tags
    assert html.count("<script>") == 1
    assert 'onerror="' not in html


def test_lines_set_off_one_after_another_stand_behind_one_bar() -> None:
    text = read(markup("> one\n> ## two\nthree\n\n> four\n-# five"))

    assert text.quotations == [["one", "two"], ["four"]]
    assert text.lines == ["one", "two", "three", "", "four", "five"]


@pytest.mark.parametrize("markdown", ["||hidden||", "<@41>", "`code`", "https://x.example"])
def test_markup_that_the_bot_never_writes_is_not_drawn_wrong(markdown: str) -> None:
    with pytest.raises(KeyError):
        markup(markdown)


def test_a_picture_is_cropped_to_its_first_rows() -> None:
    rows = b"".join(bytes((0, *([number] * 6))) for number in range(5))
    header = struct.pack(">IIBBBBB", 2, 5, 8, 2, 0, 0, 0)
    png = shoot._SIGNATURE + shoot._chunk(b"IHDR", header) + shoot._chunk(b"IDAT", zlib.compress(rows))
    (_, head), (kind, data), (end, _) = shoot._chunks(shoot.cropped(png + shoot._chunk(b"IEND", b""), 3))

    assert struct.unpack_from(">II", head) == (2, 3)
    assert (kind, zlib.decompress(data), end) == (b"IDAT", rows[:21], b"IEND")


def test_without_chromium_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(shoot.NoBrowserError, match="apt-get install chromium"):
        shoot.browser()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_pictures_are_kept_crisp_and_small(scene: Scene, theme: str) -> None:
    picture = (DOCS / f"{scene.name}-{theme}.png").read_bytes()

    assert struct.unpack_from(">I", picture, 16) == (WIDTH * shoot.SCALE,)
    assert len(picture) < 200_000
