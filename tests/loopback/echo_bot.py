"""A small real bot for the tests of the loopback itself: it repeats what it is told."""

import asyncio
import os
import sys

import discord
import yarl
from discord import app_commands
from discord.http import Route


class EchoBot(discord.AutoShardedClient):
    """Repeats messages that mention it, slash commands, and presses of its button."""

    def __init__(
        self, *, shard_count: int | None = None, message_content: bool = False, heartbeat_timeout: float = 10.0
    ) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        intents.message_content = message_content
        super().__init__(
            intents=intents, shard_count=shard_count, guild_ready_timeout=0.05, heartbeat_timeout=heartbeat_timeout
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.tree.command(name="echo", description="Says it again.")(echo)
        self.tree.command(name="late", description="Says it again, later.")(late)
        self.tree.command(name="form", description="Asks in a form.")(form)
        self.tree.context_menu(name="Repeat")(repeat)

    async def setup_hook(self) -> None:
        self.add_view(AgainView())
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once: discord.py would wait five seconds before all but the first."""

    async def on_ready(self) -> None:
        print("ready", flush=True)

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message.content)
        if self.user in message.mentions and not message.author.bot:
            await message.reply(
                f"you said: {message.content}", allowed_mentions=discord.AllowedMentions.none(), view=AgainView()
            )


class AgainView(discord.ui.View):
    """One button that works after a restart."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Again", custom_id="echo:again")
    async def again(self, interaction: discord.Interaction, button: discord.ui.Button["AgainView"]) -> None:
        await interaction.response.edit_message(content="again")


class Form(discord.ui.Modal, title="Form"):
    """One question."""

    word: discord.ui.TextInput["Form"] = discord.ui.TextInput(label="Word", custom_id="word")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"the word is {self.word.value}", ephemeral=True)


async def echo(interaction: discord.Interaction, text: str) -> None:
    embed = discord.Embed(title="Echo", description=text)
    await interaction.response.send_message(embed=embed, ephemeral=True)


async def late(interaction: discord.Interaction, text: str) -> None:
    await interaction.response.defer()
    await asyncio.sleep(0.05)
    await interaction.edit_original_response(content=text)
    await interaction.followup.send("that was late", ephemeral=True)


async def form(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Form())


async def repeat(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(message.content)


def point_to(api_url: str, gateway_url: str) -> None:
    """Make discord.py of this process log in to a loopback Discord."""
    Route.BASE = api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


def main() -> int:
    point_to(os.environ["DISCORD_API_URL"], os.environ["DISCORD_GATEWAY_URL"])
    try:
        EchoBot(message_content="MESSAGE_CONTENT" in os.environ).run(os.environ["DISCORD_TOKEN"])
    except discord.LoginFailure:
        print("login failure", flush=True)
        return 2
    except discord.PrivilegedIntentsRequired:
        print("privileged intents required", flush=True)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
