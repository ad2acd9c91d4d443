"""Buttons under answers, pressed as people press them, in SimCord's Discord."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.cards.answers import HERE
from bot.cards.button_ids import Feedback, PassageAddress, Share, ShowContext, custom_id
from bot.store.counts import Event
from bot.words.english import ENGLISH
from retrieval import Article, Story
from tests.pressing import ANSWER, QUESTION, ask, button, labels, rows
from tests.simulated import Simulated, client_for, scripted_story, simulated, text_of, write_story

UNDER_ANSWER = [
    ENGLISH.buttons.IN_CONTEXT,
    ENGLISH.buttons.MORE,
    ENGLISH.buttons.SOURCE,
    ENGLISH.buttons.HELPFUL,
    ENGLISH.buttons.NOT_HELPFUL,
]


def another(world: Simulated) -> Any:
    return world.guild.add_member(world.env.create_user("bob"))


async def counted(world: Simulated) -> dict[Event, int]:
    """Give what the server's tally holds for the harbour article."""
    counts = await world.client.store.counts(world.guild.id, datetime.now(UTC).date())
    return {count.event: count.count for count in counts if count.article == "harbour.txt"}


async def test_an_answer_offers_its_buttons_in_words_and_two_rows(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)

        assert labels(answer) == UNDER_ANSWER
        assert [len(row) for row in rows(answer)] == [3, 2]
        assert button(answer, ENGLISH.buttons.SOURCE)["url"] == "https://gazette.example/harbour"
        assert {each["style"] for row in rows(answer) for each in row} == {2, 5}, "quiet, and none speaks by colour"
        assert all(len(each.get("custom_id", "")) <= 100 for row in rows(answer) for each in row)


async def test_in_context_shows_the_neighbours_to_the_presser_alone(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        result = await another(world).click(answer, label=ENGLISH.buttons.IN_CONTEXT)

        shown = text_of(result.response)
        assert result.ephemeral
        assert "The storm tore a hole" in shown
        assert f"{HERE} ¶ 3" in shown
        assert "**Lindqvist**" in shown, "the words that answered are still marked"
        assert "Boats from Ystad" in shown
        assert labels(result.response) == [ENGLISH.buttons.SHARE, ENGLISH.buttons.SOURCE]
        assert text_of(world.only()) == text_of(answer)


async def test_more_goes_through_the_next_passages_page_by_page_in_one_private_message(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        result = await another(world).click(answer, label=ENGLISH.buttons.MORE)
        first = text_of(result.response)
        contexts = [ENGLISH.buttons.in_context(number) for number in (2, 3, 4)]
        assert result.ephemeral
        assert labels(result.response) == [ENGLISH.buttons.NEXT, *contexts]
        assert ENGLISH.numbers.page(1, 2) in first
        assert ANSWER not in first

        turned = await world.alice.click(answer, label=ENGLISH.buttons.MORE)
        forth = await world.alice.click(turned.response, label=ENGLISH.buttons.NEXT)
        assert forth.followups == []
        assert "**5**" in text_of(turned.response)
        assert labels(turned.response) == [ENGLISH.buttons.BACK, ENGLISH.buttons.in_context(5)]
        await world.alice.click(turned.response, label=ENGLISH.buttons.BACK)
        assert text_of(turned.response) == first
        context = await world.alice.click(turned.response, label=ENGLISH.buttons.in_context(3))
        assert f"{HERE} ¶ 2" in text_of(context.response)
        assert text_of(world.only()) == text_of(answer), "the answer that everybody reads is left as it is"


async def test_more_of_a_declined_question_stays_related(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world, "zzzzzz?")
        assert labels(answer) == [ENGLISH.buttons.MORE, ENGLISH.gaps.BUTTON_LABEL]
        result = await world.alice.click(answer, label=ENGLISH.buttons.MORE)

        assert "**4**" in text_of(result.response)
        assert "https://" not in text_of(result.response)


async def test_share_posts_a_hidden_answer_once_naming_who_shared_it_and_pings_nobody(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        hidden = await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)
        assert labels(hidden.response) == [
            ENGLISH.buttons.IN_CONTEXT,
            ENGLISH.buttons.MORE,
            ENGLISH.buttons.SHARE,
            *UNDER_ANSWER[2:],
        ]
        result = await world.alice.click(hidden.response, label=ENGLISH.buttons.SHARE)

        (shared,) = result.followups
        assert not shared.ephemeral
        assert ANSWER in text_of(shared)
        assert ENGLISH.answers.shared_by("alice") in text_of(shared)
        assert QUESTION not in text_of(shared)
        assert shared.message.mentions == []
        assert labels(shared) == [ENGLISH.buttons.IN_CONTEXT, ENGLISH.buttons.SOURCE]
        assert button(hidden.response, ENGLISH.buttons.SHARED)["disabled"]
        sent = [each.json for each in world.env.http_requests if each.method in ("POST", "PATCH") and each.json]
        assert all(body["allowed_mentions"]["parse"] == [] for body in sent if "allowed_mentions" in body)


async def test_share_is_not_offered_on_what_all_can_see_nor_where_one_may_not_write(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        public = await world.alice.slash(world.channel, "ask", question=QUESTION)
        assert ENGLISH.buttons.SHARE not in labels(public.response)
        direct = await world.alice.user.slash("ask", question=QUESTION, hide=True)
        assert ENGLISH.buttons.SHARE not in labels(direct.response)
        overwrites = {world.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
        read_only = world.guild.create_text_channel("news", overwrites=overwrites)
        hidden = await world.alice.slash(read_only, "ask", question=QUESTION, hide=True)
        assert ENGLISH.buttons.SHARE not in labels(hidden.response)


async def test_who_may_no_longer_write_there_cannot_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with simulated(tmp_path) as world:
        hidden = await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)
        monkeypatch.setattr("bot.connection.presses.may_share", lambda _interaction: False)
        result = await world.alice.click(hidden.response, label=ENGLISH.buttons.SHARE)

        assert text_of(result.response) == ENGLISH.buttons.CANNOT_SHARE
        assert world.shown() == []


async def test_yes_is_counted_and_said_on_the_answer(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        result = await world.alice.click(answer, label=ENGLISH.buttons.HELPFUL)

        assert result.followups == []
        assert labels(world.only()) == [*UNDER_ANSWER[:3], ENGLISH.buttons.RATED_HELPFUL]
        assert button(world.only(), ENGLISH.buttons.RATED_HELPFUL)["disabled"]
        assert text_of(world.only()) == text_of(answer)
        assert await counted(world) == {Event.ANSWERED: 1, Event.HELPED: 1}


async def test_no_offers_the_next_passages_at_once_and_is_counted(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        result = await world.alice.click(answer, label=ENGLISH.buttons.NOT_HELPFUL)

        (offered,) = result.followups
        assert offered.ephemeral
        assert "**2**" in text_of(offered)
        assert labels(offered)[0] == ENGLISH.buttons.NEXT
        assert labels(world.only())[-1] == ENGLISH.buttons.RATED_NOT_HELPFUL
        assert await counted(world) == {Event.ANSWERED: 1, Event.NOT_HELPED: 1}


async def test_only_the_asker_may_judge_and_others_are_told_so_privately(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        result = await another(world).click(answer, label=ENGLISH.buttons.NOT_HELPFUL)

        assert result.ephemeral
        assert text_of(result.response) == ENGLISH.buttons.NOT_YOUR_ANSWER
        assert labels(world.only()) == UNDER_ANSWER
        assert await counted(world) == {Event.ANSWERED: 1}


async def test_a_verdict_counts_once_however_fast_one_presses(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        yes = button(answer, ENGLISH.buttons.HELPFUL)["custom_id"]
        backend = world.env.backend
        stored = backend.get_message(world.channel.id, answer.id)
        before = [dict(row) for row in stored.components]
        await world.alice.click(answer, custom_id=yes)
        stored.components = before  # the second press was under way before the first was shown
        second = await world.alice.click(answer, custom_id=yes)

        assert text_of(second.response) == ENGLISH.buttons.RATED_ALREADY
        assert await counted(world) == {Event.ANSWERED: 1, Event.HELPED: 1}


async def restart(world: Simulated, folder: Path, story: Story | None = None) -> None:
    """End the bot's process and start another one, with nothing in its memory."""
    client = client_for(folder, story)
    await world.env.restart_bot(client)
    world.client = client


async def test_every_button_works_after_a_restart(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        hidden = await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)
        pages = await world.alice.click(answer, label=ENGLISH.buttons.MORE)
        before = text_of(pages.response)
        assert "> **The storm tore a hole" in before
        await restart(world, tmp_path)

        context = await world.alice.click(answer, label=ENGLISH.buttons.IN_CONTEXT)
        assert "**Lindqvist**" in text_of(context.response)
        more = await world.alice.click(answer, label=ENGLISH.buttons.MORE)
        assert "**2**" in text_of(more.response)
        assert text_of(more.response) == before, "the same words are marked, though nobody remembers the question"
        await world.alice.click(pages.response, label=ENGLISH.buttons.NEXT)
        assert "**5**" in text_of(pages.response)
        shared = await world.alice.click(hidden.response, label=ENGLISH.buttons.SHARE)
        assert ANSWER in text_of(shared.followups[0])
        offered = await world.alice.click(answer, label=ENGLISH.buttons.NOT_HELPFUL)
        assert "**2**" in text_of(offered.followups[0])


def changed_story(folder: Path, old: str, new: str) -> Story:
    """Give the harbour story after somebody edited it."""
    path = write_story(folder) / "harbour.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return Story.load(folder)


async def test_after_a_reload_an_old_button_finds_its_passage_or_says_that_it_is_gone(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        world.client.current.story = changed_story(tmp_path / "moved", "The storm", "New today: more wind.\nThe storm")
        moved = await world.alice.click(answer, label=ENGLISH.buttons.IN_CONTEXT)
        assert f"{HERE} ¶ 4" in text_of(moved.response)

        world.client.current.story = changed_story(tmp_path / "changed", "like a gun", "like a drum")
        gone = await world.alice.click(answer, label=ENGLISH.buttons.IN_CONTEXT)
        assert gone.ephemeral
        assert text_of(gone.response) == ENGLISH.answers.passage_gone()

        world.client.current.story = changed_story(tmp_path / "less", "The storm tore", "A storm tore")
        more = await world.alice.click(answer, label=ENGLISH.buttons.MORE)
        assert ENGLISH.answers.gone(3) in text_of(more.response)
        assert labels(more.response)[1:] == [ENGLISH.buttons.in_context(number) for number in (2, 4)]


async def test_a_shared_passage_that_is_gone_is_not_shared(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        hidden = await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)
        world.client.current.story = changed_story(tmp_path / "changed", "like a gun", "like a drum")
        result = await world.alice.click(hidden.response, label=ENGLISH.buttons.SHARE)

        assert text_of(result.response) == ENGLISH.answers.passage_gone()
        assert world.shown() == []


async def forge(world: Simulated, message: Any, identifier: str) -> Any:
    """Press a button that a modified client put under a message of ours."""
    stored = world.env.backend.get_message(world.channel.id, message.id)
    stored.components[0]["components"][0]["custom_id"] = identifier
    pressed = await world.alice.click(message, custom_id=identifier)
    await world.env.advance_time(5)
    return pressed


FORGED = {
    "a kind that is not there": "v1zAAAA",
    "a state cut short": "v1cAA",
    "bits left over": custom_id(ShowContext(PassageAddress(1, 1))) + "A",
    "somebody else's format": "answer:more:1",
    "another version": "v9cAAAA",
    "a share of what all can see": custom_id(Share(PassageAddress(1, 1))),
    "line breaks": "v1a\nAA",
}


@pytest.mark.parametrize("identifier", FORGED.values(), ids=FORGED)
async def test_a_button_that_is_not_ours_is_refused_politely(tmp_path: Path, identifier: str) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        result = await forge(world, answer, identifier)

        assert result.ephemeral
        assert text_of(result.response) == ENGLISH.buttons.EXPIRED
        assert text_of(world.only()) == text_of(answer)
        assert world.env.errors == []


async def test_a_passage_that_never_was_is_gone(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        result = await forge(world, answer, custom_id(ShowContext(PassageAddress(77, 3))))

        assert text_of(result.response) == ENGLISH.answers.passage_gone()


async def test_a_forged_turn_does_not_change_what_all_can_see(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        pages = await world.alice.click(answer, label=ENGLISH.buttons.MORE)
        result = await forge(world, answer, button(pages.response, ENGLISH.buttons.NEXT)["custom_id"])

        assert result.ephemeral
        assert text_of(world.only()) == text_of(answer)


async def test_a_verdict_on_an_article_that_is_gone_is_counted_without_one(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        result = await forge(world, answer, custom_id(Feedback(False, world.alice.id, 5)))

        assert text_of(result.followups[0]) == ENGLISH.answers.NOTHING_FURTHER
        assert Event.NOT_HELPED not in await counted(world)


async def test_without_embed_links_buttons_stand_under_plain_text_and_show_plain_text(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        overwrites = {world.guild.default_role: discord.PermissionOverwrite(embed_links=False)}
        strict = world.guild.create_text_channel("strict", overwrites=overwrites)
        await world.alice.send(strict, f"{world.me} {QUESTION}")
        answer = world.only(strict)
        assert labels(answer) == UNDER_ANSWER
        context = await world.alice.click(answer, label=ENGLISH.buttons.IN_CONTEXT)
        more = await world.alice.click(answer, label=ENGLISH.buttons.MORE)
        await world.alice.click(more.response, label=ENGLISH.buttons.NEXT)

        assert context.response.embeds == more.response.embeds == []
        assert "The storm tore a hole" in context.response.content
        assert "**5**" in more.response.content


async def test_buttons_in_a_direct_message(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.send_dm(QUESTION)
        answer = world.only(world.alice.user.dm_channel)
        context = await world.alice.user.click(answer, label=ENGLISH.buttons.IN_CONTEXT)
        assert labels(context.response) == [ENGLISH.buttons.SOURCE]
        result = await world.alice.user.click(answer, label=ENGLISH.buttons.NOT_HELPFUL)
        assert "**2**" in text_of(result.followups[0])


async def test_trouble_at_discord_is_waited_out(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        answer = await ask(world)
        world.env.inject_error("POST", "/interactions/*/callback", status=503, times=1)
        result = await world.alice.click(answer, label=ENGLISH.buttons.HELPFUL)
        await world.env.advance_time(5)
        assert result.acknowledged
        assert labels(world.only())[-1] == ENGLISH.buttons.RATED_HELPFUL


async def test_small_talk_and_help_have_no_buttons(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.client.current.story = Story.load(write_story(tmp_path / "real"))
        greeting = await ask(world, "hello!")
        assert text_of(greeting) == ENGLISH.answers.small_talk("greeting")
        assert rows(greeting) == []
        await world.alice.send(world.channel, world.me)
        assert rows(world.shown()[-1]) == []


@pytest.mark.parametrize("url", ["ftp://a.example/x", "https://a.example/" + "x" * 600, "javascript:alert(1)", None])
async def test_an_address_that_is_none_gets_no_link_button(tmp_path: Path, url: str | None) -> None:
    from dataclasses import replace as changed

    async with simulated(tmp_path) as world:
        story = scripted_story()
        articles = [
            Article(each.file, each.text, each.paragraphs, changed(each.source, url=url)) for each in story.articles
        ]
        world.client.current.story = changed(story, library=type(story.library).build(articles))
        answer = await ask(world)

        assert ENGLISH.buttons.SOURCE not in labels(answer)
