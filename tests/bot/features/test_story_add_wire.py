"""/story add by the real process on the loopback Discord: a look, Add, Undo, and what nobody should send."""

import io
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cards.additions import ADD, CANCEL, UNDO
from bot.settings import Origin
from bot.words.english import ENGLISH
from tests.bot.connection.test_wire import Place, running
from tests.bot.features.test_reload import administrator, owned_by
from tests.loopback import Channel, LoopbackDiscord, StoredMessage, User, World
from tests.loopback.interactions import InteractionType
from tests.shelves import HARBOUR, TITLE, write_stories, write_story
from tests.simulated import simulated, text_of

SAY = ENGLISH.additions
NEWS = """The lighthouse of Visby

The keeper Sven Holm painted the lighthouse green in May.

Nobody in Visby had been asked about the colour.
"""
ASKED, TOLD = "Who painted the lighthouse green?", "Sven Holm painted the lighthouse"


@dataclass
class Host:
    """The owner of the application, who runs /story add."""

    place: Place
    discord: LoopbackDiscord
    owner: User
    folder: Path

    async def add(self, who: User | None = None, channel: Channel | None = None, **options: Any) -> StoredMessage:
        slash = await self.discord.slash(channel or self.place.channel, who or self.owner, "story add", options)
        return await slash.response()

    async def send(self, name: str, content: bytes | str, **options: Any) -> StoredMessage:
        data = content.encode() if isinstance(content, str) else content
        return await self.add(file=self.discord.uploaded(name, data), **options)

    async def press(self, message: StoredMessage, custom_id: str) -> str:
        return (await (await self.discord.press(message, self.owner, custom_id)).response()).text

    async def answer(self) -> str:
        question = await self.discord.say(self.place.channel, self.place.alice, self.place.mention(ASKED))
        return (await self.discord.reply_to(question)).text.replace("*", "")

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}


@asynccontextmanager
async def hosted(tmp_path: Path, *, several: bool = False) -> AsyncIterator[Host]:
    world = World()
    alice, owner = world.add_user("alice"), world.application.owner
    guild = world.add_guild("Library", owner)
    world.add_member(guild, alice)
    place = Place(world, world.add_channel(guild, "general"), alice, {"DATA_DIR": str(tmp_path / "data")}, tmp_path)
    if several:
        place.environment["STORIES_DIR"] = str(write_stories(tmp_path / "stories"))
        folder = tmp_path / "stories" / "harbour"
    else:
        folder = write_story(tmp_path / "harbour", HARBOUR)
        place.environment["ARTICLES_DIR"] = str(folder)
    async with running(place) as (discord, _):
        yield Host(place, discord, owner, folder)


async def test_a_file_is_looked_at_added_asked_about_and_taken_back(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        before = host.files()
        shown = await host.send("news.txt", NEWS)
        assert shown.ephemeral
        assert SAY.taken(1, 2) in shown.text
        assert "The lighthouse of Visby: The keeper Sven Holm painted" in shown.text
        assert SAY.LINT_HEADING in shown.text
        assert host.files() == before, "nothing is written until Add is pressed"

        said = await host.press(shown, ADD)
        assert SAY.added(1) in said
        assert "Articles: 1 → 2" in said
        assert TOLD in await host.answer()
        assert set(host.files()) - set(before) == {"the-lighthouse-of-visby.txt"}

        assert "Articles: 2 → 1" in await host.press(shown, UNDO)
        assert host.files() == before, "to the byte"
        assert TOLD not in await host.answer()


async def test_what_was_cancelled_or_is_too_old_cannot_be_added(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        before = host.files()
        shown = await host.send("news.md", NEWS)
        assert SAY.CANCELLED in await host.press(shown, CANCEL)
        forged = await host.discord._interact(
            InteractionType.COMPONENT,
            host.place.channel,
            host.owner,
            {"id": 1, "custom_id": ADD, "component_type": 2},
            source=shown,
        )
        assert (await forged.response()).text == ENGLISH.buttons.EXPIRED
        assert host.files() == before


def bomb(name: str, megabytes: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, b"\0" * (megabytes * 1_000_000))
    return packed.getvalue()


async def test_what_nobody_should_send_is_refused_in_one_sentence_and_the_bot_goes_on(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        before = host.files()
        refused = (
            ("virus.sh", b"#!/bin/sh\nrm -rf /\n", "files are read"),
            ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(300), "files are read"),
            ("bomb.docx", bomb("word/document.xml", 120), ""),
            ("bomb.epub", bomb("OEBPS/one.xhtml", 120), ""),
            ("empty.txt", b"", ""),
            ("../../../etc/passwd", b"root:x:0:0\n", "files are read"),
            ("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 50, ""),
        )
        for name, content, sentence in refused:
            said = await host.send(name, content)
            assert "I didn't change anything: " in said.text, name
            assert sentence in said.text, said.text
        large = host.discord.uploaded("large.txt", b"x", claims=100_000_000)
        assert (await host.add(file=large)).text == SAY.too_large(50)
        for link in (
            "http://127.0.0.1/secret",
            "http://169.254.169.254/latest/meta-data",
            "http://[::1]/",
            "http://localhost",
        ):
            assert "which is not on the public internet" in (await host.add(link=link)).text, link
        assert (await host.add(link="file:///etc/passwd")).text == SAY.NO_ADDRESS
        assert (await host.add()).text == SAY.ONE_OF_THEM
        assert (await host.add(link="https://example.org", file=large)).text == SAY.ONE_OF_THEM
        assert host.files() == before
        assert "four million" in (await answer_of(host, "How much will the repairs of the wall cost?"))


async def answer_of(host: Host, question: str) -> str:
    said = await host.discord.say(host.place.channel, host.place.alice, host.place.mention(question))
    return (await host.discord.reply_to(said)).text.replace("*", "")


async def test_the_same_file_is_added_once_though_two_look_at_it(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        first, second = await host.send("news.txt", NEWS), await host.send("news.txt", NEWS)
        assert SAY.added(1) in await host.press(first, ADD)
        assert "the same text is already there as the-lighthouse-of-visby.txt" in await host.press(second, ADD)
        third = await host.send("again.txt", NEWS)
        assert "the same text is already there" in await host.press(third, ADD)
        assert len(list(host.folder.glob("*.txt"))) == 2


async def test_nobody_else_may_add_and_the_owner_may_in_a_direct_message(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        guild = host.place.world.guilds[host.place.channel.guild_id or 0]
        mod = host.place.world.add_user("mod")
        host.place.world.add_member(guild, mod, host.place.world.add_role(guild, "Admins", 1 << 3))
        file = host.discord.uploaded("news.txt", NEWS.encode())
        assert (await host.add(mod, file=file)).text == ENGLISH.errors.NOT_FOR_YOU
        direct = host.place.world.direct_channel(host.owner)
        shown = await host.add(channel=direct, file=file)
        assert SAY.added(1) in await host.press(shown, ADD)


async def test_what_was_changed_since_is_left_and_said(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        shown = await host.send("news.txt", NEWS)
        await host.press(shown, ADD)
        article = host.folder / "the-lighthouse-of-visby.txt"
        article.write_text(NEWS + "\nIt is red again.\n", encoding="utf-8")
        assert "was changed since it was added; remove it yourself." in await host.press(shown, UNDO)
        assert article.exists()


async def test_where_the_story_cannot_be_read_then_it_is_taken_back_at_once(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        (host.folder / "sources.toml").write_text('["gone.txt"]\npublisher = "Nobody"\n', encoding="utf-8")
        before = host.files()
        shown = await host.send("news.txt", NEWS)
        said = await host.press(shown, ADD)
        assert ENGLISH.reload.FAILED_TITLE in said
        assert "it names gone.txt, which is not in the folder" in said
        assert host.files() == before


async def test_of_several_stories_the_one_that_is_named_gets_it(tmp_path: Path) -> None:
    async with hosted(tmp_path, several=True) as host:
        shown = await host.send("news.txt", NEWS, story="market")
        assert SAY.to_story(TITLE) in shown.text
        assert f"{TITLE}: {ENGLISH.reload.DONE_TITLE}" in await host.press(shown, ADD)
        assert (tmp_path / "stories" / "market" / "the-lighthouse-of-visby.txt").exists()
        assert (await host.send("news.txt", NEWS, story="nothing")).text == ENGLISH.stories.no_such("nothing")


async def test_the_sample_story_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with simulated(tmp_path, origins={"ARTICLES_DIR": Origin.DEFAULT}) as world:
        olga = administrator(world)
        owned_by(world, olga.id, monkeypatch)
        said = await olga.slash(world.channel, "story add", link="https://example.org")
        assert (text_of(said.response).replace("\\", ""), said.ephemeral) == (SAY.SAMPLE, True)
