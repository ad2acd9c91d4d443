"""What is built of the project, installed where nothing else of it is: the wheel, the sdist, and the image's locks."""

from __future__ import annotations

import json
import os
import re
import site
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from bot.doctor.packages import fits
from bot.script import STORY_COMMANDS
from retrieval.__main__ import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def build(source: Path, target: str, folder: Path) -> Path:
    """Build the project in `source` with what pyproject.toml names, without a way to the network."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", folder],
        cwd=source, check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    (built,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist: what it holds, the sdist held."""
    folder = tmp_path_factory.mktemp("wheel")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (source,) = (path for path in folder.iterdir() if path.is_dir())
    return build(source, "wheel", folder)


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment of its own that holds the wheel; the packages it needs are lent by this one."""
    folder = tmp_path_factory.mktemp("elsewhere")
    python = folder / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True, timeout=60)
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
    ]
    subprocess.run([*pip, wheel], check=True, timeout=60)
    (packages,) = (folder / "venv").glob("lib/python3.*/site-packages")
    lent = [path for path in site.getsitepackages() if Path(path).is_dir()]
    (packages / "lent.pth").write_text("\n".join(lent), encoding="utf-8")
    (folder / "empty").mkdir()
    return folder


def run(elsewhere: Path, program: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program of that environment in an empty folder, with nothing of the checkout on the way."""
    ours = ("PYTHON", "DISCORD_", "VERBATIM_", "ARTICLES_DIR", "DATA_DIR", "HEALTH_PORT")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [elsewhere / "venv" / "bin" / program, *arguments],
        cwd=elsewhere / "empty", env={**kept, "PYTHONUTF8": "1"}, input=given,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_wheel_holds_what_is_read_while_it_runs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for path in sorted(path for path in (ROOT / "seeds").rglob("*") if path.is_file()):
            assert archive.read(f"retrieval/{path.relative_to(ROOT).as_posix()}") == path.read_bytes()
        assert archive.read("bot/env.example") == (ROOT / ".env.example").read_bytes()
    ours = {
        path.relative_to(ROOT).as_posix()
        for package in ("bot", "retrieval")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert {"bot/py.typed", "retrieval/py.typed"} <= ours <= names
    assert {name.split("/")[0] for name in names} == {"bot", "retrieval", wheel.name.split("-py3")[0] + ".dist-info"}


def test_it_answers_in_an_empty_folder(elsewhere: Path) -> None:
    done = run(elsewhere, "verbatim", "ask", "How old is Alice Johnson?")
    assert done.returncode == 0, done.stderr
    assert "63-year-old" in done.stdout
    where = run(elsewhere, "python", "-c", "import bot, retrieval; print(bot.__file__, retrieval.SEEDS)")
    assert where.stdout.count(str(elsewhere)) == 2, "it is the wheel that was asked"


def test_the_doctor_misses_nothing_but_the_token(elsewhere: Path) -> None:
    done = run(elsewhere, "verbatim", "check", "--json")
    report = json.loads(done.stdout)
    wrong = [check["found"] for check in report["checks"] if check["mark"] == "wrong"]
    assert wrong == ["DISCORD_TOKEN is not set: nothing of Discord was looked at."]
    packages = next(check["found"] for check in report["checks"] if " packages: " in check["found"])
    assert packages.startswith(f"{len(PROJECT['project']['dependencies'])} packages: ")
    (example,) = re.findall(r"Copy (\S+) there, as \.env\.", done.stdout)
    assert Path(example).read_bytes() == (ROOT / ".env.example").read_bytes()


@pytest.mark.parametrize(
    ("program", "arguments", "said"),
    [
        ("verbatim", [], "? who is alice johnson"),
        ("python", ["-m", "bot"], "? who is alice johnson"),
        ("verbatim", ["--help"], "usage: verbatim [-h]"),
        ("verbatim", ["check", "--help"], "usage: verbatim check [-h]"),
        ("verbatim", ["lint", "--help"], "usage: verbatim lint [-h]"),
        ("python", ["-m", "bot", "--help"], "usage: python -m bot [-h]"),
        ("python", ["-m", "retrieval", "quote", "--help"], "usage: python -m retrieval quote [-h]"),
        ("verbatim", ["unit"], "/venv/bin/python -m bot"),
    ],
)
def test_one_program_and_the_modules_behind_it(elsewhere: Path, program: str, arguments: list[str], said: str) -> None:
    done = run(elsewhere, program, *arguments, given="who is alice johnson\n")
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


def test_the_installed_story_is_not_added_to(elsewhere: Path) -> None:
    (elsewhere / "mine.txt").write_text("Otters return\n\nThree otters came back.\n", encoding="utf-8")
    done = run(elsewhere, "verbatim", "add", str(elsewhere / "mine.txt"))
    assert done.returncode == 2
    assert done.stderr.startswith("Say with --articles DIR")
    done = run(elsewhere, "verbatim", "add", str(elsewhere / "mine.txt"), "--articles", str(elsewhere / "story"))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (elsewhere / "story").glob("*.txt")] == ["otters-return.txt"]


def test_health_is_asked_without_what_is_slow_to_import(elsewhere: Path) -> None:
    code = (
        "import sys, bot.script\n"
        "sys.argv = ['verbatim', 'health']\n"
        "bot.script.main()\n"
        "print(sorted({'numpy', 'discord', 'retrieval', 'aiohttp'} & set(sys.modules)))"
    )
    assert run(elsewhere, "python", "-c", code).stdout.splitlines()[-1] == "[]"


def test_the_script_knows_every_command_of_the_story() -> None:
    assert set(STORY_COMMANDS) == set(COMMANDS)


def locked(name: str) -> dict[str, list[str]]:
    """Return the releases that a lock file pins, by their normalised names; each must have hashes."""
    text = (ROOT / ".ci" / name).read_text(encoding="utf-8")
    pins: dict[str, list[str]] = {}
    for entry in re.findall(r"^[a-z].*", text.replace("\\\n", ""), re.MULTILINE):
        match = re.match(r"([a-z0-9-]+)==([\w.]+)", entry)
        assert match is not None, entry
        assert "--hash=sha256:" in entry
        pins.setdefault(match[1], []).append(match[2])
    return pins


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("requirements.txt", PROJECT["project"]["dependencies"]),
        ("build-requirements.txt", PROJECT["build-system"]["requires"]),
    ],
)
def test_the_locks_of_the_image_fit_pyproject(name: str, needed: list[str]) -> None:
    pins = locked(name)
    for requirement in needed:
        match = re.match(r"([\w.-]+)(.*)", requirement)
        assert match is not None
        releases = pins[re.sub(r"[-_.]+", "-", match[1]).lower()]
        assert all(fits(release, match[2]) for release in releases), f"{requirement}: run `task lock`"
