"""A loopback Discord: a real HTTP server and gateway on 127.0.0.1 for a real bot process to log in to.

async with LoopbackDiscord(world) as discord, BotProcess(discord) as bot:
    await discord.ready()
    message = await discord.say(channel, alice, f"{world.bot.mention} how old is alice?")
    reply = await discord.reply_to(message)
"""

from tests.loopback.faults import Drop, Fault
from tests.loopback.interactions import CallbackType, Interaction
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.messages import StoredMessage
from tests.loopback.process import BotProcess
from tests.loopback.world import Channel, ChannelType, Guild, Overwrite, Role, User, World

__all__ = [
    "BotProcess",
    "CallbackType",
    "Channel",
    "ChannelType",
    "Drop",
    "Fault",
    "Guild",
    "Interaction",
    "LoopbackDiscord",
    "Overwrite",
    "Role",
    "StoredMessage",
    "User",
    "World",
]
