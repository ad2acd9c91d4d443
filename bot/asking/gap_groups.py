"""What people left for the host, as it is looked at: alike ones together, without what was put aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.store.gaps import Gap
from retrieval import AskedInVain, Finding, GapGroup, Story, asked_now, grouped, nearest_passages

MOST_READ = 2_000
"""Questions that are looked at, the most asked and the latest: a host of many servers would wait for ever."""


@dataclass(frozen=True, slots=True)
class OpenGap:
    """Questions that ask alike. `recommended` are the files and paragraphs that a server's managers found for them."""

    group: GapGroup
    recommended: tuple[tuple[str, int], ...] = ()

    @property
    def id(self) -> int:
        """What names it: the question that leads it."""
        return self.group.ids[0]


@dataclass(frozen=True, slots=True)
class SeenGap:
    """One of them as it is shown: the passages near it, and the one that answers it by now; None where it is declined.

    `at` is its place among so many (`of`), from 0.
    """

    gap: OpenGap
    near: tuple[Finding, ...]
    told: Finding | None
    at: int
    of: int


def open_gaps(story: Story, kept: Sequence[Gap]) -> tuple[OpenGap, ...]:
    """Return what was left and not put aside, the most asked first.

    What is like a question that the host put aside is aside too; one that a server's managers did hides what is like it
    in their own server.
    """
    by_id = {gap.id: gap for gap in sorted(kept, key=lambda gap: (-gap.count, -gap.id))[:MOST_READ]}
    found = []
    for group in grouped(story, [AskedInVain(gap.id, gap.words, gap.count) for gap in by_id.values()]):
        members = [by_id[number] for number in group.ids]
        if any(gap.dismissed == "host" for gap in members):
            continue
        aside = {gap.guild for gap in members if gap.dismissed}
        left = [each for each in group.asked if by_id[each.id].guild not in aside]
        if left:
            answers = [by_id[each.id].answer for each in left]
            recommended = dict.fromkeys(answer for answer in answers if answer is not None)
            found.append(OpenGap(GapGroup(tuple(left)), tuple(recommended)))
    return tuple(sorted(found, key=lambda gap: -gap.group.count))


def holding(gaps: Sequence[OpenGap], number: int) -> OpenGap | None:
    """Return the group that a question is in; None where it is gone."""
    return next((gap for gap in gaps if number in gap.group.ids), None)


def seen(story: Story, gaps: Sequence[OpenGap], at: int) -> SeenGap | None:
    """Return the group at a place, or the last one where there are fewer, as it is shown; None where there is none."""
    if not gaps:
        return None
    at = max(0, min(at, len(gaps) - 1))
    gap = gaps[at]
    return SeenGap(gap, nearest_passages(story, gap.group), asked_now(story, gap.group), at, len(gaps))
