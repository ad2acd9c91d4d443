"""The least that a bot can do: it answers each message that mentions it with the same embed. To compare with."""

import os

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

TEXT = "> So many words stand in an answer, quoted from an article, with the place where they were published. " * 4


class BareBot(discord.Client):
    """Replies to mentions."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True))
        self._embed = discord.Embed(description=TEXT, colour=0x2E7D6B)

    async def on_ready(self) -> None:
        print("Ready as a bare bot.", flush=True)

    async def on_message(self, message: discord.Message) -> None:
        if self.user in message.mentions:
            await message.reply(embed=self._embed, mention_author=False)


if __name__ == "__main__":
    # Not by tests.loopback, whose server would count as the bot's memory.
    Route.BASE = os.environ["DISCORD_API_URL"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
    BareBot().run(os.environ["DISCORD_TOKEN"])
