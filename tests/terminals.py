"""A terminal for tests: keeps what is written to it."""

import io


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True

    @property
    def seen(self) -> str:
        """What stands on its last line, as a terminal shows it: a carriage return goes back to the beginning."""
        line: list[str] = []
        for part in self.getvalue().rpartition("\n")[2].split("\r"):
            line[: len(part)] = part
        return "".join(line).strip()
