"""Asks somebody at the terminal about one suggestion after another: yes, no, or later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from retrieval.printable import printable_line
from retrieval.workshop.suggested import Suggestion


class _Choice(Enum):
    """What may be said to a suggestion."""

    YES = "Yes"
    NO = "No, and don't suggest it again"
    LATER = "Later"
    ALL = "Yes to this and to the rest"
    STOP = "Stop asking"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was accepted and what was turned down; whatever is in neither is for later."""

    accepted: tuple[Suggestion, ...]
    refused: tuple[Suggestion, ...]


def chosen_among(suggestions: Sequence[Suggestion]) -> Chosen:
    """Ask about each suggestion. "The rest" holds nothing doubtful, and Ctrl-C is "Stop asking"."""
    accepted: list[Suggestion] = []
    refused: list[Suggestion] = []
    for number, each in enumerate(suggestions):
        said = _ask(each, number + 1, len(suggestions))
        if said is _Choice.YES:
            accepted.append(each)
        elif said is _Choice.NO:
            refused.append(each)
        elif said is _Choice.ALL:
            accepted += [each, *(one for one in suggestions[number + 1 :] if not one.doubtful)]
            break
        elif said is not _Choice.LATER:
            break
    return Chosen(tuple(accepted), tuple(refused))


def _ask(suggestion: Suggestion, number: int, count: int) -> _Choice | None:
    import questionary  # noqa: PLC0415  only where somebody is asked

    text = f"{suggestion.text}?" if suggestion.doubtful else suggestion.text
    asked = f"[{number} of {count}] {suggestion.file}: {printable_line(text)}\n  {printable_line(suggestion.reason)}\n"
    offered = [each for each in _Choice if not (each is _Choice.ALL and suggestion.doubtful)]
    choices = [questionary.Choice(each.value, each) for each in offered]
    default = choices[offered.index(_Choice.LATER if suggestion.doubtful else _Choice.YES)]
    answer: _Choice | None = questionary.select(asked, choices, default=default, instruction=" ").ask()
    return answer
