"""What people left, as it is looked at: what was put aside, and by whom."""

from datetime import date

from bot.asking.gap_groups import holding, open_gaps, seen
from bot.store.gaps import By, Gap
from retrieval import Story

HERE, THERE = 11, 22


def gap(number: int, words: str, guild: int = HERE, count: int = 1, dismissed: By = "") -> Gap:
    return Gap(number, guild, "", date(2026, 1, 1), words, count, dismissed)


def test_what_a_servers_managers_put_aside_hides_what_is_like_it_there_and_not_elsewhere(story: Story) -> None:
    kept = [
        gap(1, "is there a dog?", dismissed="server"),
        gap(2, "does alice have a dog"),
        gap(3, "does alice have a dog", THERE),
    ]
    (left,) = open_gaps(story, kept)
    assert left.group.ids == (3,)


def test_what_the_host_put_aside_hides_what_is_like_it_everywhere(story: Story) -> None:
    kept = [gap(1, "is there a dog?", dismissed="host"), gap(2, "does alice have a dog", THERE), gap(3, "who paid?")]
    assert [each.group.ids for each in open_gaps(story, kept)] == [(3,)]


def test_the_most_asked_comes_first_after_what_was_put_aside_is_taken_off(story: Story) -> None:
    kept = [
        gap(1, "is there a dog?", count=9, dismissed="server"),
        gap(2, "is there a dog?", THERE),
        gap(3, "hm", count=2),
    ]
    first, second = open_gaps(story, kept)
    assert (first.group.ids, second.group.ids) == ((3,), (2,))
    assert holding((first, second), 2) == second
    assert holding((first, second), 1) is None
    for at, place in ((0, 0), (1, 1), (99, 1)):
        shown = seen(story, (first, second), at)
        assert shown is not None
        assert (shown.at, shown.of) == (place, 2), "where there are fewer by now, the last one"
    assert seen(story, (), 0) is None
