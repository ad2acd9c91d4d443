"""Messages as people write them, about the four articles, in SimCord's Discord: the privileged intent is off."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import discord
import pytest

from bot.asking.cooldowns import Cooldowns
from bot.words.catalogue import Words
from bot.words.english import ENGLISH
from bot.words.languages import LANGUAGES
from bot.words.not_english import only_english
from retrieval import Answer, Exchange, Outcome, Story
from tests.pressing import labels, latest
from tests.sample import sample_story
from tests.simulated import Simulated, client_for, simulated, text_of

UNLIMITED = Cooldowns(None, None)


@asynccontextmanager
async def articles(folder: Path, **chosen: Any) -> AsyncIterator[Simulated]:
    """Run the bot with the four articles; `chosen` are settings."""
    async with simulated(folder, cooldowns=UNLIMITED, **chosen) as world:
        world.client.current.story = sample_story()
        yield world


_Kind = TypeVar("_Kind", bound=Story)


def made_of(kind: type[_Kind]) -> _Kind:
    """Return the four articles as a story of another kind."""
    sample = sample_story()
    return kind(**{each.name: getattr(sample, each.name) for each in fields(sample)})


async def restart(world: Simulated, folder: Path) -> None:
    """Start the bot anew: nothing that it remembered is left."""
    client = client_for(folder, sample_story(), cooldowns=UNLIMITED)
    await world.env.restart_bot(client)
    world.client = client


async def said_to(world: Simulated, text: str, **options: Any) -> discord.Message:
    """Mention the bot with a text, and return what it says."""
    before = len(world.shown())
    await world.alice.send(world.channel, f"{world.me} {text}", **options)
    shown = world.shown()
    assert len(shown) == before + 1, f"{text}: {len(shown) - before} messages"
    return shown[-1]


async def test_a_greeting_is_no_part_of_the_question(tmp_path: Path) -> None:
    async with articles(tmp_path) as world:
        reply = await said_to(world, "hi!! so my sister and me were wondering, how old is alice johnson? thx")
        assert "**63-year-old**" in text_of(reply)


async def test_two_questions_have_two_answers_in_one_card(tmp_path: Path) -> None:
    async with articles(tmp_path) as world:
        reply = await said_to(world, "how old is alice? what is kim's favourite colour? which prison was alice in?")
        text = text_of(reply)

        assert text.index("**63-year-old**") < text.index(ENGLISH.answers.declined(None)) < text.index("Aliceville")
        assert labels(reply) == ["Show 1 in context", "Show 3 in context", "👍 Helpful", "👎 Not what I meant"]
        shown = await world.alice.click(reply, label="Show 3 in context")
        assert "Aliceville" in text_of(shown.response)


IN_OTHER_LANGUAGES = {
    "es": "¿Cuántos años estuvo Alice en la cárcel?",
    "de": "Warum wollte Kim Kardashian der Frau helfen?",
    "fr": "Quel âge a Alice Johnson ?",
    "ru": "Сколько лет Ким Кардашьян?",
    "ja": "キムは最初に誰に連絡しましたか？",
    "ar": "متى أُطلق سراح أليس جونسون؟",
}


@pytest.mark.parametrize("language", IN_OTHER_LANGUAGES)
async def test_another_language_is_told_so_in_that_language(tmp_path: Path, language: str) -> None:
    async with articles(tmp_path) as world:
        text = text_of(await said_to(world, IN_OTHER_LANGUAGES[language]))

        assert text.startswith(only_english(language))
        assert only_english(language) != only_english(None)
        assert ENGLISH.answers.RELATED in text
        assert ENGLISH.answers.declined(None) not in text


CHAIN = (
    "how long was alice johnson in prison?",
    "and what for?",
    "who did kim contact first?",
    "why her?",
    "and how did alice react?",
)


class ListeningStory(Story):
    """The four articles; `previous` is what the last question was asked after."""

    previous: ClassVar[list[Exchange | None]] = []

    def ask(self, message: str, previous: Exchange | None = None, *, claim: bool = False) -> Answer:
        self.previous.append(previous)
        return super().ask(message, previous, claim=claim)


def outline(exchange: Exchange | None) -> list[tuple[str, str | None, int | None]]:
    """Return what was asked and shown, the last first."""
    if exchange is None:
        return []
    return [(exchange.question, exchange.file, exchange.paragraph), *outline(exchange.before)]


async def test_a_reply_chain_of_five_goes_on_after_a_restart_as_it_would_have_without(tmp_path: Path) -> None:
    story = made_of(ListeningStory)
    exchange: Exchange | None = None
    expected: list[list[tuple[str, str | None, int | None]]] = []
    for turn in CHAIN:
        expected.append(outline(exchange))
        exchange = sample_story().ask(turn, exchange).exchange
    async with articles(tmp_path) as world:
        assert not world.client.intents.message_content
        bob = world.guild.add_member(world.env.create_user("bob"))
        for number, turn in enumerate(CHAIN):
            if number in (2, 4):
                await restart(world, tmp_path)
                assert len(world.client.answers.conversations) == 0
            world.client.current.story = story
            if number == 0:
                await world.alice.send(world.channel, f"{world.me} {turn}")
            else:  # Begun by alice, taken up by bob: nobody mentions us but by replying.
                await (bob if number > 2 else world.alice).send(world.channel, turn, reply_to=latest(world))
            assert outline(story.previous[-1]) == expected[number], turn

        assert len(world.shown()) == len(CHAIN)


async def test_a_chain_whose_beginning_is_gone_goes_on_from_the_passage(tmp_path: Path) -> None:
    async with articles(tmp_path) as world:
        question = await world.alice.send(world.channel, f"{world.me} how long was alice johnson in prison?")
        answer = latest(world)
        await restart(world, tmp_path)
        world.env.backend.delete_message(world.channel.id, question.id)
        await said_to(world, "why?", reply_to=answer)

        assert len(world.shown()) == 2


async def test_what_only_points_at_somebodys_message_looks_that_up(tmp_path: Path) -> None:
    async with articles(tmp_path) as world:
        bob = world.guild.add_member(world.env.create_user("bob"))
        claim = await bob.send(world.channel, f"kim cried on the phone for 3 minutes straight, right {world.me}")
        before = len(world.shown())
        reply = await said_to(world, "is this true??", reply_to=claim)

        assert before == 1
        assert_looked_up(reply, ENGLISH)
        assert "3 minutes straight" in text_of(reply)


def assert_looked_up(reply: discord.Message, words: Words) -> None:
    """Hold a reply against what is said of a claim that two articles speak to."""
    said = text_of(reply)
    assert said.startswith(words.answers.claim(2))
    assert said.index("**1\\. ") < said.index("**2\\. ")
    assert labels(reply) == [
        words.buttons.in_context(1),
        words.buttons.in_context(2),
        words.buttons.HELPFUL,
        words.buttons.NOT_HELPFUL,
    ]
    assert words.answers.CORRECTED not in said


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
async def test_a_claim_is_looked_up_article_by_article_in_the_servers_language(tmp_path: Path, words: Words) -> None:
    async with articles(tmp_path) as world:
        guild = world.env.create_guild("Library", preferred_locale=words.code)
        channel = guild.create_text_channel("questions")
        berta = guild.add_member(world.env.create_user("berta"))
        for claim in (
            "true or false: they cried for three minutes on the phone in prison",
            "is it true that ms johnson had no prior record?",
        ):
            before = len(world.shown(channel))
            await berta.send(channel, f"{world.me} {claim}")
            assert_looked_up(world.shown(channel)[before], words)

        context = await berta.click(latest(world, channel), label=words.buttons.in_context(2))
        assert "first-time nonviolent drug offense" in text_of(context.response).replace("**", "")


async def test_a_claim_that_no_article_speaks_to_is_not_told(tmp_path: Path) -> None:
    async with articles(tmp_path) as world:
        reply = await said_to(world, "no way kanye paid for all this??")
        assert text_of(reply).startswith((ENGLISH.answers.declined(None), ENGLISH.answers.UNCLEAR))


async def test_what_somebody_else_claims_follows_up_nothing_that_was_asked_before(tmp_path: Path) -> None:
    story = made_of(ListeningStory)
    async with articles(tmp_path) as world:
        world.client.current.story = story
        bob = world.guild.add_member(world.env.create_user("bob"))
        await said_to(world, "how old is alice johnson?")
        claim = await bob.send(world.channel, f"she cried on the phone {world.me}")
        await said_to(world, "true?", reply_to=claim)
        assert story.previous[-1] is None


async def test_a_message_that_we_cannot_see_is_said_to_be_hidden(tmp_path: Path) -> None:
    async with articles(tmp_path) as world:
        bob = world.guild.add_member(world.env.create_user("bob"))
        claim = await bob.send(world.channel, "kim cried on the phone for 3 minutes straight")
        for asked in ("is this true??", ""):
            assert text_of(await said_to(world, asked, reply_to=claim)) == ENGLISH.refusals.HIDDEN

        assert "63-year-old" in text_of(await said_to(world, "how old is alice johnson?", reply_to=claim))


async def test_a_question_about_somebodys_message_is_read_with_it(tmp_path: Path) -> None:
    async with articles(tmp_path, message_content=True) as world:
        bob = world.guild.add_member(world.env.create_user("bob"))
        news = await bob.send(world.channel, "Alice Johnson walked free today!!")
        assert "**63-year-old**" in text_of(await said_to(world, "how old is she?", reply_to=news))


async def test_what_is_forwarded_to_us_is_looked_up(tmp_path: Path) -> None:
    async with articles(tmp_path) as world:
        direct = world.alice.user.dm_channel
        original = await world.alice.send_dm("Kim and Alice cried on the phone for 3 minutes straight.")
        before = len(world.shown(direct))
        forwarded = world.env.backend.create_message(
            direct.id,
            world.alice.id,
            reference={"type": 1, "channel_id": str(direct.id), "message_id": str(original.id)},
        )
        assert forwarded
        await world.env.settle()

        assert_looked_up(world.shown(direct)[before], ENGLISH)
        assert "3 minutes straight" in text_of(world.shown(direct)[before])


async def test_a_picture_alone_gets_one_helpful_line_in_a_direct_message(tmp_path: Path) -> None:
    async with articles(tmp_path) as world:
        direct = world.alice.user.dm_channel
        pictures = world.env.backend.store_attachments(direct.id, [("cat.png", b"not really a picture")])
        await world.alice.send_dm("", attachments=pictures)
        assert text_of(world.only(world.alice.user.dm_channel)) == ENGLISH.answers.ONLY_WORDS


CHATTER = (
    "lol",
    "gm everyone",
    "thanks!!",
    "😂😂😂",
    "https://example.org/cat.gif",
    "my cat is so cute today",
    "me encanta este servidor",
)


async def asking_channel(folder: Path) -> int:
    async with simulated(folder) as world:
        identifier: int = world.channel.id
        return identifier


async def test_in_a_channel_where_all_is_heard_only_what_asks_is_answered(tmp_path: Path) -> None:
    chosen = frozenset({await asking_channel(tmp_path / "first")})
    async with articles(tmp_path, message_content=True, ask_channels=chosen) as world:
        for chat in CHATTER:
            await world.alice.send(world.channel, chat)
        assert [text_of(each) for each in world.shown()] == []

        await world.alice.send(world.channel, "how old is alice johnson")
        assert "**63-year-old**" in text_of(world.only())
        await world.alice.send(world.channel, "lol nice")
        await world.alice.send(world.channel, "thanks bot")
        assert len(world.shown()) == 1


async def test_there_a_denial_is_quiet_and_offers_the_nearest_and_the_host(tmp_path: Path) -> None:
    chosen = frozenset({await asking_channel(tmp_path / "first")})
    async with articles(tmp_path, message_content=True, ask_channels=chosen) as world:
        await world.alice.send(world.channel, "how much does kim pay her lawyers per hour?")
        reply = world.only()

        assert "\n" not in text_of(reply)
        assert labels(reply) == [ENGLISH.buttons.CLOSEST, ENGLISH.gaps.BUTTON_LABEL]
        pressed = await world.alice.click(reply, label=ENGLISH.buttons.CLOSEST)
        assert pressed.ephemeral
        assert "**1**" in text_of(pressed.response)


async def test_chat_there_uses_up_nobodys_questions(tmp_path: Path) -> None:
    chosen = frozenset({await asking_channel(tmp_path / "first")})
    async with simulated(tmp_path, message_content=True, ask_channels=chosen, questions_per_minute=1) as world:
        for chat in CHATTER:
            await world.alice.send(world.channel, chat)
        await world.alice.send(world.channel, "Who is Lindqvist?")

        assert "We heard it go" in text_of(world.only())


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("which articles do you have", ENGLISH.about.ARTICLES_TITLE),
        ("who are the people", "Jared Kushner"),
        ("list all quotes by kim", "12 quotations"),
        ("help", ENGLISH.about.HELP_TITLE),
    ],
)
async def test_what_there_is_a_card_for_opens_it(tmp_path: Path, asked: str, shown: str) -> None:
    async with articles(tmp_path) as world:
        assert shown in text_of(await said_to(world, asked))


async def test_the_source_of_what_was_shown_is_told(tmp_path: Path) -> None:
    async with articles(tmp_path) as world:
        answer = await said_to(world, "how old is alice johnson?")
        reply = await said_to(world, "who published this article?", reply_to=answer)
        assert "HuffPost" in text_of(reply)
        assert "Complex" not in text_of(reply)
        assert labels(reply) == [ENGLISH.buttons.OUTLINE, ENGLISH.buttons.SOURCE]


async def test_when_called_chat_is_answered_in_one_line(tmp_path: Path) -> None:
    async with articles(tmp_path) as world:
        assert text_of(await said_to(world, "thanks bot, you're the best")) == ENGLISH.answers.small_talk("praise")
        assert text_of(await said_to(world, "ok")) == ENGLISH.answers.NOTHING_ASKED


class PuzzledStory(Story):
    """The four articles, asked by somebody whose words it does not know."""

    def ask(self, message: str, previous: Exchange | None = None, *, claim: bool = False) -> Answer:
        answer = super().ask(message, previous, claim=claim)
        return replace(answer, outcome=Outcome.DECLINED, unclear=True) if "zorbing" in message else answer


async def test_what_is_not_understood_offers_questions_that_a_press_answers(tmp_path: Path) -> None:
    async with articles(tmp_path) as world:
        world.client.current.story = made_of(PuzzledStory)
        reply = await said_to(world, "why did kim go zorbing")
        assert text_of(reply).startswith(ENGLISH.answers.UNCLEAR)
        pressed = await world.alice.click(reply, label=labels(reply)[0])

        assert pressed.ephemeral
        assert labels(reply)[0] in text_of(pressed.response), "it says what was asked"
        assert ENGLISH.buttons.SHARE in labels(pressed.response)
