"""The loopback Discord with people in it: they write, edit, press, and look at what the bot shows."""

# ruff: noqa: ASYNC109  (a test says how long it waits, in one argument)

import asyncio
import datetime
from collections.abc import Iterable, Mapping

from tests.loopback.commands import check_available, check_options, find_command
from tests.loopback.errors import Payload
from tests.loopback.interaction_payloads import (
    OptionValue,
    command_data,
    component_data,
    focus,
    integration_owners,
    interaction_payload,
    message_menu_data,
    modal_data,
)
from tests.loopback.interactions import PATIENCE, Interaction, InteractionType
from tests.loopback.messages import Attachment, StoredMessage
from tests.loopback.payloads import channel_payload, guild_create_payload, user_payload
from tests.loopback.server import LoopbackServer
from tests.loopback.world import Channel, Guild, User

_REPLY = 19


class LoopbackDiscord(LoopbackServer):
    """A server (see LoopbackServer for its switches) with what people do on it."""

    async def ready(self, timeout: float = PATIENCE, *, identifies: int = 1) -> None:
        """Wait until every shard has identified, at least ``identifies`` times in all, and has its guilds."""

        def found() -> bool:
            live = [each for each in self.gateway.connected() if each.established]
            if not live or len(self.gateway.identifies) < identifies:
                return False
            return {each.shard for each in live} == set(range(live[0].shards))

        await self.wait_until(found, timeout, "the bot did not get ready")

    async def resumed(self, timeout: float = PATIENCE, *, times: int = 1) -> None:
        """Wait until sessions were resumed, ``times`` in all."""

        def found() -> bool:
            return sum(session.resumed for session in self.gateway.sessions.values()) >= times

        await self.wait_until(found, timeout, "the bot did not resume")

    async def say(
        self,
        channel: Channel,
        author: User,
        content: str,
        *,
        reply_to: StoredMessage | None = None,
        ping: bool = True,
        attachments: Iterable[Attachment] = (),
        forwarded: StoredMessage | None = None,
        poll: str | None = None,
    ) -> StoredMessage:
        """Write a message, or forward one; a reply pings the author of the other message unless ``ping`` is off."""
        message = StoredMessage(
            id=self.world.snowflakes.next(),
            channel_id=channel.id,
            author_id=author.id,
            content=content,
            guild_id=channel.guild_id,
            attachments=list(attachments),
            forwarded=forwarded,
            poll=poll,
        )
        if reply_to is not None:
            message.type = _REPLY
            message.reply_to_id = reply_to.id
            message.reply_to_author_id = reply_to.author_id if ping else None
        self.world.messages[message.id] = message
        await self.announce_message("MESSAGE_CREATE", message)
        return message

    async def edit(self, message: StoredMessage, content: str) -> None:
        """Change what a person wrote."""
        message.history.append(message.text)
        message.content = content
        message.edited_at = datetime.datetime.now(datetime.UTC).isoformat()
        await self.announce_message("MESSAGE_UPDATE", message)

    async def delete(self, message: StoredMessage) -> None:
        """Delete a message, as its author or a moderator."""
        message.deleted = True
        await self.announce_deletion(message)

    async def reply_to(self, message: StoredMessage, timeout: float = PATIENCE) -> StoredMessage:
        """Wait for the bot's answer: a reply to the message, or a plain message after it in its channel or thread."""

        def found() -> StoredMessage | None:
            answers = self.replies_to(message)
            return answers[0] if answers else None

        return await self.wait_until(found, timeout, f"no reply to {message.content!r}")

    def replies_to(self, message: StoredMessage) -> list[StoredMessage]:
        """List the bot's answers to a message that are shown now, replies first."""
        places = {message.channel_id, message.thread_id}
        mine = [
            each
            for each in self.world.messages.values()
            if each.author_id == self.world.bot.id and each.id > message.id and not each.deleted
        ]
        mine = [each for each in mine if each.interaction_id is None and each.channel_id in places]
        replies = [each for each in mine if each.reply_to_id == message.id]
        return replies + [each for each in mine if each.reply_to_id is None]

    async def no_reply(self, message: StoredMessage, within: float = 0.5) -> None:
        """Check that the bot leaves a message alone for a while.

        Raises:
            AssertionError: it answered.
        """
        await asyncio.sleep(within)
        answers = self.replies_to(message)
        assert not answers, f"the bot answered {message.content!r}: {answers[0].text!r}"

    async def slash(
        self,
        channel: Channel,
        user: User,
        name: str,
        options: Mapping[str, OptionValue] | None = None,
        *,
        user_install: bool = False,
    ) -> Interaction:
        """Call a slash command; a subcommand is written with spaces: ``"settings channel"``.

        Raises:
            CommandUnavailableError: Discord would not let this person send this.
        """
        names = name.split()
        command = find_command(self.world, channel, names[0], 1)
        check_available(self.world, command, channel, user, user_install=user_install)
        if "options" in command:
            check_options(command, names, options or {})
        data = command_data(self.world, command, names, options or {})
        return await self._interact(InteractionType.COMMAND, channel, user, data, user_install=user_install)

    async def autocomplete(
        self,
        channel: Channel,
        user: User,
        name: str,
        option: str,
        typed: str,
        others: Mapping[str, OptionValue] | None = None,
        *,
        timeout: float = 3.0,
    ) -> list[Payload]:
        """Type into an option and give the choices shown: ``[{"name": …, "value": …}]``."""
        names = name.split()
        command = find_command(self.world, channel, names[0], 1)
        data = focus(command_data(self.world, command, names, {**(others or {}), option: typed}), option)
        interaction = await self._interact(InteractionType.AUTOCOMPLETE, channel, user, data)
        return await interaction.choices(timeout)

    async def menu(self, message: StoredMessage, user: User, name: str, *, user_install: bool = False) -> Interaction:
        """Call a command of a message's menu (Apps, by right click)."""
        channel = self.world.channels[message.channel_id]
        command = find_command(self.world, channel, name, 3)
        check_available(self.world, command, channel, user, user_install=user_install)
        data = message_menu_data(self.world, command, message)
        return await self._interact(InteractionType.COMMAND, channel, user, data, user_install=user_install)

    async def press(
        self, message: StoredMessage, user: User, custom_id: str, values: list[str] | None = None
    ) -> Interaction:
        """Press a button, or choose ``values`` in a select.

        Raises:
            LookupError: the message shows no such component now.
            AssertionError: it is disabled, or the message is gone.
        """
        component = message.component(custom_id)
        assert not component.get("disabled"), f"{custom_id!r} is disabled"
        assert not message.deleted, "the message was deleted"
        channel = self.world.channels[message.channel_id]
        made_by = next((each for each in self.interactions.values() if each.id == message.interaction_id), None)
        return await self._interact(
            InteractionType.COMPONENT,
            channel,
            user,
            component_data(component, values),
            source=message,
            user_install=made_by is not None and made_by.user_install_only,
        )

    async def submit(
        self, interaction: Interaction, answers: Mapping[str, str], *, timeout: float = PATIENCE
    ) -> Interaction:
        """Fill in and send the modal that an interaction opened; ``answers`` by custom_id of the text input."""
        data = modal_data(await interaction.modal(timeout), answers)
        return await self._interact(
            InteractionType.MODAL,
            interaction.channel,
            interaction.user,
            data,
            source=interaction.source,
            user_install=interaction.user_install_only,
        )

    async def join(self, guild: Guild) -> None:
        """Add the bot to a guild: GUILD_CREATE."""
        guild.joined = True
        if self.world.bot.id not in guild.members:
            role = self.world.add_role(guild, self.world.bot.name, bot_id=self.world.bot.id)
            self.world.add_member(guild, self.world.bot, role)
        data = guild_create_payload(self.world, guild)
        del data["unavailable"]
        await self.dispatch("GUILD_CREATE", data, guild_id=guild.id)

    async def outage(self, guild: Guild) -> None:
        """Make a guild unavailable for the bot: GUILD_DELETE with ``unavailable``."""
        data = {"id": str(guild.id), "unavailable": True}
        await self.dispatch("GUILD_DELETE", data, guild_id=guild.id)

    async def recover(self, guild: Guild) -> None:
        """End an outage: GUILD_CREATE with ``unavailable`` false."""
        await self.dispatch("GUILD_CREATE", guild_create_payload(self.world, guild), guild_id=guild.id)

    async def start_thread(
        self, parent: Channel, author: User, name: str, *, first_message: str | None = None
    ) -> Channel:
        """Open a thread, or a forum post with its first message (which has the thread's own id)."""
        thread = self.world.add_thread(parent, name, author)
        await self.announce_thread(thread)
        if first_message is not None:
            message = StoredMessage(thread.id, thread.id, author.id, first_message, thread.guild_id)
            self.world.messages[message.id] = message
            await self.announce_message("MESSAGE_CREATE", message)
        return thread

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel or a thread, its messages too."""
        data = channel_payload(self.world, channel)
        for message in self.world.shown_in(channel):
            message.deleted = True
        del self.world.channels[channel.id]
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        await self.dispatch(event, data, guild_id=channel.guild_id)

    async def update_channel(self, channel: Channel) -> None:
        """Tell the bot that a channel or thread has changed, in its overwrites for one."""
        event = "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE"
        await self.dispatch(event, channel_payload(self.world, channel), guild_id=channel.guild_id)

    async def _interact(
        self,
        kind: InteractionType,
        channel: Channel,
        user: User,
        data: Payload,
        *,
        source: StoredMessage | None = None,
        user_install: bool = False,
    ) -> Interaction:
        interaction = Interaction(
            id=self.world.snowflakes.next(),
            type=kind,
            channel=channel,
            user=user,
            wait=self.wait_until,
            wait_payload=self.wait_until,
            source=source,
            user_install_only=user_install,
        )
        interaction.metadata = {
            "id": str(interaction.id),
            "type": int(kind),
            "user": user_payload(user),
            "authorizing_integration_owners": integration_owners(interaction),
        }
        interaction.payload = interaction_payload(self.world, interaction, data)
        self.interactions[interaction.token] = interaction
        await self.dispatch("INTERACTION_CREATE", interaction.payload, guild_id=channel.guild_id)
        return interaction
