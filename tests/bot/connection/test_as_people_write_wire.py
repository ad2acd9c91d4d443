"""Messages as people write them, as they go over the wire: the real process on the loopback Discord."""

from bot.words.english import ENGLISH
from bot.words.not_english import only_english
from tests.bot.connection.test_wire import QUESTION, Place, is_quoted, place, running
from tests.loopback.messages import Attachment

__all__ = ["place"]


async def test_a_chain_of_five_goes_on_over_a_restart_without_any_intent(place: Place) -> None:
    bob = place.world.add_user("bob")
    async with running(place) as (discord, _):
        question = await discord.say(place.channel, place.alice, place.mention(QUESTION))
        answer = await discord.reply_to(question)
        for turn in ("when was that?", "and who pays?"):
            answer = await discord.reply_to(await discord.say(place.channel, place.alice, turn, reply_to=answer))
    async with running(place) as (discord, bot):
        thanked = await discord.say(place.channel, bob, "thanks!", reply_to=answer)
        answer = await discord.reply_to(thanked)
        read = [each for each in discord.requests_to("GET", "/messages/") if each.status == 200]
        assert len(read) == 3, "each question before the restart, once"
        asked = await discord.say(place.channel, bob, "and what will the repairs cost?", reply_to=answer)
        answer = await discord.reply_to(asked)

        assert "four million" in answer.text.replace("*", "")
        assert "ERROR" not in bot.output


async def test_what_is_forwarded_shown_or_asked_in_a_poll_is_read(place: Place) -> None:
    direct = place.world.direct_channel(place.alice)
    async with running(place) as (discord, _):
        heard = await discord.say(place.channel, place.alice, QUESTION)
        assert is_quoted(await discord.reply_to(await discord.say(direct, place.alice, "", forwarded=heard)))
        assert is_quoted(await discord.reply_to(await discord.say(direct, place.alice, "", poll=QUESTION)))
        picture = Attachment(1, "cat.png", b"picture", description=QUESTION)
        assert is_quoted(await discord.reply_to(await discord.say(direct, place.alice, "", attachments=[picture])))
        silent = Attachment(2, "cat.png", b"picture")
        told = await discord.reply_to(await discord.say(direct, place.alice, "", attachments=[silent]))
        assert told.text == ENGLISH.answers.ONLY_WORDS


async def test_a_claim_by_reply_is_looked_up_where_discord_shows_it(place: Place) -> None:
    bob = place.world.add_user("bob")
    claim = "Maria Lindqvist heard the harbour wall go like a gun"
    async with running(place) as (discord, _):
        hidden = await discord.say(place.channel, bob, claim)
        asked = await discord.say(place.channel, place.alice, place.mention("is that true?"), reply_to=hidden)
        assert (await discord.reply_to(asked)).text == ENGLISH.refusals.HIDDEN
        shown = await discord.say(place.channel, bob, f"{claim}, says {place.mention('')}")
        asked = await discord.say(place.channel, place.alice, place.mention("is that true?"), reply_to=shown)
        assert is_quoted(await discord.reply_to(asked))


async def test_an_ask_channel_among_chatter(place: Place) -> None:
    place.world.application.message_content = True
    async with running(place, ASK_CHANNELS=str(place.channel.id)) as (discord, _):
        chatter = [
            await discord.say(place.channel, place.alice, text)
            for text in ("lol", "thanks all!", "https://example.org/cat.gif", "😂", "gm everyone")
        ]
        reply = await discord.reply_to(await discord.say(place.channel, place.alice, QUESTION))
        assert is_quoted(reply)
        for message in chatter:
            assert discord.replies_to(message) == []
        spanish = await discord.say(place.channel, place.alice, "¿qué oyó la señora Lindqvist, la jefa del puerto?")
        assert (await discord.reply_to(spanish)).text.startswith(only_english("es"))
        # Of somebody else: whether what Alice asked is remembered by now is a race.
        bob = place.world.add_user("bob")
        untold = await discord.reply_to(await discord.say(place.channel, bob, "what is the mayor's salary?"))
        assert [button["label"] for button in untold.buttons] == [
            ENGLISH.buttons.CLOSEST,
            ENGLISH.gaps.BUTTON_LABEL,
        ]
