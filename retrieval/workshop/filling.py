"""Questions that were asked in vain -> a line in the host's files, and whether the story answers them then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.story import Story
from retrieval.workshop.change import Change
from retrieval.workshop.errors import WorkshopError
from retrieval.workshop.gaps import GapGroup
from retrieval.workshop.proof import Fault, Proof, Verdict
from retrieval.workshop.question_writer import adding_not_told, adding_questions

_HARMLESS: Final = (None, Fault.FINDS_ANOTHER)
"""A question that was asked in vain finds something else, or it would not have been: that is what the line is for."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Which of a group's questions are as they should be now, by their ids, and those that are not.

    `reason` says in a sentence why the one that was written is not; empty where it is.
    """

    done: tuple[int, ...]
    left: tuple[int, ...]
    reason: str = ""


def plan_answer(story: Story, folder: Path, group: GapGroup, file: str, paragraph: int) -> Change:
    """Plan to write a group's question under the paragraph that answers it, for it to be found from then on.

    It is the most asked of its wordings that is a question at all: what is offered to people comes from there. Raises
    WorkshopError where none is, with what is wrong with the most asked, and where the file cannot be written.
    """
    article = story.article(file)
    if article is None:
        raise WorkshopError("That article is not in the story any more.")
    proof = Proof(story)
    judged = [proof.judge(words, file, paragraph) for words in group.wordings]
    fit = next((verdict for verdict in judged if verdict.fault in _HARMLESS), None)
    if fit is None:
        raise WorkshopError(judged[0].reason)
    return adding_questions(folder, article, {paragraph: [fit.question.text]})


def plan_not_told(folder: Path, group: GapGroup) -> Change:
    """Plan to write a group's most asked question among those that no article answers. Raises WorkshopError."""
    return adding_not_told(folder, group.wordings[:1])


def filled(story: Story, group: GapGroup, file: str = "", paragraph: int = 0) -> Filled:
    """Ask a group's questions again, of the story as it is now: they should find this paragraph first.

    Without a paragraph they should be declined.
    """
    proof = Proof(story)

    def fault(words: str) -> str:
        if paragraph:
            return _reason(proof.find(words, file, paragraph))
        best = story.ask(words).best
        return "" if best is None else f"It still finds paragraph {best.passage.paragraph} of {best.passage.file}."

    return _sorted_out(group, fault)


def _reason(verdict: Verdict) -> str:
    return "" if verdict.helps else verdict.reason


def _sorted_out(group: GapGroup, fault: Callable[[str], str]) -> Filled:
    faults = {each.words: fault(each.words) for each in group.asked}
    done = tuple(each.id for each in group.asked if not faults[each.words])
    left = tuple(each.id for each in group.asked if faults[each.words])
    return Filled(done, left, next((reason for reason in faults.values() if reason), "") if not done else "")
