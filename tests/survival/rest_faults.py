"""What goes wrong between the bot and Discord's API."""

from tests.loopback.errors import missing_permissions, unknown_interaction, unknown_message
from tests.loopback.permission_bits import SEND_MESSAGES
from tests.survival.gateway_faults import Act
from tests.survival.stage import Stage

MESSAGES = "/channels/.*/messages$"
POSTS = "/messages$|/callback$"


def limited(*, everywhere: bool) -> Act:
    """Answer 429 with a time to wait."""

    async def act(stage: Stage) -> None:
        stage.discord.faults.rate_limit("POST", POSTS, retry_after=0.5, everywhere=everywhere, times=3)
        await stage.ask(6)

    return act


def failing(*statuses: int) -> Act:
    """Answer each kind of request with these statuses, one after the other."""

    async def act(stage: Stage) -> None:
        for path in (MESSAGES, "/callback$"):
            for status in statuses:
                stage.discord.faults.fail("POST", path, status=status, html=status != 500)
        await stage.ask(6)

    return act


async def acknowledged_too_late(stage: Stage) -> None:
    """Refuse acknowledgements with 10062, as after 3 s."""
    stage.discord.faults.refuse(unknown_interaction(), "POST", "/callback$", times=6)
    await stage.ask(6, ("command",))


async def message_deleted(stage: Stage) -> None:
    """Delete each question before its answer is out, so that Discord answers 10008."""
    stage.discord.faults.refuse(unknown_message(), "POST", MESSAGES, times=2)
    stage.discord.faults.delay(0.5, "POST", MESSAGES, times=6)
    for question in await stage.ask(6, ("mention", "direct")):
        if question.message is not None:
            await stage.discord.delete(question.message)


async def channel_gone(stage: Stage) -> None:
    """Delete the channel before the answer is out: 10003."""
    stage.discord.faults.delay(0.5, "POST", MESSAGES, times=6)
    for question in await stage.ask(6, ("mention",)):
        await stage.discord.delete_channel(question.channel)


async def permission_taken_away(stage: Stage) -> None:
    """Take away the permission to write before the answer is out: 50013."""
    stage.discord.faults.refuse(missing_permissions(), "POST", MESSAGES, times=2)
    stage.discord.faults.delay(0.5, "POST", MESSAGES, times=3)
    for question in await stage.ask(6, ("mention",)):
        stage.world.deny(question.channel, stage.world.bot, SEND_MESSAGES)
