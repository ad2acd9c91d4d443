"""A message, as people write them: what of it asks, what else it is, and that nothing around a question matters."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Exchange, Outcome, Story
from retrieval.evaluation.question_files import read_rows
from retrieval.questions.message import MOST_QUESTIONS, Purpose, read_message
from tests.evaluation_files import QUESTION_FILES

AFTER_AN_ANSWER = Exchange("How long was Alice in prison?", "004_db8ac20673118af8.txt", 8)


def asked(message: str) -> list[str]:
    read = read_message(message)
    assert read.purpose is Purpose.QUESTIONS, read
    return [part.text for part in read.parts]


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("how old is kim", ["how old is kim"]),
        ("what did kim say he could use her for", ["what did kim say he could use her for"]),
        ("hi! how old is alice johnson", ["how old is alice johnson"]),
        ("thanks that was great! and how did alice find out?", ["and how did alice find out?"]),
        ("pizza is here guys!! when did kim go to the white house", ["when did kim go to the white house"]),
        ("what did kim wear? asking for a friend lol", ["what did kim wear?"]),
        ("i was wondering whether kim cried", ["kim cried"]),
        ("my question is what did trump say", ["what did trump say"]),
        ("Could you tell me how Kim found out?", ["how Kim found out?"]),
        ("how old is she and where was she locked up", ["how old is she", "where was she locked up"]),
        ("1) age of alice 2) age of kim", ["age of alice", "age of kim"]),
        ("Besides Leeds, where did Mary have a house?", ["Besides Leeds, where did Mary have a house?"]),
        ("The council paid for the repairs and what", ["The council paid for the repairs"]),
        ("- what was the charge\n- was there a trial", ["what was the charge", "was there a trial"]),
        ("who told alice, what did she do, did they cry", ["who told alice", "what did she do", "did they cry"]),
        ("what city later became the capital?", ["what city later became the capital?"]),
        ("How well did the emperors know Chinese?", ["How well did the emperors know Chinese?"]),
        ("What city, raided by dukes, preceded Warsaw?", ["What city, raided by dukes, preceded Warsaw?"]),
        ("In what year of the war, did it burn?", ["In what year of the war, did it burn?"]),
        ("When did the y. pestis reach England?", ["When did the y. pestis reach England?"]),
        ('who said "thank you is not big enough"', ['who said "thank you is not big enough']),
        ("tell me about the duel", ["tell me about the duel"]),
        ("Name one animal that appears in the dream.", ["Name one animal that appears in the dream."]),
        ("any idea why the train stopped", ["why the train stopped"]),
        ("It would be helpful to know whether the letters survived.", ["the letters survived."]),
        ("my roommate says the monk is his father. is she right?", ["the monk is his father."]),
        ("he was the youngest of three, wasn't he", ["he was the youngest of three"]),
        ("Where was she imprisoned, and since when?", ["Where was she imprisoned", "and since when?"]),
        ("how old is alice and how old is kim", ["how old is alice", "how old is kim"]),
        ("what was she in for?? also does she say sorry", ["what was she in for??", "does she say sorry"]),
        ("who are kim and alice", ["who are kim and alice"]),
        ("what did kim and trump talk about", ["what did kim and trump talk about"]),
        ("when did she cry and scream", ["when did she cry and scream"]),
        ("the house of alice, what has happened with it?", ["the house of alice, what has happened with it?"]),
        ("Other than the visit what did Kim do?", ["Other than the visit what did Kim do?"]),
        ("Alice served 21 years, right?", ["Alice served 21 years"]),
        ("fact check: it took kim a week", ["it took kim a week"]),
        ("my buddy says kim has 4 kids. true or false", ["kim has 4 kids."]),
        ("alice age", ["alice age"]),
        ("prison location?", ["prison location?"]),
        ("> this has fulfilled my heart\nwho said that?", ["who said that? this has fulfilled my heart"]),
    ],
)
def test_what_asks_is_told_from_what_only_talks(message: str, questions: list[str]) -> None:
    assert asked(message) == questions


def test_what_is_told_around_a_question_is_its_context() -> None:
    (part,) = read_message("They say that it was murder. what was she in for").parts
    assert part.text == "what was she in for"
    assert "it was murder" in part.context
    (part,) = read_message("my tea is getting cold, i slept badly. what was she in for").parts
    assert part.context == ""


def test_the_sentence_of_a_question_may_belong_to_it() -> None:
    (part,) = read_message("If the clock had stopped, how did they know the time?").parts
    assert part.text == "how did they know the time?"
    assert part.sentence == "If the clock had stopped, how did they know the time?"
    (part,) = read_message("my cousin swears its 2, how many kids does kim have").parts
    assert part.text == "how many kids does kim have"


@pytest.mark.parametrize(
    ("message", "topic", "about"),
    [
        ("what can you do", "commands", ""),
        ("hi, how do i use this?", "commands", ""),
        ("which articles do you have", "articles", ""),
        ("who are the people in this", "people", ""),
        ("list all quotes by kim", "quotations", "kim"),
        ("Can you show me everything that Johnson said?", "quotations", "Johnson"),
        ("who wrote this article", "sources", ""),
        ("what is this story about", "story", ""),
        ("what can i ask you, and how do you work exactly?", "commands", ""),
        ("is this a real person or a bot? what do u do", "commands", ""),
        ("I am not good with these things. How does one ask you something, must I press a button?", "commands", ""),
    ],
)
def test_help_has_a_topic(message: str, topic: str, about: str) -> None:
    read = read_message(message)
    assert (read.purpose, read.topic, read.about) == (Purpose.HELP, topic, about)


def test_the_source_that_is_asked_for_is_that_of_the_last_answer() -> None:
    read = read_message("who wrote this article?", AFTER_AN_ANSWER)
    assert (read.topic, read.about) == ("sources", AFTER_AN_ANSWER.file)


@pytest.mark.parametrize(
    "message",
    [
        "hi bot",
        "thanks bot, you're the best",
        "are you a real person",
        "happy monday everyone, hope you all slept well",
        "Good morning my dear machine. I slept badly, my knee again, but the sun is out. I hope you are well too.",
        "do you ever get bored in here all alone answering the same stuff over and over?",
    ],
)
def test_small_talk_of_any_length_is_small_talk(message: str) -> None:
    assert read_message(message).purpose is Purpose.SMALL_TALK


@pytest.mark.parametrize(
    "message",
    [
        "",
        "😂😂😂",
        "https://youtu.be/abc123XYZ",
        "<:kimcry:908234123412341234>",
        "ok",
        "lol",
        "kim looked so good in that clip omg",
        "gonna grab food brb",
        "I think it's a shame how people talk about her online.",
    ],
)
def test_what_asks_nothing_is_told(message: str) -> None:
    assert read_message(message).purpose is Purpose.NOTHING


def test_words_of_an_article_plainly_mean_it(story: Story) -> None:
    for message in (
        "fulfilled my heart",
        "thank you is not big enough",
        "hi, smth about being deeper in and further down",
    ):
        assert story.ask(message).outcome is Outcome.ANSWERED
    assert story.ask("thank you so much, you are the best").outcome is Outcome.SMALL_TALK


@pytest.mark.parametrize(
    ("message", "outcome"),
    [
        ("the holy dance", Outcome.ANSWERED),
        ("Typical media.", Outcome.NOTHING_ASKED),
    ],
)
def test_the_articles_tell_whether_a_few_words_ask(story: Story, message: str, outcome: Outcome) -> None:
    assert read_message(message).doubtful
    assert story.ask(message).outcome is outcome
    assert story.asks(message) is (outcome is Outcome.ANSWERED)


def test_a_question_back_is_small_talk_only_where_nothing_was_answered() -> None:
    assert read_message("source?", AFTER_AN_ANSWER).purpose is Purpose.QUESTIONS


def test_each_question_is_answered_in_the_light_of_the_one_before(story: Story) -> None:
    answer = story.ask("how many kids does kim have, and how old is she?")
    assert [part.question for part in answer.answers] == ["how many kids does kim have", "how old is she?"]
    assert "37" in answer.answers[1].ranked[0].passage.text
    alone = story.ask("how old is kim")
    assert story.ask("how long did they cry and how old is kim").answers[1].ranked[0].passage == alone.ranked[0].passage


# Whatever stands around a question changes nothing.

GREETINGS = ("hi ", "hey bot, ", "hello everyone! ", "good evening ", "dear bot, ", "yo ")
CHATTER = (
    "omg i just saw the clip and im sobbing at work. ",
    "My cousin and I had a bet going all evening.\n",
    "I am new here and still learning how this works. ",
    "pizza is here guys!! ",
    "i slept badly again.\n\n",
)
MARKS = ("<@1083920011223344556> ", "https://youtu.be/abc123XYZ_-?t=42 ", "😭 ", "<a:party:1122334455667788990> ")
ENDS = (
    "? thanks",
    "? thx!!",
    "? 🙏",
    "? lol",
    "? asking for a friend",
    "? no rush, im making coffee",
    "?\n\njust curious",
)
WRAPPED = ("**{}**", "||{}||", "```\n{}\n```", "# {}", "- {}", "__{}__", "{} <:kimcry:908234123412341234>")

disturbances = st.builds(
    lambda before, wrapped, end: (before, wrapped, end),
    st.sampled_from(("", *GREETINGS, *CHATTER, *MARKS)),
    st.sampled_from(("{}", *WRAPPED)),
    st.sampled_from(("", *ENDS)),
)


def plain_questions() -> list[str]:
    """Return the questions that are one sentence, with a word that asks: no quotation may be drowned in chatter."""
    rows = [row for path in QUESTION_FILES.values() for row in read_rows(path) if row["answerable"]]
    opening = ("who", "what", "when", "where", "why", "how", "which", "did", "was", "is", "does")
    return [row["question"] for row in rows if row["question"].lower().split()[0] in opening]


@pytest.fixture(scope="module")
def answered(story: Story) -> list[tuple[str, int]]:
    found = [(question, story.ask(question)) for question in random.Random(11).sample(plain_questions(), 60)]
    return [(question, answer.ranked[0].passage.row) for question, answer in found if answer.confidence > 0.6]


@given(chosen=st.integers(0, 999), disturbance=disturbances)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_question_is_answered_with_the_same_passage_whatever_is_around_it(
    story: Story, answered: list[tuple[str, int]], chosen: int, disturbance: tuple[str, str, str]
) -> None:
    question, row = answered[chosen % len(answered)]
    before, wrapped, end = disturbance
    message = before + wrapped.format(question.rstrip("?.! ") + end if end else question)
    answer = story.ask(message)
    assert answer.ranked, message
    assert answer.ranked[0].passage.row == row, (message, [part.question for part in answer.answers])


@pytest.mark.parametrize("path", QUESTION_FILES.values(), ids=QUESTION_FILES.keys())
def test_no_question_of_the_files_is_lost(story: Story, path: object) -> None:
    rows = [row for row in read_rows(QUESTION_FILES[getattr(path, "stem", "")]) if row["answerable"]]
    lost = [
        row["question"]
        for row in rows
        if story.ask(row["question"]).outcome in {Outcome.SMALL_TALK, Outcome.NOTHING_ASKED, Outcome.HELP}
    ]
    assert len(lost) <= len(rows) / 100, lost


def test_one_unit_alone_is_help_only_where_its_words_say_so() -> None:
    for asked in ("how does one ask for a pardon", "how do i ask for a pardon and what did alice ask for"):
        assert read_message(asked).purpose is Purpose.QUESTIONS


@given(st.text(max_size=400))
def test_reading_never_raises(text: str) -> None:
    read = read_message(text)
    assert (read.purpose is Purpose.QUESTIONS) <= bool(read.parts)
    for part in read.parts:
        assert part.text.strip()


@given(
    st.lists(
        st.sampled_from(["how old is kim?", "hi", "lol", "my mom says", ",", "and", "did alice cry", "\n", "> x", "…"])
    )
)
def test_any_order_of_pieces_is_read(pieces: list[str]) -> None:
    read = read_message(" ".join(pieces), AFTER_AN_ANSWER)
    if "how old is kim?" in pieces and "> x" not in pieces:
        assert read.purpose is Purpose.QUESTIONS


def test_of_many_questions_the_first_are_answered() -> None:
    read = read_message("why? " * 800)
    assert len(read.parts) == MOST_QUESTIONS
