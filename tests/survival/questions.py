"""A question asked of the running bot, and what became of it."""

import re
from dataclasses import dataclass
from enum import Enum

from tests.loopback import Channel, LoopbackDiscord, StoredMessage, User
from tests.loopback.gateway import Session

QUESTION = "What did Maria Lindqvist, the harbour master, hear?"
QUOTED = "We heard it go like a gun"


class Fate(Enum):
    """What became of a question. One that Discord never delivered is no question that the bot could answer."""

    ANSWERED = "answered"
    TOLD = "told to ask again"
    UNDELIVERED = "not delivered by Discord"
    LOST = "lost"


@dataclass
class AskedQuestion:
    """One question of one person in a channel of its own, so that whatever the bot says there is about it."""

    discord: LoopbackDiscord
    channel: Channel
    person: User
    message: StoredMessage | None
    connected: bool
    """Whether Discord sent it at once."""
    sessions: list[Session]
    """Those that it was written for."""

    @property
    def responses(self) -> list[StoredMessage]:
        """List what the bot has said to this person, here or directly, also what was removed since."""
        world = self.discord.world
        places = {self.channel.id, world.direct_channel(self.person).id}
        messages = [each for each in world.messages.values() if each.author_id == world.bot.id]
        return [each for each in messages if each.channel_id in places and not each.loading]

    @property
    def answers(self) -> int:
        """How often it was answered; more than once is a fault too."""
        return sum(QUOTED in re.sub(r"[*\\]", "", each.text) for each in self.responses)

    @property
    def fate(self) -> Fate:
        """What became of it by now."""
        if self.answers:
            return Fate.ANSWERED
        if self.responses:
            return Fate.TOLD
        return Fate.LOST if self.delivered else Fate.UNDELIVERED

    @property
    def delivered(self) -> bool:
        """Whether Discord has sent it, or still keeps it for a session that may be resumed."""
        kept = self.discord.gateway.sessions
        return self.connected or any(each.id in kept for each in self.sessions)
