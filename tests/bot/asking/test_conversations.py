"""What was asked just before: found again, bounded, forgotten."""

from bot.asking.conversations import Asker, Conversations
from retrieval import Exchange

ALICE = Asker(channel=1, person=10)
BOB = Asker(channel=1, person=11)
ALICE_ELSEWHERE = Asker(channel=2, person=10)
WHO = Exchange("who?", "a.txt", 3)
WHEN = Exchange("when?", "a.txt", 4)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_person_has_their_own_conversation_in_each_channel() -> None:
    conversations = Conversations()
    conversations.remember(ALICE, WHO)
    conversations.remember(BOB, WHEN)

    assert conversations.recall(ALICE) == WHO
    assert conversations.recall(BOB) == WHEN
    assert conversations.recall(ALICE_ELSEWHERE) is None


def test_the_latest_question_is_the_one_that_counts() -> None:
    conversations = Conversations()
    conversations.remember(ALICE, WHO)
    conversations.remember(ALICE, WHEN)

    assert conversations.recall(ALICE) == WHEN


def test_a_reply_takes_up_the_answer_it_replies_to_whoever_asked() -> None:
    conversations = Conversations()
    conversations.remember(ALICE, WHO, 100)
    conversations.remember(BOB, WHEN, 101)

    assert conversations.recall(BOB, 100) == WHO
    assert conversations.recall(BOB, 999) == WHEN


def test_an_exchange_is_forgotten_after_a_while() -> None:
    clock = Clock()
    conversations = Conversations(forget_after=60, clock=clock)
    conversations.remember(ALICE, WHO, 100)
    clock.now = 59
    assert conversations.recall(ALICE) == WHO
    clock.now = 60

    assert conversations.recall(ALICE, replied_to=100) is None
    assert len(conversations) == 0


def test_however_many_people_ask_the_memory_stays_bounded() -> None:
    conversations = Conversations(most_kept=10)
    for person in range(1_000):
        conversations.remember(Asker(1, person), WHO, 10_000 + person)

    assert len(conversations) == 10
    assert conversations.recall(Asker(1, 999)) == WHO
    assert conversations.recall(Asker(1, 0)) is None


def test_an_answer_taken_away_is_forgotten_with_its_conversation() -> None:
    conversations = Conversations()
    conversations.remember(ALICE, WHO, 100)
    conversations.remember(BOB, WHEN, 101)
    conversations.forget(100)

    assert conversations.recall(ALICE, replied_to=100) is None
    assert conversations.recall(BOB) == WHEN
