"""Questions that stand alone -> conversations of two turns: the second question shortened, as people go on asking.

"how old is alice johnson", then "when did alice leave prison": "when did she leave prison". There are few conversations
and many questions, so that what a follow-up says little of is learned from both. The question in full is what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.english.conversation_words import ASKING_FOR_MORE
from retrieval.english.stop_words import ARTICLES, DEMONSTRATIVES, PREPOSITIONS, QUESTION_WORDS, VERBS
from retrieval.evaluation.conversations import Conversation, Turn
from retrieval.evaluation.question_files import Place, Question
from retrieval.questions.reading import ReadText, ReadToken
from retrieval.story import Story

_NEAR = 3
"""Paragraphs of an article that are no further apart are about the same thing."""
_TRIED = 40
_FIRST_WORDS = 2
"""What asks stands in the first words: they are never cut."""
_PRONOUNS = {
    "she": ("she", "her", "her"),
    "he": ("he", "him", "his"),
}
"""Of a person's pronoun the subject, the object and what owns."""


def made_up_conversations(story: Story, questions: Sequence[Question]) -> list[Conversation]:
    """Return for every question that can be shortened after another one a conversation of the two."""
    read = [story.reader.read_question(question.text) for question in questions]
    told = [at for at, question in enumerate(questions) if question.gold]
    made: list[Conversation] = []
    for at, question in enumerate(questions):
        if not question.gold and question.kind != "near":
            continue
        options = [
            (len(short), before, short)
            for before in _related(questions, read, told, at)
            if (short := shortened(read[at], read[before], number=at + before))
        ]
        if options:
            _, before, short = sorted(options)[at % min(3, len(options))]
            first = Turn(questions[before].text, questions[before].gold, meant=questions[before].text)
            second = Turn(short, question.gold, leans=True, meant=question.text)
            made.append(Conversation(f"{question.id} after {questions[before].id}", (first, second)))
    return made


def shortened(question: ReadText, before: ReadText, number: int = 0) -> str | None:
    """Return a question as it would be asked after another one; None where that leaves nothing out.

    `number` decides whether it begins with "and" and ends with a question mark.
    """
    known = {token.term for token in before.tokens if token.content}
    tokens = _without_known_ends(question.tokens, known)
    own = [token for token in tokens if token.content and token.term not in known | ASKING_FOR_MORE]
    if own and all(token.person is not None for token in own) and _asks_alike(question, before):
        return _spoken(["and", *(_text(question, token) for token in own)], number)
    words: list[str] = []
    meant: set[str] = set()
    left_out = len(question.tokens) - len(tokens)
    for at, token in enumerate(tokens):
        replaced = None
        if token.person is not None and token.term in known and token.person.pronoun not in meant:
            replaced = _pronoun(question, tokens, at)
            meant.update([token.person.pronoun] if replaced and token.person.pronoun else [])
        elif token.person is None and token.term in known and own and _is_the(words) and _ends_phrase(tokens, at):
            words[-1], replaced = "", "it"
        left_out += replaced is not None
        words.append(_text(question, token) if replaced is None else replaced)
    if not left_out:
        return None
    return _spoken(words, number)


def _asks_alike(question: ReadText, before: ReadText) -> bool:
    """Whether two questions ask the same of different people."""
    asked, said = _besides_people(question), _besides_people(before)
    return question.wanted == before.wanted and len(asked & said) * 2 > max(1, len(asked | said))


def _besides_people(text: ReadText) -> set[str]:
    return {token.term for token in text.tokens if token.content and token.person is None} - ASKING_FOR_MORE


def _related(questions: Sequence[Question], read: Sequence[ReadText], told: Sequence[int], at: int) -> Iterator[int]:
    """Yield questions after which another may be asked: of near paragraphs, or with words in common."""
    terms = {token.term for token in read[at].tokens if token.content}
    found = 0
    for step in range(len(told)):
        before = told[(at * 13 + step * 7) % len(told)] if len(told) % 7 else told[(at + step) % len(told)]
        same = before == at or (set(questions[before].gold) & set(questions[at].gold) and (at + before) % 6)
        if same:
            continue
        near = any(_are_near(one, other) for one in questions[before].gold for other in questions[at].gold)
        if near or not terms.isdisjoint(read[before].content_terms):
            yield before
            found += 1
            if found == _TRIED:
                return


def _are_near(one: Place, other: Place) -> bool:
    return one.file == other.file and abs(one.paragraph - other.paragraph) <= _NEAR


def _without_known_ends(tokens: Sequence[ReadToken], known: set[str]) -> Sequence[ReadToken]:
    """Return the words without the phrases at the end, each with its preposition, that say only what is known."""
    end = len(tokens)
    for at in range(len(tokens) - 1, _FIRST_WORDS, -1):
        if tokens[at].content and tokens[at].term not in known:
            break
        if tokens[at].folded in PREPOSITIONS and any(token.content for token in tokens[at:end]):
            end = at
    return tokens[:end]


def _pronoun(question: ReadText, tokens: Sequence[ReadToken], at: int) -> str | None:
    person = tokens[at].person
    forms = None if person is None else _PRONOUNS.get(person.pronoun or "")
    if forms is None:
        return None
    typed, names = (
        _text(question, tokens[at]).casefold(),
        {name.casefold() for name in person.names} if person else set(),
    )
    after_it = question.text[tokens[at].end : tokens[at].end + 2]
    if after_it in {"'s", "’s"} or (typed not in names and typed.removesuffix("s").rstrip("'’") in names):
        return forms[2]
    before = tokens[at - 1].folded if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before in VERBS | QUESTION_WORDS or (after is not None and after.folded in VERBS):
        return forms[0]
    return None if after is not None and after.content else forms[1]


def _ends_phrase(tokens: Sequence[ReadToken], at: int) -> bool:
    return at + 1 == len(tokens) or not tokens[at + 1].content


def _is_the(words: Sequence[str]) -> bool:
    return bool(words) and words[-1].lower() in ARTICLES | DEMONSTRATIVES


def _text(question: ReadText, token: ReadToken) -> str:
    return question.text[token.start : token.end]


def _spoken(words: Sequence[str], number: int) -> str:
    said = [word for word in words if word]
    if number % 4 == 0 and said[0] != "and":
        said.insert(0, "and")
    return " ".join(said) + ("?" if number % 3 else "")
