"""Faults that a test plants in a sound installation for the doctor to find."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.doctor.results import Mark
from tests.installation import Installation, free_port
from tests.loopback.payloads import application_payload, channel_payload, member_payload
from tests.loopback.permission_bits import EMBED_LINKS, EVERYONE, SEND_MESSAGES, VIEW_CHANNEL


@dataclass(frozen=True)
class Planted:
    """A fault: how it is planted, and the sentence it must be found with."""

    name: str
    plant: Callable[[Installation], object]
    found: str
    mark: Mark = Mark.WRONG
    do: str = r"\S"


PLANTED: list[Planted] = []


def planted(
    found: str, mark: Mark = Mark.WRONG, do: str = r"\S"
) -> Callable[[Callable[[Installation], object]], object]:
    """Register a function that plants a fault; `found` and `do` are patterns of what is said about it."""

    def register(plant: Callable[[Installation], object]) -> object:
        PLANTED.append(Planted(plant.__name__, plant, found, mark, do))
        return plant

    return register


@planted(r"^VERBATIM_NONSENSE is no setting of Verbatim", do="Did you mean VERBATIM_QUESTIONS")
def unknown_variable(place: Installation) -> None:
    place.set(VERBATIM_NONSENSE="1")


@planted(r'^ASK_CHANNELS is "general".*"general" is no channel id', do="Write ids")
def channel_by_name(place: Installation) -> None:
    place.set(ASK_CHANNELS="general")


@planted(r'^ARTICLES_DIR is ".*": there is no such folder', do="Write the path")
def no_article_folder(place: Installation) -> None:
    place.set(ARTICLES_DIR=str(place.folder / "nowhere"))


@planted(r"\.env, line 2: this is not NAME=value", do="Write it so")
def broken_env_line(place: Installation) -> None:
    place.env_file.write_text("LOG_LEVEL=info\n= oops\n", encoding="utf-8")


@planted(r"\.env is not text in UTF-8")
def env_in_another_encoding(place: Installation) -> None:
    place.env_file.write_bytes(b"LOG_LEVEL=info\nNAME=\xff\xfe\n")


@planted(r"^DISCORD_TOKN \(in .*\.env\) is no setting of Verbatim", do="Did you mean DISCORD_TOKEN")
def misspelt_variable(place: Installation) -> None:
    place.env_file.write_text(f"DISCORD_TOKN={place.world.token}\n", encoding="utf-8")


@planted(r'^SHARD_IDS is "0" and SHARD_COUNT is not set', do="Write how many shards")
def shards_without_their_number(place: Installation) -> None:
    place.set(SHARD_IDS="0")


@planted(r"holds the token, and others on this machine can read it", Mark.ADVICE, do="chmod 600")
def env_open_to_all(place: Installation) -> None:
    place.env_file.write_text(f"DISCORD_TOKEN={place.environment.pop('DISCORD_TOKEN')}\n", encoding="utf-8")
    place.env_file.chmod(0o644)


@planted(r"the folder holds no articles")
def no_articles(place: Installation) -> None:
    shutil.rmtree(place.articles)
    place.articles.mkdir()


@planted(r"^second\.txt, line 3: there is a NUL byte")
def nul_byte(place: Installation) -> None:
    (place.articles / "second.txt").write_bytes(b"Headline\n\nzero \x00 byte\n")


@planted(r"^sources\.toml.*gone\.txt")
def source_of_no_article(place: Installation) -> None:
    with (place.articles / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('\n["gone.txt"]\npublisher = "Nobody"\n')


@planted(r"^reader-questions/harbour\.md, line 4: harbour\.txt has no paragraph 77")
def question_of_no_paragraph(place: Installation) -> None:
    with (place.articles / "reader-questions" / "harbour.md").open("a", encoding="utf-8") as file:
        file.write("## 77\nWhat?\n")


@planted(r"^There are no reader questions", Mark.ADVICE)
def no_reader_questions(place: Installation) -> None:
    shutil.rmtree(place.articles / "reader-questions")


@planted(r"^No publisher is known for harbour\.txt", Mark.ADVICE, do=r"sources\.toml")
def no_sources(place: Installation) -> None:
    (place.articles / "sources.toml").unlink()


@planted(r"^DATA_DIR .* cannot be written \(.*is a file\)")
def data_folder_below_a_file(place: Installation) -> None:
    (place.folder / "file").write_text("", encoding="utf-8")
    shutil.move(place.folder / "data", place.folder / "kept")
    place.set(DATA_DIR=str(place.folder / "file" / "data"))


@planted(r"^DATA_DIR .* cannot be written \(Read-only file system\)")
def data_folder_read_only(place: Installation) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    place.patch.setattr("bot.doctor.machine.tempfile.TemporaryFile", refuse)


@planted(r"^In DATA_DIR, verbatim\.db cannot be written", do="chown")
def file_of_another_account(place: Installation) -> None:
    (place.folder / "data" / "verbatim.db").write_bytes(b"")
    real = os.access
    place.patch.setattr(os, "access", lambda path, mode: Path(path).name != "verbatim.db" and real(path, mode))


@planted(r"^The disk of DATA_DIR is full: 1 MB free", do="Free some space")
def full_disk(place: Installation) -> None:
    place.patch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=2**20))


@planted(r"^The disk of DATA_DIR is nearly full: 100 MB free", Mark.ADVICE)
def nearly_full_disk(place: Installation) -> None:
    place.patch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=100 * 2**20))


@planted(r"^The cache folder cannot be written \(.*is a file\)", Mark.ADVICE, do="XDG_CACHE_HOME")
def no_cache(place: Installation) -> None:
    (place.folder / "file").write_text("", encoding="utf-8")
    place.patch.setenv("XDG_CACHE_HOME", str(place.folder / "file"))


@planted(r"^HEALTH_PORT \d+ cannot be used \(Address already in use\)", do="Write another")
def health_port_taken(place: Installation) -> None:
    place.set(HEALTH_PORT=str(place.discord.port))


@planted(r"^DISCORD_TOKEN is not set", do=r"Set DISCORD_TOKEN in \.env")
def no_token(place: Installation) -> None:
    del place.environment["DISCORD_TOKEN"]
    place.env_file.write_text("LOG_LEVEL=info\n", encoding="utf-8")


@planted(r"^DISCORD_TOKEN is the application's client secret", do="Reset Token")
def client_secret(place: Installation) -> None:
    place.set(DISCORD_TOKEN="abcdefghijklmnopqrstuvwxyzABCD-_")


@planted(r"^DISCORD_TOKEN is the application's public key")
def public_key(place: Installation) -> None:
    place.set(DISCORD_TOKEN="0123456789abcdef" * 4)


@planted(r"^DISCORD_TOKEN is an id")
def id_for_token(place: Installation) -> None:
    place.set(DISCORD_TOKEN=str(place.world.application.id))


@planted(r"^DISCORD_TOKEN does not have a token's shape")
def token_cut_off(place: Installation) -> None:
    place.set(DISCORD_TOKEN=place.world.token[:40])


@planted(r"^DISCORD_TOKEN is damaged: its first part names no bot")
def token_damaged(place: Installation) -> None:
    place.set(DISCORD_TOKEN=f"x{place.world.token}")


@planted(r"^DISCORD_TOKEN: the value begins with", do="Write the token alone")
def token_with_its_scheme(place: Installation) -> None:
    place.set(DISCORD_TOKEN=f"Bot {place.world.token}")


@planted(r"^Discord does not accept the token", do="reset it in the Developer Portal")
def token_revoked(place: Installation) -> None:
    place.world.token = place.world.token[:-4] + "XXXX"


@planted(r"cannot be reached \(.*refused.*\): nothing of Discord was looked at", do="network and at DISCORD_API_URL")
def no_network(place: Installation) -> None:
    place.set(DISCORD_API_URL=f"http://127.0.0.1:{free_port()}")


@planted(r"cannot be reached \(no answer in time\)", do="network")
def silent_network(place: Installation) -> None:
    place.patch.setattr("bot.doctor.portal.PATIENCE", 0.3)
    place.discord.faults.delay(5.0, "GET", "/users/@me")


@planted(r"^Discord is having trouble right now", do=r"discordstatus\.com")
def discord_is_down(place: Installation) -> None:
    place.discord.faults.fail("GET", "/users/@me", status=503, times=9)


@planted(r"^Discord refuses this address for now", do="Wait")
def address_banned(place: Installation) -> None:
    place.discord.faults.cloudflare_ban("GET", "/users/@me", times=9)


@planted(r"does not answer as Discord does \(status 404\)", do="DISCORD_API_URL")
def another_site(place: Installation) -> None:
    place.set(DISCORD_API_URL=place.discord.api_url.replace("v10", "v99"))


@planted(r"does not answer as Discord does \(", do="DISCORD_API_URL")
def another_api(place: Installation) -> None:
    place.answer("^/users/@me$", {"hello": "world"})


@planted(r"^ASK_CHANNELS needs the Message Content intent, and it is off", do="Privileged Gateway Intents")
def message_content_off(place: Installation) -> None:
    place.set(ASK_CHANNELS=str(place.channel.id))


@planted(r"^Intents are on that nothing uses: Server Members, Presence", Mark.ADVICE, do="Switch them off")
def idle_intents(place: Installation) -> None:
    place.world.application.guild_members = place.world.application.presence = True


@planted(r"^An Interactions Endpoint URL is set", do="Empty that field")
def interactions_endpoint(place: Installation) -> None:
    changed = {"interactions_endpoint_url": "https://example.org/interactions"}
    place.answer("^/oauth2/applications/@me$|^/applications/@me$", application_payload(place.world) | changed)


@planted(r"^Requires OAuth2 Code Grant is on", do="Switch it off")
def code_grant(place: Installation) -> None:
    changed = {"bot_require_code_grant": True}
    place.answer("applications/@me$", application_payload(place.world) | changed)


@planted(r"^Guild Install is off", do="Installation Contexts")
def no_guild_install(place: Installation) -> None:
    changed: dict[str, Any] = {"integration_types_config": {"1": {}}}
    place.answer("applications/@me$", application_payload(place.world) | changed)


@planted(r"^The gateway .* cannot be reached", do="DISCORD_GATEWAY_URL: web sockets")
def gateway_unreachable(place: Installation) -> None:
    place.discord.gateway.refusing = True


@planted(r"^SHARD_COUNT is 1, and the bot's servers need 3", do="at least 3")
def too_few_shards(place: Installation) -> None:
    place.world.shards = 3
    place.set(SHARD_COUNT="1")


@planted(r"^This process runs shards 0 of 2", Mark.ADVICE, do="Run shards 1 in other")
def shards_that_run_elsewhere(place: Installation) -> None:
    place.set(SHARD_IDS="0", SHARD_COUNT="2")


def logins(place: Installation, remaining: int) -> None:
    limit = {"total": 1000, "remaining": remaining, "reset_after": 7_200_000, "max_concurrency": 1}
    place.answer("/gateway/bot", {"url": place.discord.gateway_url, "shards": 1, "session_start_limit": limit})


@planted(r"^None of the day's 1,000 logins is left", do="Wait 2 hours")
def logins_used_up(place: Installation) -> None:
    logins(place, 0)


@planted(r"^Only 7 of the day's 1,000 logins are left", Mark.ADVICE)
def logins_nearly_used_up(place: Installation) -> None:
    logins(place, 7)


@planted(r"^The bot is in no server yet", Mark.ADVICE, do="invite link")
def no_server(place: Installation) -> None:
    place.guild.joined = False


@planted(r"^Server Library \(\d+\): its roles lack Send Messages, Embed Links\.", do="invite link again")
def roles_that_lack(place: Installation) -> None:
    place.guild.roles[place.guild.id].permissions = EVERYONE & ~(SEND_MESSAGES | EMBED_LINKS)


@planted(r"^Server Library \(\d+\): the bot is timed out")
def timed_out(place: Installation) -> None:
    payload = member_payload(place.guild.members[place.world.bot.id])
    place.answer("/members/", payload | {"communication_disabled_until": "2999-01-01T00:00:00+00:00"})


@planted(r"^Server Library \(\d+\): every channel denies the bot something")
def closed_channels(place: Installation) -> None:
    place.world.deny(place.channel, place.guild.roles[place.guild.id], SEND_MESSAGES)


def asking(place: Installation, channel_id: int) -> None:
    place.world.application.message_content = True
    place.set(ASK_CHANNELS=str(channel_id))


@planted(r"^ASK_CHANNELS: there is no channel 123456789", do="Correct ASK_CHANNELS")
def unknown_channel(place: Installation) -> None:
    asking(place, 123456789)


@planted(r"^ASK_CHANNELS: the bot cannot see the channel \d+", do="Let the bot's role view it")
def hidden_channel(place: Installation) -> None:
    hidden = place.world.add_channel(place.guild, "hidden")
    place.world.deny(hidden, place.guild.roles[place.guild.id], VIEW_CHANNEL)
    asking(place, hidden.id)


@planted(r"^ASK_CHANNELS: the bot cannot see the channel \d+", do="invite the bot where")
def channel_of_another_server(place: Installation) -> None:
    asking(place, place.world.add_channel(place.world.add_guild("Elsewhere", joined=False), "general").id)


@planted(r"^ASK_CHANNELS: #quiet \(\d+\) denies the bot Send Messages", do="Allow it")
def channel_that_denies(place: Installation) -> None:
    quiet = place.world.add_channel(place.guild, "quiet")
    place.world.deny(quiet, place.guild.roles[place.guild.id], SEND_MESSAGES)
    asking(place, quiet.id)


@planted(r"^ASK_CHANNELS: #General \(\d+\) is a category", do="ids of its channels")
def category(place: Installation) -> None:
    payload = channel_payload(place.world, place.channel) | {"type": 4, "name": "General"}
    place.answer(f"/channels/{place.channel.id}$", payload)
    asking(place, place.channel.id)


@planted(r"^ASK_CHANNELS: \d+ is a direct conversation", do="Take it out")
def direct_conversation(place: Installation) -> None:
    asking(place, place.world.direct_channel(place.alice).id)


@planted(r"^The commands for every server were never sent, or have changed since", Mark.ADVICE)
def commands_never_sent(place: Installation) -> None:
    place.world.commands.clear()
    (place.folder / "data" / "commands.json").unlink()


@planted(r"^The commands for every server are at Discord; DATA_DIR has no record of it", Mark.ADVICE)
def lost_record(place: Installation) -> None:
    (place.folder / "data" / "commands.json").write_text("{", encoding="utf-8")


@planted(r"^Discord has other commands for every server than were sent: about, old", do=r"Delete .*commands\.json")
def commands_changed_by_others(place: Installation) -> None:
    commands = place.world.commands[None]
    place.world.commands[None] = [each for each in commands if each["name"] != "about"]
    place.world.commands[None].append(commands[0] | {"id": "1", "name": "old"})


@planted(r"^The bot is not in the server SYNC_GUILD 123456789", do="Invite it there")
def sync_guild_elsewhere(place: Installation) -> None:
    place.set(SYNC_GUILD="123456789")


IN_COMPANY = {
    "data_folder_below_a_file": 1,  # it holds no record of the commands
    "token_with_its_scheme": 1,  # there is none then
}
"""How many more complaints may stand beside a planted fault's own; none where it is not named."""
