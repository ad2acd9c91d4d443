"""REST: the bot itself, the gateway's address, guilds, members, channels, threads, commands."""

from tests.loopback.calls import Call, Reply, Routes
from tests.loopback.errors import (
    DiscordError,
    Payload,
    cannot_dm,
    invalid_form,
    missing_access,
    missing_permissions,
    thread_already_created,
    unknown_command,
    unknown_guild,
    unknown_member,
    unknown_user,
)
from tests.loopback.intents import fetched_message
from tests.loopback.payloads import (
    application_payload,
    channel_payload,
    guild_payload,
    member_payload,
    own_user_payload,
    role_payload,
    user_payload,
)
from tests.loopback.permission_bits import CREATE_PUBLIC_THREADS, SEND_MESSAGES, VIEW_CHANNEL
from tests.loopback.posting import new_message
from tests.loopback.world import ChannelType, Guild, Member


async def own_user(call: Call) -> Reply:
    return Reply(own_user_payload(call.world.bot))


async def application(call: Call) -> Reply:
    return Reply(application_payload(call.world))


async def gateway_address(call: Call) -> Reply:
    return Reply({"url": call.server.gateway_url})


async def gateway_for_bot(call: Call) -> Reply:
    limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
    return Reply({"url": call.server.gateway_url, "shards": call.world.shards, "session_start_limit": limit})


async def user(call: Call) -> Reply:
    found = call.world.users.get(call.number("user_id"))
    if found is None:
        raise unknown_user()
    return Reply(user_payload(found))


async def own_guilds(call: Call) -> Reply:
    joined = [each for each in call.world.guilds.values() if each.joined]
    return Reply([guild_payload(each) for each in joined])


async def guild(call: Call) -> Reply:
    return Reply(guild_payload(_guild(call)))


async def leave_guild(call: Call) -> Reply:
    await call.server.leave(_guild(call))
    return Reply()


async def guild_channels(call: Call) -> Reply:
    channels = call.world.channels_of(_guild(call))
    return Reply([channel_payload(call.world, each) for each in channels if not each.is_thread])


async def guild_roles(call: Call) -> Reply:
    return Reply([role_payload(each) for each in _guild(call).roles.values()])


async def guild_member(call: Call) -> Reply:
    return Reply(member_payload(_member(call)))


async def guild_threads(call: Call) -> Reply:
    threads = [each for each in call.world.channels_of(_guild(call)) if each.is_thread and not each.archived]
    return Reply({"threads": [channel_payload(call.world, each) for each in threads], "members": []})


async def channel(call: Call) -> Reply:
    found = call.channel()
    if found.guild_id is not None and not call.world.guilds[found.guild_id].joined:
        raise missing_access()
    if not call.permissions(found) & VIEW_CHANNEL:
        raise missing_access()
    return Reply(channel_payload(call.world, found))


async def open_direct_channel(call: Call) -> Reply:
    recipient = call.world.users.get(int(call.json["recipient_id"]))
    if recipient is None or recipient.bot:
        raise cannot_dm()
    return Reply(channel_payload(call.world, call.world.direct_channel(recipient)))


async def thread_from_message(call: Call) -> Reply:
    message, parent = call.message(), call.channel()
    if not call.permissions(parent) & CREATE_PUBLIC_THREADS:
        raise missing_permissions()
    if message.thread_id is not None:
        raise thread_already_created()
    name = _thread_name(call.json)
    thread = call.world.add_thread(parent, name, call.world.bot, identifier=message.id)
    message.thread_id = thread.id
    await call.server.announce_thread(thread)
    return Reply(channel_payload(call.world, thread), 201)


async def start_thread(call: Call) -> Reply:
    parent = call.channel()
    name = _thread_name(call.json)
    if parent.type is not ChannelType.FORUM:
        if not call.permissions(parent) & CREATE_PUBLIC_THREADS:
            raise missing_permissions()
        kind = ChannelType(call.json.get("type") or ChannelType.PRIVATE_THREAD)
        thread = call.world.add_thread(parent, name, call.world.bot, kind=kind)
        await call.server.announce_thread(thread)
        return Reply(channel_payload(call.world, thread), 201)
    if not call.permissions(parent) & SEND_MESSAGES:
        raise missing_permissions()
    thread = call.world.add_thread(parent, name, call.world.bot)
    try:
        first = new_message(call, thread, call.json.get("message") or {}, identifier=thread.id)
    except DiscordError:
        del call.world.channels[thread.id]
        raise
    await call.server.announce_thread(thread)
    await call.server.announce_message("MESSAGE_CREATE", first)
    payload = channel_payload(call.world, thread) | {"message": fetched_message(call.world, first)}
    return Reply(payload, 201)


async def join_thread(call: Call) -> Reply:
    call.channel()
    return Reply()


async def list_commands(call: Call) -> Reply:
    return Reply(call.world.commands.get(_scope(call), []))


async def replace_commands(call: Call) -> Reply:
    if not isinstance(call.body, list):
        raise invalid_form("_body", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    held = {(each["type"], each["name"]): each for each in call.world.commands.get(_scope(call), [])}
    keys = [(body.get("type") or 1, body["name"]) for body in call.body]
    if len(set(keys)) != len(keys):
        raise invalid_form("_body", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    commands = [_registered(call, body, held.get(key)) for key, body in zip(keys, call.body, strict=True)]
    call.world.commands[_scope(call)] = commands
    call.server.changed()
    return Reply(commands)


async def create_command(call: Call) -> Reply:
    commands = call.world.commands.setdefault(_scope(call), [])
    key = (call.json.get("type") or 1, call.json["name"])
    old = next((each for each in commands if (each["type"], each["name"]) == key), None)
    command = _registered(call, call.json, old)
    commands[:] = [*(each for each in commands if each is not old), command]
    call.server.changed()
    return Reply(command, 201 if old is None else 200)


async def delete_command(call: Call) -> Reply:
    commands = call.world.commands.get(_scope(call), [])
    kept = [each for each in commands if each["id"] != call.path["command_id"]]
    if len(kept) == len(commands):
        raise unknown_command()
    commands[:] = kept
    return Reply()


def _registered(call: Call, body: Payload, old: Payload | None) -> Payload:
    scope = _scope(call)
    defaults: Payload = {
        "type": 1,
        "description": "",
        "description_localizations": None,
        "name_localizations": None,
        "default_member_permissions": None,
        "dm_permission": True,
        "contexts": None,
        "integration_types": [0],
        "nsfw": False,
        "options": [],
    }
    given = {key: value for key, value in body.items() if value is not None}
    permissions = given.get("default_member_permissions")
    command = defaults | given | {"version": str(call.world.snowflakes.next())}
    command["default_member_permissions"] = None if permissions is None else str(permissions)
    command["id"] = old["id"] if old else str(call.world.snowflakes.next())
    command["application_id"] = str(call.world.application.id)
    return command if scope is None else command | {"guild_id": str(scope)}


def _scope(call: Call) -> int | None:
    return call.number("guild_id") if "guild_id" in call.path else None


def _thread_name(body: Payload) -> str:
    name = str(body.get("name") or "")
    if not 1 <= len(name) <= 100:
        raise invalid_form("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    return name


def _guild(call: Call) -> Guild:
    found = call.world.guilds.get(call.number("guild_id"))
    if found is None:
        raise unknown_guild()
    if not found.joined:
        raise missing_access()
    return found


def _member(call: Call) -> Member:
    identifier = call.path["user_id"]
    members = _guild(call).members
    found = members.get(call.world.bot.id if identifier == "@me" else call.number("user_id"))
    if found is None:
        raise unknown_member()
    return found


_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"

ROUTES: Routes = (
    ("GET", "/users/@me", own_user),
    ("GET", "/users/@me/guilds", own_guilds),
    ("DELETE", "/users/@me/guilds/{guild_id}", leave_guild),
    ("POST", "/users/@me/channels", open_direct_channel),
    ("GET", "/users/{user_id}", user),
    ("GET", "/oauth2/applications/@me", application),
    ("GET", "/applications/@me", application),
    ("GET", "/gateway", gateway_address),
    ("GET", "/gateway/bot", gateway_for_bot),
    ("GET", "/guilds/{guild_id}", guild),
    ("GET", "/guilds/{guild_id}/channels", guild_channels),
    ("GET", "/guilds/{guild_id}/roles", guild_roles),
    ("GET", "/guilds/{guild_id}/threads/active", guild_threads),
    ("GET", "/guilds/{guild_id}/members/{user_id}", guild_member),
    ("GET", "/channels/{channel_id}", channel),
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads", thread_from_message),
    ("POST", "/channels/{channel_id}/threads", start_thread),
    ("PUT", "/channels/{channel_id}/thread-members/@me", join_thread),
    *(
        route
        for base in (_COMMANDS, _GUILD_COMMANDS)
        for route in (
            ("GET", base, list_commands),
            ("PUT", base, replace_commands),
            ("POST", base, create_command),
            ("DELETE", base + "/{command_id}", delete_command),
        )
    ),
)
