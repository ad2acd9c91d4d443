"""The steps of a Dockerfile, run without Docker: each in a root directory of its own, with this host's system under it.

Run it by hand, as root, to build the image into a folder and look into it:

    python -m tests.dockerfile_steps FOLDER

What stands for the base image is this host's /usr (read-only), a copy of its /etc, and the Python that runs this, to
which /usr/local points, as it is there in Docker's own Python image. Mounts live in a private mount namespace and
end with the command. It needs root, and `unshare`.
"""

import io
import json
import os
import re
import shlex
import shutil
import string
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dockerfile_parse import DockerfileParser

CHECKOUT = Path(__file__).resolve().parent.parent
DOCKERFILE = CHECKOUT / "Dockerfile"
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PYTHON = Path(sys.base_prefix)
_FROM_HOST = ("proc", "dev", "opt")
_LINKS = ("bin", "sbin", "lib", "lib64")
_ETC = (
    "passwd", "group", "shadow", "gshadow", "login.defs", "nsswitch.conf", "hosts", "resolv.conf", "ld.so.cache",
    "ld.so.conf", "pip.conf", "default", "ssl", "pam.d", "security", "alternatives",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One instruction: its name, its flags (`--from=build`), and the rest."""

    instruction: str
    value: str
    flags: Mapping[str, str] = field(default_factory=dict)
    line: int = 0

    @property
    def words(self) -> list[str]:
        """The value as a list: written as JSON, or as words."""
        return json.loads(self.value) if self.value.startswith("[") else shlex.split(self.value)


@dataclass
class Stage:
    """What has become of a stage: where its files are, and what it was told to be."""

    name: str
    root: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": SYSTEM_PATH, "HOME": "/root"})
    folder: str = "/"
    user: str = "0"
    volumes: list[str] = field(default_factory=list)
    entrypoint: list[str] = field(default_factory=list)
    health_check: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)


def steps(dockerfile: Path = DOCKERFILE) -> list[Step]:
    """Read the instructions of a Dockerfile, comments left out."""
    parsed = DockerfileParser(fileobj=io.BytesIO(dockerfile.read_bytes())).structure
    found = []
    for entry in parsed:
        if entry["instruction"] == "COMMENT":
            continue
        value: str = entry["value"]
        flags: dict[str, str] = {}
        while match := re.match(r"--([\w-]+)=(\S+)\s+", value):
            flags[match[1]] = match[2]
            value = value[match.end() :]
        found.append(Step(entry["instruction"], value, flags, entry["startline"] + 1))
    return found


def taken(context: Path) -> list[Path]:
    """Return the files of a build context that .dockerignore lets through; the last pattern that fits counts."""
    patterns = []
    for line in (context / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pattern = line.strip()
            patterns.append((_pattern(pattern.lstrip("!").strip("/")), not pattern.startswith("!")))
    found = []
    for folder, folders, files in os.walk(context):
        folders[:] = [name for name in folders if name not in {".git", ".venv"}]
        for name in files:
            path = (Path(folder) / name).relative_to(context)
            ignored = False
            for fits, ignores in patterns:
                if fits.match(path.as_posix()):
                    ignored = ignores
            if not ignored:
                found.append(path)
    return sorted(found)


def _pattern(glob: str) -> re.Pattern[str]:
    """Return what a pattern of .dockerignore fits: a path, or anything below it."""
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    text = "".join(parts.get(part, re.escape(part)) for part in re.split(r"(\*\*/|\*\*|\*|\?)", glob))
    text = re.sub(r"\\\[(.*?)\\\]", r"[\1]", text)
    return re.compile(f"{text}(?:/.*)?\\Z")


def possible() -> str | None:
    """Return why the steps cannot be run here; None where they can."""
    if os.geteuid() != 0:
        return "only root can become another user"
    if sys.base_prefix == "/usr":
        return "this Python is the system's own, and cannot stand for the base image's"
    if not all(shutil.which(name) for name in ("unshare", "setpriv", "useradd", "chroot")):
        return "unshare, setpriv, useradd or chroot is missing"
    tried = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False)
    return None if tried.returncode == 0 else "no mount namespace is to be had here"


def build(target: Path, dockerfile: Path = DOCKERFILE, context: Path = CHECKOUT) -> Stage:
    """Run every step, and return the last stage; its files are below `target`."""
    stages: dict[str, Stage] = {}
    stage: Stage | None = None
    for step in steps(dockerfile):
        if step.instruction == "FROM":
            name = step.words[2] if len(step.words) == 3 else "final"
            stage = stages[name] = Stage(name, _base(target / name))
            continue
        assert stage is not None, "a Dockerfile begins with FROM"
        _follow(stage, step, stages, context)
    assert stage is not None
    return stage


def _follow(stage: Stage, step: Step, stages: Mapping[str, Stage], context: Path) -> None:
    match step.instruction:
        case "WORKDIR":
            stage.folder = step.value
            _inside(stage, step.value).mkdir(parents=True, exist_ok=True)
        case "ENV":
            for word in step.words:
                name, _, value = word.partition("=")
                stage.environment[name] = string.Template(value).safe_substitute(stage.environment)
        case "COPY":
            _copy(stage, step, stages, context)
        case "RUN":
            stage.ran.append(step.value)
            subprocess.run(command(stage, ["/bin/sh", "-c", step.value], build=True), check=True, timeout=900)
        case "USER":
            stage.user = step.value
        case "VOLUME":
            stage.volumes.extend(step.words)
        case "ENTRYPOINT":
            stage.entrypoint = step.words
        case "HEALTHCHECK":
            stage.health_check = json.loads(step.value[step.value.index("[") :])
        case "STOPSIGNAL":
            assert step.value == "SIGTERM"
        case _:
            raise NotImplementedError(f"line {step.line}: {step.instruction}")


def _base(root: Path) -> Path:
    """Make a root directory with what a base image brings; /usr comes when something runs in it."""
    for name in ("etc", "tmp", "usr", "var", "run", *_FROM_HOST):
        (root / name).mkdir(parents=True)
    root.chmod(0o755)
    (root / "tmp").chmod(0o1777)
    for folder in (PYTHON, *PYTHON.parents):
        _made(root / str(folder).lstrip("/")).chmod(0o755)
    for name in ("bin", "include", "lib", "share"):
        (_made(root / "local") / name).symlink_to(PYTHON / name)
    for name in _LINKS:
        (root / name).symlink_to(f"usr/{name}")
    for name in _ETC:
        source = Path("/etc") / name
        if source.exists():
            subprocess.run(["cp", "-aH", source, root / "etc"], check=True)
    return root


def _inside(stage: Stage, path: str) -> Path:
    """Return where a path of the image is on this host."""
    return stage.root / os.path.normpath(Path(stage.folder) / path).lstrip("/")


def _copy(stage: Stage, step: Step, stages: Mapping[str, Stage], context: Path) -> None:
    *sources, target = step.words
    place = _inside(stage, target)
    for source in sources:
        if "from" in step.flags:
            found = _inside(stages[step.flags["from"]], source)
            subprocess.run(["cp", "-a", f"{found}/.", _made(place)], check=True)
        elif (context / source).is_dir():
            for path in taken(context):
                if path.is_relative_to(source):
                    shutil.copy2(context / path, _made((place / path.relative_to(source)).parent))
        else:
            assert Path(source) in taken(context), f"{source} is not in the build context"
            shutil.copy2(context / source, _made(place))
    owner = step.flags.get("chown", "0:0")
    subprocess.run(["chown", "-R", "-h", owner, place], check=True)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def command(
    stage: Stage,
    arguments: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    build: bool = False,
    binds: Mapping[Path, str] | None = None,
) -> list[str]:
    """Return the command that runs something in a stage.

    A build step runs as root and may write, with this host's way to the package registry. All else runs as the
    image's user, with no capabilities and no way to new ones, on a read-only root; only the volumes, /tmp and
    `binds` can be written. It ends up as the very process that was started, so that signals reach it.
    """
    root = shlex.quote(str(stage.root))
    mounts = [
        f"mount --bind {root} {root}",
        *_mounted_read_only(Path("/usr"), f"{root}/usr"),
        f"mount --bind {root}/local {root}/usr/local",
        *_mounted_read_only(PYTHON, f"{root}{PYTHON}"),
        *(f"mount --rbind /{name} {root}/{name}" for name in _FROM_HOST),
    ]
    values, become = dict(stage.environment), []
    if build:
        values |= {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
    else:
        mounts += [f"mount --bind {root}{place} {root}{place}" for place in (*stage.volumes, "/tmp")]
        for source, place in (binds or {}).items():
            mounts += [f"mkdir -p {root}{place}", f"mount --bind {shlex.quote(str(source))} {root}{place}"]
        mounts.append(f"mount -o remount,bind,ro {root}")
        user, _, group = stage.user.partition(":")
        become = ["setpriv", f"--reuid={user}", f"--regid={group or user}", "--clear-groups"]
        become += ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
    values |= environment or {}
    inner = ["cd", stage.folder, "&&", "exec", *map(shlex.quote, arguments)]
    assignments = [f"{name}={value}" for name, value in values.items()]
    run = ["chroot", str(stage.root), *become, "env", "-i", *assignments, "/bin/sh", "-c", " ".join(inner)]
    script = " && ".join([*mounts, "exec " + " ".join(map(shlex.quote, run))])
    return ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", script]


def _mounted_read_only(source: Path, target: str) -> list[str]:
    return [f"mount --bind {shlex.quote(str(source))} {target}", f"mount -o remount,bind,ro {target}"]


if __name__ == "__main__":
    image = build(Path(sys.argv[1]).absolute())
    print(f"{image.root}: {len(image.ran)} RUN steps in the last stage, user {image.user}")
