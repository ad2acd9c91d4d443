"""What people leave for the host, where there are several stories: by the real process on the loopback Discord."""

from bot.words.english import ENGLISH
from tests.bot.connection.test_wire import Place, running
from tests.bot.features.test_gaps_wire import custom_id, menu
from tests.bot.features.test_setup_wire import guild_of
from tests.bot.features.test_stories_wire import mod, place
from tests.loopback import User
from tests.shelves import TITLE

__all__ = ["mod", "place"]

SAY = ENGLISH.gaps
IN_VAIN = "how many trombones did the mayor own?"


async def test_a_question_is_of_the_story_that_was_asked_and_is_written_into_its_folder(
    place: Place, mod: User
) -> None:
    place.world.application.owner = mod
    fair = place.world.add_channel(guild_of(place), "fair")
    async with running(place) as (discord, _):
        await (await discord.slash(place.channel, mod, "setup", {"story": "market", "channel": fair})).response()
        declined = await discord.reply_to(await discord.say(fair, place.alice, place.mention(IN_VAIN)))
        pressed = await discord.press(declined, place.alice, custom_id(declined, SAY.BUTTON_LABEL))
        await pressed.modal()
        # Another story is told there by the time that it is sent: it is of the one that was asked.
        await (await discord.slash(place.channel, mod, "setup", {"story": "harbour", "channel": fair})).response()
        assert (await (await discord.submit(pressed, {})).response()).text == SAY.left(IN_VAIN)
        shown = await (await discord.slash(fair, mod, "gaps")).response()
        assert IN_VAIN not in shown.text
        await (await discord.slash(place.channel, mod, "setup", {"story": "market", "channel": fair})).response()
        shown = await (await discord.slash(fair, mod, "gaps")).response()
        assert IN_VAIN in shown.text
        assert ENGLISH.stories.counted_of(TITLE) in shown.text
        await (await discord.press(shown, mod, menu(shown)["custom_id"], ["none"])).response()
        assert SAY.NOT_TOLD_WRITTEN in shown.text
    written = place.folder / "stories" / "market" / "reader-questions" / "not-told.md"
    assert IN_VAIN in written.read_text(encoding="utf-8")
    assert not (place.folder / "stories" / "harbour" / "reader-questions").exists()
