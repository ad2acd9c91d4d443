"""What people leave for the host, in SimCord's Discord: the button, the modal, what is kept, /gaps, the weekly note."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.connection import questions_left
from bot.connection.questions_left import FIELD, LEAVE
from bot.connection.weekly_notes import tell
from bot.features import gaps as gaps_command
from bot.store.gaps import MOST_CHARACTERS
from bot.store.store import FILE
from bot.words.english import ENGLISH
from tests.bot.features.test_reload import owned_by
from tests.moderators import BUTTON, STRING_SELECT, forged_command, forged_press, moderator
from tests.pressing import QUESTION, ask, labels, rows
from tests.simulated import Simulated, simulated, text_of

SAY = ENGLISH.gaps
IN_VAIN = "zzzzzz yyyyyy?"


def kept(world: Simulated) -> list[tuple[int, str, int]]:
    """Give every row that is kept, whole but for its number and its day."""
    with closing(sqlite3.connect(world.client.store.path)) as connection:
        return connection.execute("SELECT guild, words, count FROM gaps ORDER BY id").fetchall()


def another(world: Simulated, name: str = "bob") -> Any:
    return world.guild.add_member(world.env.create_user(name))


def shown_buttons(message: Any) -> list[str]:
    """Give the labels of the buttons of a message that has a menu too."""
    return [each["label"] for row in rows(message) for each in row if each["type"] == BUTTON]


def filled_in(result: Any) -> str:
    """Give what the modal has filled in."""
    (label,) = result.modal["components"]
    return label["component"].get("value") or ""


async def leave(world: Simulated, person: Any, message: Any, words: str | None = None) -> Any:
    """Press the button, change the words in the modal where some are given, and send it."""
    opened = await person.click(message, label=SAY.BUTTON_LABEL)
    return await person.submit_modal(opened, {FIELD: filled_in(opened) if words is None else words})


async def test_under_a_decline_the_modal_opens_with_the_question_and_keeps_its_words_and_the_day(
    tmp_path: Path,
) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world, IN_VAIN)
        assert labels(answer) == [ENGLISH.buttons.MORE, SAY.BUTTON_LABEL]
        opened = await world.alice.click(answer, label=SAY.BUTTON_LABEL)
        assert filled_in(opened) == IN_VAIN
        assert (opened.modal["custom_id"], opened.modal["title"]) == (LEAVE, SAY.MODAL_TITLE)
        assert [each["description"] for each in opened.modal["components"]] == [SAY.KEPT]
        assert kept(world) == [], "nothing is kept before it is sent"

        sent = await world.alice.submit_modal(opened, {FIELD: "who built\nthe  wall?"})
        assert sent.ephemeral
        assert text_of(sent.response) == SAY.left("who built the wall?")
        assert kept(world) == [(world.guild.id, "who built the wall?", 1)]
        await leave(world, world.alice, answer, "who built the wall?")
        assert kept(world) == [(world.guild.id, "who built the wall?", 2)]
        assert not any(str(world.alice.id).encode() in each.read_bytes() for each in (tmp_path / "data").iterdir())


async def test_nothing_is_kept_of_whom_does_not_press(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await ask(world, "zzzzzz secretword?")
        await world.client.store.close()
        assert not any(b"secretword" in each.read_bytes() for each in (tmp_path / "data").iterdir())


async def test_somebody_elses_question_is_not_filled_in(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world, IN_VAIN)
        bob = another(world)
        assert filled_in(await bob.click(answer, label=SAY.BUTTON_LABEL)) == ""
        await leave(world, bob, answer, "mine")
        assert kept(world) == [(world.guild.id, "mine", 1)]


async def test_after_no_not_this_the_question_can_be_left_and_on_the_pages_after_it(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        assert SAY.BUTTON_LABEL not in labels(answer)
        page = (await world.alice.click(answer, label=ENGLISH.buttons.NOT_HELPFUL)).followups[0]
        opened = await world.alice.click(page, label=SAY.BUTTON_LABEL)
        assert filled_in(opened) == QUESTION
        await world.alice.click(page, label=ENGLISH.buttons.NEXT)
        assert SAY.BUTTON_LABEL in labels(page), "it stays when the page is turned"
        assert filled_in(await world.alice.click(page, label=SAY.BUTTON_LABEL)) == QUESTION


async def test_after_a_restart_the_question_is_read_from_discord_or_the_modal_is_empty(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        public = await ask(world, IN_VAIN)
        private = (await world.alice.slash(world.channel, "ask", question=IN_VAIN, hide=True)).response
        rated = await ask(world)
        page = (await world.alice.click(rated, label=ENGLISH.buttons.NOT_HELPFUL)).followups[0]
        world.client.answers.conversations._kept.clear()
        assert filled_in(await world.alice.click(public, label=SAY.BUTTON_LABEL)) == IN_VAIN
        assert filled_in(await world.alice.click(private, label=SAY.BUTTON_LABEL)) == IN_VAIN, "the card repeats it"
        assert filled_in(await world.alice.click(page, label=SAY.BUTTON_LABEL)) == QUESTION, "read by way of the answer"
        hidden = (await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)).response
        page = (await world.alice.click(hidden, label=ENGLISH.buttons.NOT_HELPFUL)).followups[0]
        world.client.answers.conversations._kept.clear()
        opened = await world.alice.click(page, label=SAY.BUTTON_LABEL)
        assert filled_in(opened) == "", "a private answer is not ours to read again"
        await world.alice.submit_modal(opened, {FIELD: "still here?"})
        assert kept(world) == [(world.guild.id, "still here?", 1)]


async def test_what_somebody_else_wrote_is_not_offered_to_be_left(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        said = await another(world).send(world.channel, IN_VAIN)
        found = await world.alice.context_menu(world.channel, ENGLISH.commands.FIND_MENU, said)
        assert SAY.BUTTON_LABEL not in labels(found.response)
        said = await another(world, "eve").send(world.channel, QUESTION)
        found = await world.alice.context_menu(world.channel, ENGLISH.commands.FIND_MENU, said)
        rated = await world.alice.click(found.response, label=ENGLISH.buttons.NOT_HELPFUL)
        assert SAY.BUTTON_LABEL not in labels(rated.followups[0])


async def test_a_server_that_switched_it_off_has_no_button_and_takes_nothing(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        before = await ask(world, IN_VAIN)
        opened = await world.alice.click(before, label=SAY.BUTTON_LABEL)
        mod = moderator(world)
        shown = (await mod.slash(world.channel, "setup")).response
        changed = await mod.click(shown, label=ENGLISH.setup.gaps_label(True))
        assert ENGLISH.setup.GAPS_OFF in text_of(changed.response)

        assert SAY.BUTTON_LABEL not in labels(await ask(world, IN_VAIN))
        page = await world.alice.click(await ask(world), label=ENGLISH.buttons.NOT_HELPFUL)
        assert SAY.BUTTON_LABEL not in labels(page.followups[0])
        assert text_of((await world.alice.click(before, label=SAY.BUTTON_LABEL)).response) == SAY.NOT_TAKEN
        assert text_of((await world.alice.submit_modal(opened, {FIELD: "now?"})).response) == SAY.NOT_TAKEN
        assert kept(world) == []
        await world.alice.send_dm(IN_VAIN)
        assert SAY.BUTTON_LABEL in labels(world.only(world.alice.user.dm_channel)), "a direct message is the host's"


async def test_mentions_are_left_out_and_what_has_no_words_or_too_many(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world, f"zzzzzz {world.alice.mention} yyyyyy?")
        assert filled_in(await world.alice.click(answer, label=SAY.BUTTON_LABEL)) == "zzzzzz yyyyyy?"
        sent = await leave(world, world.alice, answer, "<@&123> what of @everyone and <:hm:123456789012345678>?")
        assert text_of(sent.response) == SAY.left("what of everyone and ?")
        sent = await leave(world, world.alice, answer, "<@123> ?!")
        assert text_of(sent.response) == SAY.NO_WORDS
        assert kept(world) == [(world.guild.id, "what of everyone and ?", 1)]
        long = await ask(world, "zzzzzz yyyyyy " * 60)
        assert len(filled_in(await world.alice.click(long, label=SAY.BUTTON_LABEL))) <= MOST_CHARACTERS


@pytest.mark.parametrize(
    ("components", "words"),
    [
        ([{"type": 18, "component": {"type": 4, "custom_id": FIELD, "value": "x" * 9_000}}], "x" * 299 + "…"),
        ([{"type": 18, "component": {"type": 4, "custom_id": FIELD, "value": "a\ud800\u202eb"}}], "ab"),
        ([{"type": 18, "component": {"type": 4, "custom_id": "other", "value": "x"}}], ""),
    ],
)
async def test_what_a_modified_client_sends_is_cut_or_refused(
    tmp_path: Path, components: list[Any], words: str
) -> None:
    async with simulated(tmp_path) as world:
        data = {"custom_id": LEAVE, "components": components}
        sent = await world.alice._dispatch_interaction(5, world.channel, data)
        assert text_of(sent.response) == (SAY.left(words) if words else SAY.NO_WORDS)
        assert kept(world) == ([(world.guild.id, words, 1)] if words else [])


@pytest.mark.parametrize(
    "data", [None, {}, {"components": 7}, {"components": [[[[[]]]]]}, {"components": {"value": 1}}]
)
def test_what_is_no_modal_has_no_words(data: Any) -> None:
    assert questions_left.typed_in(data) == ""


async def test_five_an_hour_are_enough_of_one_person_and_the_words_are_not_lost(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world, IN_VAIN)
        for number in range(5):
            await leave(world, world.alice, answer, f"question {number}")
        refused = await leave(world, world.alice, answer, "one too many")
        assert "one too many" in text_of(refused.response)
        assert "<t:" in text_of(refused.response)
        await leave(world, another(world), answer, "of somebody else")
        assert [words for _, words, _ in kept(world)][-1] == "of somebody else"
        assert len(kept(world)) == 6


# --- /gaps


async def left(world: Simulated, *questions: str) -> None:
    for words in questions:
        assert await world.client.store.leave(world.guild.id, "", words)


async def test_a_manager_sees_alike_ones_together_the_most_asked_first(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await left(world, "who paid for the wall?", "who paid for the wall", "where is the dog?")
        await world.client.store.leave(None, "", "of a direct message")
        await world.client.store.leave(77, "", "of another server")
        mod = moderator(world)
        shown = await mod.slash(world.channel, "gaps")
        text = text_of(shown.response)
        assert shown.ephemeral
        assert SAY.asked(2) in text
        assert "who paid for the wall" in text
        assert "where is the dog" not in text
        assert SAY.FOOTER in text
        turned = await mod.click(shown.response, label=ENGLISH.buttons.NEXT)
        assert "where is the dog?" in text_of(turned.response)
        assert ENGLISH.buttons.NEXT not in shown_buttons(turned.response), "what is not of this server is not shown"


async def test_others_are_refused_whatever_their_client_sends(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await left(world, "who paid for the wall?")
        number = (await world.client.store.gaps())[0].id
        refused = await forged_command(world.alice, world.channel, "gaps")
        assert text_of(refused.response) == ENGLISH.errors.needs(["manage_guild"])
        shown = await moderator(world).slash(world.channel, "gaps")
        for kind, custom_id in ((BUTTON, f"{gaps_command.DELETE}|{number}.0"), (BUTTON, f"{gaps_command.PAGE}|0")):
            refused = await forged_press(world.alice, shown.response, kind, custom_id)
            assert text_of(refused.response) == ENGLISH.errors.needs(["manage_guild"])
        assert len(kept(world)) == 1


@pytest.mark.parametrize(
    ("custom_id", "values"),
    [
        (gaps_command.DELETE, None),
        (f"{gaps_command.DELETE}|x.y", None),
        (f"{gaps_command.PAGE}|{'9' * 40}", None),
        (f"{gaps_command.ANSWER}|1.0", ["zz.zz"]),
        (f"{gaps_command.ANSWER}|1.0", []),
        (f"{gaps_command.ANSWER}|1.0", None),
    ],
)
async def test_forged_presses_are_told_off_in_a_sentence(
    tmp_path: Path, custom_id: str, values: list[str] | None
) -> None:
    async with simulated(tmp_path) as world:
        await left(world, "who paid for the wall?")
        mod = moderator(world)
        shown = await mod.slash(world.channel, "gaps")
        pressed = await forged_press(
            mod, shown.response, BUTTON if values is None else STRING_SELECT, custom_id, values
        )
        assert text_of(pressed.response) == ENGLISH.errors.BAD_OPTION
        assert len(kept(world)) == 1


async def test_one_press_deletes_and_one_dismisses_alike_ones_too(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await left(
            world, "my number is 0170 555", "who paid for the wall?", "who paid for the wall", "where is the dog?"
        )
        mod = moderator(world)
        shown = await mod.slash(world.channel, "gaps")
        shown = await mod.click(shown.response, label=SAY.DISMISS_LABEL)
        assert SAY.DISMISSED in text_of(shown.response)
        await left(world, "wall: who paid for it?")
        while "0170" not in text_of(shown.response):
            shown = await mod.click(shown.response, label=ENGLISH.buttons.NEXT)
        shown = await mod.click(shown.response, label=SAY.DELETE_LABEL)
        assert SAY.DELETED in text_of(shown.response)
        assert not any(b"0170" in each.read_bytes() for each in (tmp_path / "data").iterdir())
        assert "where is the dog?" in text_of(shown.response)
        assert shown_buttons(shown.response)[-1] == SAY.DELETE_LABEL, "no other is left"
        gone = await forged_press(mod, shown.response, BUTTON, f"{gaps_command.DELETE}|1.0")
        assert SAY.GONE in text_of(gone.response)


async def test_a_managers_choice_waits_for_the_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with simulated(tmp_path) as world:
        await left(world, "what was the repair bill?")
        mod = moderator(world)
        shown = await mod.slash(world.channel, "gaps")
        (menu,) = [each for row in shown.response.components for each in row["components"] if each["type"] == 3]
        assert [each["label"] for each in menu["options"]] == [*map(SAY.choice, (1, 2, 3)), SAY.NOT_TOLD_LABEL]
        chosen = await mod.select(shown.response, [menu["options"][0]["value"]], custom_id=menu["custom_id"])
        assert SAY.NOTED in text_of(chosen.response)
        (gap,) = await world.client.store.gaps()
        assert gap.answer is not None
        owned_by(world, world.alice.id, monkeypatch)
        seen = await forged_command(world.alice, world.channel, "gaps")
        assert SAY.recommended(SAY.passage("Storm breaks the harbour wall", gap.answer[1])) in text_of(seen.response)
        assert SAY.FOOTER_HOST in text_of(seen.response)


# --- the weekly note


async def test_the_weekly_note_has_a_number_and_no_word_and_comes_once(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        mod = moderator(world)
        shown = (await mod.slash(world.channel, "setup")).response
        changed = await mod.click(shown, label=ENGLISH.setup.digest_label(False))
        assert ENGLISH.setup.digest_in(f"<#{world.channel.id}>") in text_of(changed.response)
        guild = world.client.get_guild(world.guild.id)
        assert guild is not None
        store = world.client.store
        await tell(guild, store)
        await left(world, "you @everyone idiots", "you @everyone idiots")
        await tell(guild, store)
        assert world.shown() == [], "a week has not passed"

        long_ago = datetime.now(UTC).date() - timedelta(days=60)
        with closing(sqlite3.connect(tmp_path / "data" / FILE)) as connection, connection:
            connection.execute("UPDATE digests SET day = ?", (long_ago.isoformat(),))
        for _ in range(3):
            await tell(guild, store)
        assert text_of(world.only()) == SAY.digest(2, ENGLISH.numbers.day(long_ago))
        assert world.posted()[-1]["allowed_mentions"] == {"parse": []}

        await mod.click(changed.response, label=ENGLISH.setup.digest_label(True))
        assert store.settings_for(guild.id).digest_channel is None


async def test_a_channel_that_is_gone_or_closed_to_us_is_no_error(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        guild = world.client.get_guild(world.guild.id)
        assert guild is not None
        store = world.client.store
        await store.save(guild.id, replace(store.settings_for(guild.id), digest_channel=12345))
        await left(world, "who paid for the wall?")
        await tell(guild, store)
        assert world.shown() == []
