"""Token buckets: who may ask again, and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking.cooldowns import Cooldowns, Rate, Wait, per_minute

ALICE, BOB = 10, 11
HERE, THERE = 1, 2


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_so_many_at_once_and_then_one_at_a_time(clock: Clock) -> None:
    cooldowns = Cooldowns(Rate(3, 60), None, clock=clock)

    assert [cooldowns.take(ALICE, HERE) for _ in range(3)] == [None] * 3
    assert cooldowns.take(ALICE, HERE) == Wait(20, channel=False, first_told=True)
    clock.now += 20
    assert cooldowns.take(ALICE, HERE) is None
    assert cooldowns.take(ALICE, HERE) is not None


def test_a_person_has_one_bucket_for_every_channel(clock: Clock) -> None:
    cooldowns = Cooldowns(Rate(1, 60), None, clock=clock)
    cooldowns.take(ALICE, HERE)

    assert cooldowns.take(ALICE, THERE) is not None
    assert cooldowns.take(BOB, HERE) is None


def test_a_channel_has_one_bucket_for_everybody(clock: Clock) -> None:
    cooldowns = Cooldowns(Rate(5, 60), Rate(2, 60), clock=clock)
    cooldowns.take(ALICE, HERE)
    cooldowns.take(BOB, HERE)

    assert cooldowns.take(BOB, HERE) == Wait(30, channel=True, first_told=True)
    assert cooldowns.take(BOB, THERE) is None


def test_a_refused_question_costs_nothing(clock: Clock) -> None:
    cooldowns = Cooldowns(Rate(1, 60), Rate(2, 60), clock=clock)
    cooldowns.take(ALICE, HERE)
    for _ in range(10):
        cooldowns.take(ALICE, HERE)

    assert cooldowns.take(BOB, HERE) is None, "Alice's refused questions were counted against the channel"
    clock.now += 60
    assert cooldowns.take(ALICE, HERE) is None


def test_each_person_is_told_once_for_each_wait(clock: Clock) -> None:
    cooldowns = Cooldowns(Rate(1, 60), None, clock=clock)
    cooldowns.take(ALICE, HERE)
    told = [wait.first_told for _ in range(3) if (wait := cooldowns.take(ALICE, HERE))]
    assert told == [True, False, False]

    clock.now += 60
    assert cooldowns.take(ALICE, HERE) is None
    again = cooldowns.take(ALICE, HERE)
    assert again is not None
    assert again.first_told


def test_the_time_told_is_never_too_early() -> None:
    assert Wait(19.2, channel=False, first_told=True).until(1_000.5) == 1_020


def test_a_server_may_choose_its_own_rate(clock: Clock) -> None:
    cooldowns = Cooldowns(Rate(1, 60), None, clock=clock)
    generous = Rate(3, 60)

    assert [cooldowns.take(ALICE, HERE, person_rate=generous) for _ in range(3)] == [None] * 3
    assert cooldowns.take(ALICE, HERE, person_rate=generous) is not None


def test_nought_a_minute_is_no_limit(clock: Clock) -> None:
    cooldowns = Cooldowns(per_minute(0), per_minute(0), clock=clock)

    assert [cooldowns.take(ALICE, HERE) for _ in range(1_000)] == [None] * 1_000
    assert len(cooldowns) == 0


def test_however_many_people_ask_the_memory_stays_bounded(clock: Clock) -> None:
    cooldowns = Cooldowns(Rate(1, 60), Rate(1, 60), most_buckets=10, clock=clock)
    for person in range(1_000):
        cooldowns.take(person, channel=person)
        cooldowns.take(person, channel=person)

    assert len(cooldowns) == 30


@given(st.integers(1, 20), st.lists(st.floats(0, 30), max_size=80))
def test_no_minute_sees_more_than_the_burst_and_what_refills(questions: int, pauses: list[float]) -> None:
    clock = Clock()
    cooldowns = Cooldowns(per_minute(questions), None, clock=clock)
    allowed: list[float] = []
    for pause in pauses:
        clock.now += pause
        if cooldowns.take(ALICE, HERE) is None:
            allowed.append(clock.now)
    for start in allowed:
        window = [moment for moment in allowed if start <= moment < start + 60]
        assert len(window) <= 2 * questions


@given(st.integers(1, 20), st.floats(0, 100))
def test_after_the_time_told_one_may_ask(questions: int, pause: float) -> None:
    clock = Clock()
    cooldowns = Cooldowns(per_minute(questions), None, clock=clock)
    while (wait := cooldowns.take(ALICE, HERE)) is None:
        clock.now += pause / 100
    clock.now += wait.seconds + 1e-6

    assert cooldowns.take(ALICE, HERE) is None
