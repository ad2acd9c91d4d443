"""Messages whose questions are marked in their text: what the dialogue acts are learned from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.questions.acts.model import DialogueAct
from retrieval.questions.acts.topics import social_units
from retrieval.questions.discourse_units import DiscourseUnit, discourse_units
from retrieval.questions.markup import Line, read_lines

MARKS: Final = {"⟦": DialogueAct.ASKS, "⟪": DialogueAct.SOCIAL, "«": DialogueAct.HELP}
"""What opens a stretch, and what it does."""
_CLOSING: Final = frozenset("⟧⟫»")


@dataclass(frozen=True, slots=True)
class MarkedMessage:
    """A message, its units and what each does; `family` is the heading it stands under."""

    family: str
    text: str
    units: tuple[DiscourseUnit, ...]
    acts: tuple[DialogueAct, ...]


def read_marked_messages(path: Path) -> list[MarkedMessage]:
    r"""Read a file: a message a line, its line breaks as "\n", under headings "## family".

    ⟦asks⟧, ⟪small talk⟫, «asks for help»; what is not marked only talks.
    """
    family = path.stem
    messages: list[MarkedMessage] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            family = line[3:].strip()
        elif line.strip() and not line.startswith("// "):
            messages.append(marked_message(line.replace("\\n", "\n"), family))
    return messages


def marked_message(text: str, family: str = "") -> MarkedMessage:
    """Read one message with its marks."""
    lines: list[Line] = []
    stretches: list[list[tuple[int, DialogueAct | None]]] = []
    act: DialogueAct | None = None
    for line in read_lines(text):
        plain: list[str] = []
        changes: list[tuple[int, DialogueAct | None]] = [(0, act)]
        for character in line.text:
            if character in MARKS or character in _CLOSING:
                act = MARKS.get(character)
                changes.append((len(plain), act))
            else:
                plain.append(character)
        lines.append(Line("".join(plain), line.kind))
        stretches.append(changes)
    units = discourse_units(lines)
    where = {id(line): changes for line, changes in zip(lines, stretches, strict=True)}
    return MarkedMessage(family, _unmarked(text), units, tuple(_acts(units, where)))


def _acts(
    units: Sequence[DiscourseUnit], stretches: dict[int, list[tuple[int, DialogueAct | None]]]
) -> Iterator[DialogueAct]:
    """Yield the act of each unit: that of the last stretch that a word of it stands in; a stretch is asked once."""
    asked: set[tuple[int, int]] = set()
    social = social_units(units)
    for unit, is_social in zip(units, social, strict=True):
        changes = stretches[id(unit.line)]
        within = [max(at for at, (start, _) in enumerate(changes) if start <= token.start) for token in unit.tokens]
        number = next((at for at in reversed(within) if changes[at][1] is not None), within[-1])
        act = changes[number][1]
        if act is DialogueAct.ASKS:
            begun = (id(unit.line), number) in asked
            asked.add((id(unit.line), number))
            yield DialogueAct.GOES_ON if begun else act
        else:
            yield act or (DialogueAct.SOCIAL if is_social else DialogueAct.TALKS)


def _unmarked(text: str) -> str:
    return "".join(character for character in text if character not in MARKS and character not in _CLOSING)
