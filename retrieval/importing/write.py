"""Writes articles and their entries in `sources.toml`; nothing is overwritten or left half written."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.articles.article import make_article
from retrieval.articles.files import SOURCES_FILE
from retrieval.articles.text_files import MAX_BYTES
from retrieval.errors import StoryError
from retrieval.importing.clean import squeeze
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import Document, Extracted

FIELDS = ("book", "publisher", "url", "author", "date")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}\.txt")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\.", re.I)  # Windows opens a device under these names
_TRIES = 1000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A checked article, ready to be written: its file name, text, and source fields."""

    name: str
    text: str
    source: dict[str, str]


class Folder:
    """The articles folder, including what is prepared and not yet written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._names: set[str] = set()
        self._texts: dict[str, str] = {}
        if path.exists() and not path.is_dir():
            raise ImportingError(f"{path} is no folder; name the one that holds the articles.")
        try:
            self._sources = _parse(_read_sources(path / SOURCES_FILE))
            for file in sorted(path.glob("*.txt")):
                self._names.add(file.name.lower())
                self._texts.setdefault(squeeze(file.read_bytes().decode("utf-8", "replace")), file.name)
        except OSError as error:
            reason = error.strerror or "unreadable"
            raise ImportingError(f"{path} cannot be read ({reason}); check its permissions.") from error

    def prepare(self, document: Document, name: str | None) -> tuple[Prepared, ...]:
        """Choose file names and check what will be written. Raises ImportingError, if any of it cannot be added.

        `name` is the file's; the files of several articles have it (or their title) and their number: "emma-07.txt".
        """
        articles = document.articles
        base = name or slugify(document.title or articles[0].headline)
        if len(articles) == 1:
            names = [self._given(name) if name else self._free(base)]
        else:
            names = self._numbered(base.removesuffix(".txt"), len(articles), given=name is not None)
        prepared: list[Prepared] = []
        keys: dict[str, str] = {}
        for chosen, found in zip(names, articles, strict=True):
            try:
                ready = _checked(chosen, found)
            except ImportingError as error:
                if len(articles) == 1:
                    raise
                raise ImportingError(f"{found.headline[:80]}: {error}") from error
            key = squeeze(ready.text)
            if (present := self._texts.get(key)) is not None:
                raise ImportingError(f"the same text is already there as {present}; nothing was added.")
            keys.setdefault(key, chosen)
            prepared.append(ready)
        self._names.update(chosen.lower() for chosen in names)
        self._texts |= keys
        return tuple(prepared)

    def with_url(self, url: str | None) -> str | None:
        """Return the file of the article with this source address, if there is one."""
        return next((name for name, fields in self._sources.items() if url and fields.get("url") == url), None)

    def write(self, prepared: Sequence[Prepared]) -> None:
        """Write the files and their entries. Raises ImportingError, with none of them written, if that fails.

        The articles come first: an entry without its article would keep the whole story from loading.
        """
        created: list[Path] = []
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with _locked(self.path):
                try:
                    for one in prepared:
                        target = self.path / one.name
                        _create(target, one.text.encode("utf-8"))
                        created.append(target)
                    _append(self.path / SOURCES_FILE, prepared)
                except BaseException:
                    for target in created:
                        target.unlink(missing_ok=True)
                    raise
        except FileExistsError as error:
            name = prepared[len(created)].name
            raise ImportingError(f"{name} is there already and is not overwritten; give a --name.") from error
        except OSError as error:
            reason = error.strerror or "unwritable"
            raise ImportingError(
                f"{self.path} cannot be written to ({reason}); check space and permissions."
            ) from error

    def remove(self, written: Sequence[Prepared]) -> None:
        """Remove what was written, and its entries. Raises ImportingError, with all of it left, where that was changed.

        The entries go first: one without its article would keep the whole story from loading.
        """
        try:
            with _locked(self.path):
                for one in written:
                    if (self.path / one.name).read_bytes() != one.text.encode("utf-8"):
                        raise ImportingError(f"{one.name} was changed since it was added; remove it yourself.")
                _take_out(self.path / SOURCES_FILE, written)
                for one in written:
                    (self.path / one.name).unlink()
        except OSError as error:
            reason = error.strerror or "unwritable"
            raise ImportingError(f"not all of it can be removed ({reason}); look into {self.path}.") from error

    def _given(self, name: str) -> str:
        full = name if name.lower().endswith(".txt") else name + ".txt"
        if not _NAME.fullmatch(full) or _RESERVED.match(full):
            raise ImportingError(
                "the --name may have letters, digits, dots, - and _ in it, and begins with one of them."
            )
        if self._taken(full):
            raise ImportingError(f"{full} is there already and is not overwritten; give another --name.")
        return full

    def _free(self, slug: str) -> str:
        names = (f"{slug}{'' if number == 1 else f'-{number}'}.txt" for number in range(1, _TRIES))
        free = next((name for name in names if not self._taken(name)), None)
        if free is None:
            raise ImportingError("no name is free for it; give one with --name.")
        return free

    def _numbered(self, base: str, count: int, *, given: bool) -> list[str]:
        """Return names that stay in their order, whatever sorts them: "emma-07.txt"."""
        digits = len(str(count))
        if given:
            self._given(base)
        for attempt in range(1, 2 if given else _TRIES):
            stem = base if attempt == 1 else f"{base}-{attempt}"
            names = [f"{stem}-{number:0{digits}}.txt" for number in range(1, count + 1)]
            taken = next((name for name in names if self._taken(name)), None)
            if taken is None:
                return names
        raise ImportingError(f"{taken} is there already and is not overwritten; give another --name.")

    def _taken(self, name: str) -> bool:
        return (
            name.lower() in self._names or name in self._sources or os.path.lexists(self.path / name)  # a dead link too
        )


def _checked(name: str, found: Extracted) -> Prepared:
    """Return an article ready to be written under this name. Raises ImportingError if it cannot be read back."""
    text = "\n\n".join((found.headline, *found.paragraphs)) + "\n"
    source = {field: value for field in FIELDS if (value := getattr(found, field))}
    if "url" in source and not re.match(r"https?://[^\s<>\"]+$", source["url"]):
        raise ImportingError('the url is no web address; begin it with "https://".')
    try:
        article = make_article(name, text, source)
        size = len(text.encode("utf-8"))
    except StoryError as error:
        raise ImportingError(str(error.problems[0])) from error
    except UnicodeEncodeError as error:
        raise ImportingError("it has characters that UTF-8 does not have; save it as plain text.") from error
    if size > MAX_BYTES:
        raise ImportingError(f"the article is larger than {MAX_BYTES:,} bytes; split it.")
    if len(article.paragraphs) != len(found.paragraphs) + 1:
        raise ImportingError("its lines cannot be kept apart; save its text as .txt and add that.")
    return Prepared(name, text, source)


def slugify(headline: str) -> str:
    """Return a file name for a headline: lower-case ASCII letters and digits, at most eight words."""
    plain = unicodedata.normalize("NFKD", headline.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())[:8]
    slug = "-".join(words)[:60].strip("-") or "article"
    return f"article-{slug}" if _RESERVED.match(slug + ".") else slug


def toml_entry(prepared: Prepared) -> str:
    """Return a source as TOML; every value is an escaped basic string."""
    lines = [f"[{toml_string(prepared.name)}]"]
    lines += [f"{name} = {toml_string(value)}" for name, value in prepared.source.items()]
    return "\n".join(lines) + "\n"


def toml_string(text: str) -> str:
    r"""Return a text as a TOML string: `"`, `\` and control characters are escaped."""
    escaped = (
        f"\\{letter}"
        if letter in '"\\'
        else f"\\u{ord(letter):04x}"
        if ord(letter) < 32 or ord(letter) == 127
        else letter
        for letter in text
    )
    return f'"{"".join(escaped)}"'


def _read_sources(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _parse(data: bytes) -> dict[str, dict[str, object]]:
    """Return the sources of the folder. Raises ImportingError if the host has to fix the file first."""
    try:
        tables = tomllib.loads(data.decode("utf-8").removeprefix("\ufeff"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ImportingError(f"{SOURCES_FILE} is not valid ({error}); fix it first; nothing was added.") from error
    return {name: table if isinstance(table, dict) else {} for name, table in tables.items()}


def _append(path: Path, prepared: Sequence[Prepared]) -> None:
    """Append the entries to the file, whose content stays byte for byte, and swap the new file in."""
    sourced = [one for one in prepared if one.source]
    if not sourced:
        return
    before = _read_sources(path)
    end = "\r\n" if b"\r\n" in before else "\n"
    gap = "" if not before.strip() else end if before.endswith(b"\n") else end * 2
    entries = "\n".join(toml_entry(one) for one in sourced)
    after = before + (gap + entries.replace("\n", end)).encode("utf-8")
    there = _parse(before)
    expected: dict[str, object] = {**there, **{one.name: one.source for one in sourced}}
    if any(one.name in there for one in sourced) or _parse(after) != expected:
        raise ImportingError(f"an entry for {sourced[0].name} does not fit into {SOURCES_FILE}; look into that file.")
    _swap_in(path, after)


def _take_out(path: Path, written: Sequence[Prepared]) -> None:
    """Take the entries out of the file as they were appended; whatever else stands there stays byte for byte."""
    sourced = [one for one in written if one.source]
    if not sourced:
        return
    before = _read_sources(path)
    end = "\r\n" if b"\r\n" in before else "\n"
    after = before
    for one in sourced:
        entry = toml_entry(one).replace("\n", end).encode("utf-8")
        for each in (end.encode("ascii") + entry, entry):  # with the blank line before it, where there is one
            if each in after:
                after = after.replace(each, b"", 1)
                break
    if _parse(after) != {name: fields for name, fields in _parse(before).items() if name not in _names(sourced)}:
        raise ImportingError(f"the entry of {sourced[0].name} in {SOURCES_FILE} was changed; remove it yourself.")
    _swap_in(path, after)


def _names(prepared: Sequence[Prepared]) -> set[str]:
    return {one.name for one in prepared}


def _swap_in(path: Path, after: bytes) -> None:
    path = path.resolve()  # a link stays one
    temporary = _temporary(path, after)
    try:
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _create(path: Path, data: bytes) -> None:
    """Create a new file atomically. Raises FileExistsError if there is one of that name."""
    temporary = _temporary(path, data)
    try:
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links: rename, after a claim that fails where the name is taken
            with path.open("xb"):
                pass
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _temporary(path: Path, data: bytes) -> Path:
    """Write and sync a temporary file beside `path`, under a name that is no article's."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Lock the folder against a second `add`, where the system can lock folders."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a network file system may have none
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
