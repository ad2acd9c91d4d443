"""`python -m bot unit`: prints a hardened systemd unit with this host's own paths."""

from __future__ import annotations

import argparse
import getpass
import os
import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.installation import CODE
from bot.settings import BAD_CONFIGURATION, Settings, SettingsError

NAME = "verbatim"
HOMES = ("/home", "/root", "/run/user")

UNIT = """\
# A systemd unit for Verbatim, written by `verbatim unit`. To install it:
#   sudo install -d -o {user} -m 0700 {data_shell}
#   sudo chown {user} {env_file}
#   {python_shell} -m bot unit{user_option} | sudo tee /etc/systemd/system/{name}.service
#   sudo systemctl daemon-reload && sudo systemctl enable --now {name}
# What it does: systemctl status {name}, journalctl -u {name} -f

[Unit]
Description=Verbatim, a Discord bot that answers with quotations
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
User={user}
WorkingDirectory={folder}
ExecStart={python} -m bot
Environment=PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
Environment={data_variable} {articles_variable}
# What takes seconds to learn is kept in /var/cache/{name}.
Environment=XDG_CACHE_HOME=/var/cache
CacheDirectory={name}
CacheDirectoryMode=0700

# Status {bad} means that you have to fix something first (verbatim check says what): it is not started again.
Restart=on-failure
RestartPreventExitStatus={bad}
RestartSec=10
# Answers in flight are finished within 10 s.
TimeoutStopSec=20

# It reads its own files, writes {data_shell} and the cache, and talks to Discord.
ProtectSystem=strict
ReadWritePaths={data}
ProtectHome={protect_home}
PrivateTmp=yes
PrivateDevices=yes
DevicePolicy=closed
ProtectProc=invisible
ProcSubset=pid
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
PrivateUsers=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
KeyringMode=private
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
UMask=0077
# `verbatim check` says what your story needs. More: sudo systemctl edit {name}, [Service], MemoryMax=1G, restart.
MemoryMax=512M
TasksMax=64

[Install]
WantedBy=multi-user.target
"""


@dataclass(frozen=True, slots=True)
class Host:
    """What a unit needs to know: the account, Python, and the folders, all absolute."""

    user: str
    python: Path
    folder: Path
    data: Path
    articles: Path
    base: Path
    several: bool = False

    @classmethod
    def here(cls, settings: Settings, user: str | None = None) -> Host:
        """Look at this process: its Python, the folder it runs in (where `.env` is), its settings."""
        return cls(
            user or os.environ.get("SUDO_USER") or getpass.getuser(),
            # Not resolved: a virtual environment is found by where its python stands, not where it points.
            Path(sys.executable).absolute(),
            Path.cwd(),
            settings.data_dir.absolute(),
            (settings.stories_dir or settings.articles_dir).absolute(),
            Path(sys.base_prefix).resolve(),
            settings.stories_dir is not None,
        )


def unit(host: Host) -> str:
    """Return the unit for a host."""
    needed = (host.python, host.folder, host.data, host.articles, host.base, CODE)
    at_home = any(path.is_relative_to(home) for path in needed for home in HOMES)
    return UNIT.format(
        name=NAME,
        bad=BAD_CONFIGURATION,
        user=host.user,
        user_option=f" --user {host.user}" if host.user != getpass.getuser() else "",
        python=_word(host.python, dollars=True),
        python_shell=_shell(host.python),
        folder=_percent(str(host.folder)),
        env_file=_shell(host.folder / ".env"),
        data=_word(host.data),
        data_shell=_shell(host.data),
        data_variable=_word(f"DATA_DIR={host.data}"),
        articles_variable=_word(f"{'STORIES_DIR' if host.several else 'ARTICLES_DIR'}={host.articles}"),
        # Under /home nothing else is hidden: the bot's own files are there.
        protect_home="read-only" if at_home else "yes",
    )


def _percent(text: str) -> str:
    """Escape what systemd would replace."""
    return text.replace("%", "%%")


def _word(value: Path | str, *, dollars: bool = False) -> str:
    """Write one word of a list as systemd reads it: https://www.freedesktop.org/software/systemd/man/systemd.syntax.html.

    `dollars`: on a command line, where systemd also replaces variables.
    """
    text = _percent(str(value)).replace("\\", "\\\\").replace('"', '\\"')
    text = text.replace("$", "$$") if dollars else text
    return f'"{text}"' if re.search(r"[\s\"'\\;]", text) else text


def _shell(value: Path) -> str:
    """Write a path for a shell, inside of a comment."""
    return shlex.quote(str(value))


def main(options: argparse.Namespace) -> int:
    """Print the unit; what the host should know beforehand goes to standard error."""
    try:
        settings = Settings.load(command_line={"ARTICLES_DIR": options.articles} if options.articles else None)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return BAD_CONFIGURATION
    host = Host.here(settings, options.user)
    for path in (host.python, host.folder, host.data, host.articles):
        if any(not letter.isprintable() for letter in str(path)):
            print(f"systemd takes no such path: {str(path)!r}. Move it.", file=sys.stderr)
            return BAD_CONFIGURATION
    if host.user == "root":
        print(
            "The bot needs no root. Make an account for it, and name it:\n"
            f"  sudo useradd --system --home-dir {host.folder} --shell /usr/sbin/nologin {NAME}\n"
            f"  {host.python} -m bot unit --user {NAME}",
            file=sys.stderr,
        )
    if not settings.token:
        print(f"DISCORD_TOKEN is not set: put it into {host.folder / '.env'} before you start it.", file=sys.stderr)
    print(unit(host), end="")
    return 0
