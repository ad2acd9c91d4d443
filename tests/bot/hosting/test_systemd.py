"""The systemd unit: this host's own paths in it, read as systemd reads it, and as closed as it can be."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.application import FAREWELL
from bot.connection.client import GRACE
from bot.hosting.systemd import HOMES, Host, unit
from bot.installation import CODE
from bot.settings import BAD_CONFIGURATION

ANALYZE = shutil.which("systemd-analyze")
HOST = Host(
    "reader",
    Path("/opt/verbatim/.venv/bin/python"),
    Path("/opt/verbatim"),
    Path("/srv/data"),
    Path("/srv/story"),
    Path("/usr"),
)
ODD = replace(
    HOST, folder=Path('/opt/50% "off"'), data=Path("/srv/my $data; here"), articles=Path(r"/srv/back\slash's")
)


def service_of(text: str) -> dict[str, str]:
    """Read the section [Service]; what stands there several times is one list."""
    found: dict[str, str] = {}
    section = text.split("\n[Service]\n")[1].split("\n[Install]\n", maxsplit=1)[0]
    for line in section.splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found[name] = f"{found[name]} {value}" if name in found else value
    return found


def words(value: str) -> list[str]:
    """Read a list as systemd does: quotation marks, backslashes, and %% for %."""
    found, word, quoted, escaped, inside = [], "", False, False, False
    for letter in value:
        if escaped:
            word, escaped = word + letter, False
        elif letter == "\\":
            escaped, inside = True, True
        elif letter == '"':
            quoted, inside = not quoted, True
        elif letter.isspace() and not quoted:
            found += [word] if inside else []
            word, inside = "", False
        else:
            word, inside = word + letter, True
    return [each.replace("%%", "%") for each in [*found, *([word] if inside else [])]]


@pytest.mark.parametrize("host", [HOST, ODD], ids=["plain", "odd"])
def test_the_hosts_own_paths_stand_in_it(host: Host) -> None:
    service = service_of(unit(host))

    assert service["User"] == "reader"
    assert words(service["ExecStart"]) == [str(host.python), "-m", "bot"]
    assert service["WorkingDirectory"].replace("%%", "%") == str(host.folder)
    assert words(service["ReadWritePaths"]) == [str(host.data)]
    assert {f"DATA_DIR={host.data}", f"ARTICLES_DIR={host.articles}"} <= set(words(service["Environment"]))


def test_nothing_spins_where_the_host_must_mend_something() -> None:
    service = service_of(unit(HOST))

    assert service["Restart"] == "on-failure"
    assert service["RestartPreventExitStatus"] == str(BAD_CONFIGURATION)
    assert int(service["RestartSec"]) >= 5
    assert int(service["TimeoutStopSec"]) > GRACE + FAREWELL + 2


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        (HOST, "read-only" if str(CODE).startswith(("/home", "/root")) else "yes"),
        (replace(HOST, folder=Path("/home/reader/verbatim")), "read-only"),
        *((replace(HOST, base=Path(home, "python")), "read-only") for home in HOMES),
    ],
    ids=["elsewhere", "folder", *(f"python in {home}" for home in HOMES)],
)
def test_homes_are_hidden_unless_the_bot_lives_in_one(host: Host, expected: str) -> None:
    assert service_of(unit(host))["ProtectHome"] == expected


def test_a_dollar_in_the_path_of_python_is_no_variable() -> None:
    text = unit(replace(HOST, python=Path("/opt/$HOME/python")))
    assert "ExecStart=/opt/$$HOME/python -m bot\n" in text


# --- what systemd itself says


def printed(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "SUDO_"))}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder, env={**kept, "PYTHONPATH": str(CODE), "PYTHONUTF8": "1", **variables},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze")
@pytest.mark.parametrize("name", ["plain", 'odd 50% "folder"'])
def test_systemd_finds_no_fault_in_it_and_calls_it_safe(tmp_path: Path, name: str) -> None:
    assert ANALYZE is not None
    folder = tmp_path / name
    folder.mkdir()
    done = printed(folder, "unit", "--user", "games", DISCORD_TOKEN="a.b.c")
    assert done.returncode == 0
    assert done.stderr == ""
    path = tmp_path / "verbatim.service"
    path.write_text(done.stdout, encoding="utf-8")

    verified = subprocess.run([ANALYZE, "verify", path], capture_output=True, text=True, check=False, timeout=60)
    complaints = [line for line in verified.stderr.splitlines() if "verbatim.service" in line]
    assert verified.returncode == 0
    assert complaints == []
    path.write_text(done.stdout.replace("ProtectClock=", "ProtectClok="), encoding="utf-8")
    verified = subprocess.run([ANALYZE, "verify", path], capture_output=True, text=True, check=False, timeout=60)
    assert "ProtectClok" in verified.stderr, "systemd-analyze would have found nothing"

    path.write_text(done.stdout, encoding="utf-8")
    rated = subprocess.run(
        [ANALYZE, "security", "--offline=true", "--no-pager", "--threshold=20", path],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert rated.returncode == 0, rated.stdout
    level = re.search(r"exposure level for \S+: ([\d.]+)", rated.stdout)
    assert level is not None
    assert float(level[1]) <= 2.0


def test_the_command_names_what_to_do_first(tmp_path: Path) -> None:
    done = printed(tmp_path, "--articles", ".", "unit", "--user", "root", DATA_DIR="kept")
    assert done.returncode == 0
    assert "DISCORD_TOKEN is not set" in done.stderr
    assert "The bot needs no root" in done.stderr
    assert f"sudo install -d -o root -m 0700 {tmp_path / 'kept'}" in done.stdout
    service = service_of(done.stdout)
    assert f"ARTICLES_DIR={tmp_path}" in words(service["Environment"])
    assert words(service["ExecStart"])[0] == sys.executable


def test_a_wrong_setting_prints_no_unit(tmp_path: Path) -> None:
    done = printed(tmp_path, "unit", VERBATIM_NONSENSE="1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "VERBATIM_NONSENSE is no setting" in done.stderr


def test_a_path_that_systemd_cannot_take_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "two\nlines"
    folder.mkdir()
    done = printed(folder, "unit")
    assert (done.returncode, done.stdout) == (2, "")
    assert "systemd takes no such path" in done.stderr
