"""Which messages are for us, as a table."""

from dataclasses import replace

import pytest

from bot.connection.readable import strip
from bot.connection.triggers import Action, Decision, Heard, decide

ME = ("<@1>", "<@!1>", "<@&9>")
ASK_HERE = frozenset({500})

PLAIN = Heard("who is it?", places=frozenset({7}), own_mentions=ME)
MENTION = replace(PLAIN, content="<@1> who is it?", mentioned=True)
DIRECT = replace(PLAIN, direct=True)
REPLY = replace(PLAIN, replies=True, replies_to_us=True)
IN_ASK_CHANNEL = replace(PLAIN, places=frozenset({500}))
ASKS = Decision(Action.ANSWER, "who is it?")
OVERHEARD = replace(ASKS, overheard=True)


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        pytest.param(MENTION, ASKS, id="a mention before the question"),
        pytest.param(replace(MENTION, content="who is it? <@1>"), ASKS, id="a mention after it"),
        pytest.param(replace(MENTION, content="who <@!1> is it?"), ASKS, id="a mention inside, old form"),
        pytest.param(replace(MENTION, mentions_others=True), ASKS, id="others are mentioned beside us"),
        pytest.param(replace(MENTION, replies=True), ASKS, id="a mention in a reply to somebody"),
        pytest.param(DIRECT, ASKS, id="a direct message"),
        pytest.param(replace(DIRECT, content="<@1> who is it?", mentioned=True), ASKS, id="a mention in one"),
        pytest.param(REPLY, ASKS, id="a reply to us that does not ping, text readable"),
        pytest.param(replace(REPLY, mentioned=True), ASKS, id="a reply to us that pings"),
        pytest.param(IN_ASK_CHANNEL, OVERHEARD, id="a channel made for asking"),
        pytest.param(replace(PLAIN, places=frozenset({8, 500})), OVERHEARD, id="a thread of such a channel"),
        pytest.param(
            replace(MENTION, content="<@&9> who is it?", mentioned=False, role_mentioned=True),
            ASKS,
            id="our own role, text readable",
        ),
        pytest.param(
            replace(MENTION, content="<@1>", replies=True, replied_text="who is it?"),
            replace(ASKS, claim=True),
            id="a bare mention hands us the question it replies to",
        ),
        pytest.param(replace(MENTION, content=" <@1>\n"), Decision(Action.HELP), id="a bare mention"),
        pytest.param(replace(MENTION, content="<@1> <:wave:123456789012345678>"), Decision(Action.HELP), id="emoji"),
        pytest.param(replace(MENTION, content="<@1>", extras=True), Decision(Action.HELP), id="mention and picture"),
        pytest.param(replace(DIRECT, content=""), Decision(Action.HELP), id="an empty direct message"),
        pytest.param(
            replace(DIRECT, content="", extras=True), Decision(Action.WORDLESS), id="a picture in a direct message"
        ),
        pytest.param(
            replace(DIRECT, content="", shown="who is it?"), replace(ASKS, claim=True), id="forwarded to us directly"
        ),
        pytest.param(
            replace(IN_ASK_CHANNEL, content="", shown="who is it?"),
            replace(OVERHEARD, claim=True),
            id="a poll in a channel made for asking",
        ),
        pytest.param(
            replace(MENTION, content="<@1> is this true?", replies=True, replied_text="it was him"),
            Decision(Action.ANSWER, "it was him", claim=True),
            id="what only points at the message it replies to hands us that",
        ),
        pytest.param(
            replace(MENTION, replies=True, content="<@1> how old is she?", replied_text="she is out"),
            Decision(Action.ANSWER, "how old is she?", about="she is out"),
            id="a question about the message it replies to",
        ),
        pytest.param(
            replace(MENTION, content="<@1> is this true?", replies=True, replied_hidden=True),
            Decision(Action.HIDDEN),
            id="what points at a message that we cannot see",
        ),
        pytest.param(
            replace(MENTION, content="<@1>", replies=True, replied_hidden=True),
            Decision(Action.HIDDEN),
            id="a bare mention in reply to a message that we cannot see",
        ),
        pytest.param(
            replace(REPLY, content="", mentioned=True),
            Decision(Action.UNREADABLE),
            id="a reply that pings, text withheld all the same (to the answer of a command)",
        ),
        pytest.param(replace(REPLY, content=""), Decision(Action.UNREADABLE), id="a reply whose text is withheld"),
        pytest.param(
            replace(PLAIN, content="", role_mentioned=True),
            Decision(Action.UNREADABLE),
            id="our own role, text withheld",
        ),
    ],
)
def test_a_message_for_us(heard: Heard, expected: Decision) -> None:
    assert decide(heard, ASK_HERE) == expected


@pytest.mark.parametrize(
    "heard",
    [
        pytest.param(PLAIN, id="talk in some channel"),
        pytest.param(replace(PLAIN, content=""), id="talk whose text is withheld"),
        pytest.param(replace(MENTION, by_person=False), id="a bot or webhook that mentions us"),
        pytest.param(replace(DIRECT, by_person=False), id="ourselves in a direct message"),
        pytest.param(replace(MENTION, ordinary=False), id="a system message"),
        pytest.param(replace(PLAIN, content="@everyone who is it?", mentions_others=True), id="@everyone"),
        pytest.param(replace(IN_ASK_CHANNEL, mentions_others=True), id="@everyone in a channel made for asking"),
        pytest.param(replace(IN_ASK_CHANNEL, replies=True), id="people replying to each other there"),
        pytest.param(replace(IN_ASK_CHANNEL, content="<a:party:123456789012345678>"), id="an emoji there"),
        pytest.param(replace(REPLY, content="", extras=True), id="a sticker in reply to us"),
        pytest.param(replace(REPLY, content="", extras=True, mentioned=True), id="a sticker in a reply that pings"),
    ],
)
def test_a_message_that_is_not_for_us(heard: Heard) -> None:
    assert decide(heard, ASK_HERE) == Decision(Action.IGNORE)


def test_without_ask_channels_only_what_addresses_us_counts() -> None:
    assert decide(IN_ASK_CHANNEL, frozenset()) == Decision(Action.IGNORE)


def test_only_our_own_mention_is_taken_out_of_a_question() -> None:
    assert strip("<@1> what did <@22> say about <#5> and 5 < 6?", ME) == "what did <@22> say about <#5> and 5 < 6?"
