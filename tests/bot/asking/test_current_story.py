"""The story told now: another one replaces it whole, and nothing of the old one stays in memory."""

import gc
import weakref
from pathlib import Path

from bot.asking.current_story import CurrentStory
from bot.words.english import ENGLISH
from tests.pressing import ask
from tests.simulated import scripted_story, simulated


def test_what_buttons_name_is_replaced_with_the_story() -> None:
    old, new = scripted_story(), scripted_story()
    current = CurrentStory(old)
    before = current.addresses
    current.story = new

    assert before.story is old, "what is under way goes on with the story that it began with"
    assert current.addresses.story is current.story is new


async def test_after_a_reload_nothing_holds_the_old_story(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        story = scripted_story()
        world.client.current.story = story
        answer = await ask(world)
        await world.alice.click(answer, label=ENGLISH.buttons.IN_CONTEXT)
        await world.alice.slash(world.channel, "quote", words="like a gun")
        await world.alice.slash(world.channel, "who", person="Lindqvist")
        assert story.asked
        old = weakref.ref(story)
        del story
        assert old() is not None
        world.client.current.story = scripted_story()
        gc.collect()

        assert old() is None
