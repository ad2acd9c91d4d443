"""Learns the weights of follow-ups from conversations (`python -m retrieval fit-follow-ups`), cross-validated.

Every turn is learned from twice: after the conversation as it should have gone, each turn before it asked in full, and
after the conversation as it goes with weights learned from those. Questions that stand alone, each after some turn of
a conversation, teach what does not lean.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from retrieval.answer import Exchange
from retrieval.evaluation.conversations import Conversation, JudgedTurn, judge_conversations
from retrieval.evaluation.made_up_follow_ups import made_up_conversations
from retrieval.evaluation.question_files import Place, Question
from retrieval.evaluation.regression import Array, fit_choice, fit_logistic
from retrieval.questions.message import Part, read_message
from retrieval.questions.understand import understand
from retrieval.ranking.follow_ups.features import FEATURES, compute_features
from retrieval.ranking.follow_ups.leaning import STANDS_ALONE_BELOW, signs_of
from retrieval.ranking.follow_ups.model import ranked_by
from retrieval.ranking.follow_ups.scored import ScoredFollowUp
from retrieval.ranking.follow_ups.signals import measure_follow_up
from retrieval.ranking.follow_ups.weights import FollowUpWeights
from retrieval.story import Story

PRIOR: Mapping[str, float] = {"alone": 1.0}
"""Where the weights of the ranking begin, and what they are drawn to; the others are drawn to zero."""
LEANING_PENALTY = 1.0
CONFIDENCE_PENALTY = 10.0
WRONG_COUNTS = 0.2
"""What a follow-up counts of which another passage stands first than one that tells it: the confidence is to tell apart
above all what is told from what is not."""
ALONE_COUNTS = 0.5
"""What a question of its own counts, next to 1 for a turn of a conversation."""
MADE_UP_COUNTS = 0.5
"""What a follow-up that was made up counts, likewise."""
PARTS = 4
"""The confidence learns from rankings that were fitted without a question, on so many parts but one."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What tells of follow-ups: the features that rank them, the penalty of their weights, and the signals.

    The penalty is for features that vary by 1 among the candidates of a question. `declined` is the share of the
    follow-ups that no article answers that should be; it sets `answer_from`.
    """

    features: tuple[str, ...]
    penalty: float
    signals: tuple[str, ...]
    declined: float


MUCH_KNOWN = Observed(
    tuple(name for name in FEATURES if name not in {"new", "new_words"}),
    20.0,
    ("lead", "told_whole", "grounded_whole", "odds_told_joined", "untold_new", "again_new_words", "opens", "names"),
    0.74,
)
LITTLE_KNOWN = Observed(
    (
        *("alone", "new", "resolved", "resolved_pronoun", "joined", "joined_elliptic", "answered"),
        *("new_words", "last_new_words", "last_kind", "follows_last"),
    ),
    30.0,
    (
        *("margin_resolved", "score_joined", "length_joined", "missing_joined", "kind_missing_joined"),
        *("unknown_new", "opens"),
    ),
    0.5,  # of more, hardly any that is told would be answered
)
"""With reader questions, and without. Chosen by how authors left out are ranked, and told from what is untold:
more of either fits better and does worse."""


@dataclass(frozen=True)
class Asked:
    """A story, conversations about it, the author of each, and questions that stand alone."""

    story: Story
    conversations: Sequence[Conversation]
    authors: Sequence[str]
    questions: Sequence[Question]

    def without(self, places: Container[int]) -> Asked:
        """Return it without the conversations at these places."""
        kept = [at for at in range(len(self.conversations)) if at not in places]
        return replace(
            self,
            conversations=[self.conversations[at] for at in kept],
            authors=[self.authors[at] for at in kept],
        )


@dataclass(frozen=True)
class Example:
    """A message after an exchange: its readings scored as if it leaned for certain, and what is right.

    `group`: those of a group are never parted; `leans`: it does; `gold`: for each candidate, 0 or 1.
    """

    group: int
    asked: ScoredFollowUp
    signs: Mapping[str, float]
    features: Array
    gold: Array
    leans: bool
    counts: float

    def features_at(self, leaning: float, names: Sequence[str]) -> Array:
        """Return these features where it leans with this probability."""
        features = self.features * leaning
        features[:, _NAMES.index("alone")] = self.features[:, _NAMES.index("new")] * (1 - leaning)
        return features[:, [_NAMES.index(name) for name in names]]


_NAMES = tuple(FEATURES)
_Item = TypeVar("_Item")


def example(
    story: Story, text: str, previous: Exchange, gold: Iterable[Place], *, group: int, leans: bool, counts: float
) -> Example | None:
    """Make an example of a message; None where it asks for the source, which needs no learning."""
    parts = read_message(text, previous).parts or (Part(text),)
    understood = understand(story.reader, story.library, parts[-1], previous)
    follow_up = understood.follow_up
    if follow_up is None or follow_up.asks_source:
        return None
    asked = story.ranker.leaning_with(follow_up, 1.0)
    columns = compute_features(asked)
    rows = [row for place in gold for row in story.library.rows(place.file, place.paragraph)]
    return Example(
        group,
        asked,
        signs_of(follow_up.signs, story.ranker.score(understood)),
        np.stack([columns[name] for name in _NAMES], axis=1),
        np.isin(asked.rows, rows).astype(np.float64),
        leans,
        counts,
    )


def as_meant(story: Story, conversations: Sequence[Conversation]) -> list[Example]:
    """Return the turns after conversations in which every earlier turn was asked in full.

    Asked in full themselves, those that lean are examples of what stands alone.
    """

    def ask(meant: str, previous: Exchange | None) -> Exchange | None:
        exchange = story.ask(meant).exchange
        return None if exchange is None else exchange.after(previous)

    return _examples(story, conversations, ask, meant=True)


def as_held(story: Story, conversations: Sequence[Conversation]) -> list[Example]:
    """Return the turns after conversations as they go with the story's weights."""
    return _examples(story, conversations, lambda text, previous: story.ask(text, previous).exchange, meant=False)


def standing_alone(story: Story, questions: Sequence[Question], among: Sequence[Example]) -> list[Example]:
    """Return questions that stand alone, each after the exchange of another example; `among` gives those."""
    found = []
    for number, question in enumerate(questions):
        if not question.answerable and question.kind == "chitchat":
            continue
        shown = among[number * 7 % len(among)].asked.follow_up
        previous = _exchange_of(story, shown.shown[0].row if shown.shown else None, shown.joined.text.text)
        each = example(story, question.text, previous, question.gold, group=number, leans=False, counts=ALONE_COUNTS)
        if each is not None:
            found.append(each)
    return found


def made_up(story: Story, questions: Sequence[Question]) -> list[Example]:
    """Return questions shortened as people do who go on asking, each after another one."""
    examples = as_meant(story, made_up_conversations(story, questions))
    return [replace(each, counts=MADE_UP_COUNTS) for each in examples if each.leans]


def fit_follow_ups(examples: Sequence[Example], known: Observed) -> FollowUpWeights:
    """Fit all weights: what leans, the ranking, and, on rankings fitted without a question, the confidence."""
    counts = np.array([each.counts for each in examples])
    names = list(examples[0].signs)
    raw = np.array([list(each.signs.values()) for each in examples])
    own, constant = fit_logistic(raw, np.array([float(each.leans) for each in examples]), counts, LEANING_PENALTY)
    likely = 1 / (1 + np.exp(-np.clip(raw @ own + constant, -30, 30)))
    going_on = np.flatnonzero(likely >= STANDS_ALONE_BELOW).tolist()  # the others never come to the ranking of these
    examples, leans, counts = [examples[at] for at in going_on], likely[going_on].tolist(), counts[going_on]
    features = [each.features_at(lean, known.features) for each, lean in zip(examples, leans, strict=True)]
    ranking = _fit_ranking(examples, features, counts, known)
    signals: list[Mapping[str, float]] = [{}] * len(examples)
    right = np.zeros(len(examples))
    for part in range(PARTS):
        rest = np.array([each.group % PARTS != part for each in examples])
        fitted = _fit_ranking(examples, features, counts * rest, known)
        for at, each in enumerate(examples):
            if each.group % PARTS == part:
                asked = replace(each.asked, leaning=leans[at])
                held = ranked_by(asked, features[at] @ fitted)
                signals[at], right[at] = measure_follow_up(held, known.signals), each.gold[held.best]
    measured = np.array([list(each.values()) for each in signals])
    told = np.array([each.gold.any() for each in examples])
    counts = np.where(told & (right == 0), WRONG_COUNTS, 1.0) * counts
    sure, least = fit_logistic(measured, right, counts, CONFIDENCE_PENALTY)
    likely = 1 / (1 + np.exp(-np.clip(measured @ sure + least, -30, 30)))
    untold = ~told & np.array([each.leans and each.counts == 1 for each in examples])  # none that was made up
    return FollowUpWeights(
        _table(names, own, constant),
        {name: round(float(weight), 3) for name, weight in zip(known.features, ranking, strict=True)},
        _table(list(signals[0]), sure, least),
        round(float(np.quantile(likely[untold], known.declined)), 3),
    )


def with_weights(story: Story, weights: FollowUpWeights) -> Story:
    """Return the story with other weights of follow-ups."""
    return replace(story, ranker=replace(story.ranker, follow_up_weights=weights))


def learn(stories: Sequence[Asked]) -> FollowUpWeights:
    """Learn the weights from what is asked of stories: all with reader questions, or all without."""
    return _learn(stories, [_lessons(each) for each in stories])


def conversations_left_out(stories: Sequence[Asked], folds: int) -> list[list[JudgedTurn]]:
    """Hold every conversation of each story with weights that were learned without it."""
    lessons = [_lessons(each) for each in stories]
    judged: list[list[JudgedTurn]] = [[] for _ in stories]
    for fold in range(folds):
        held = [frozenset(range(fold, len(each.conversations), folds)) for each in stories]
        for turns, found in zip(_hold(stories, lessons, held), judged, strict=True):
            found.extend(turns)
    return judged


def authors_left_out(stories: Sequence[Asked]) -> dict[str, list[list[JudgedTurn]]]:
    """Hold the conversations of each author, by their names, with weights that were learned from those of the others.

    What an author wrote of one story is not learned from for another either.
    """
    lessons = [_lessons(each) for each in stories]
    return {
        name: _hold(
            stories,
            lessons,
            [frozenset(at for at, author in enumerate(each.authors) if author == name) for each in stories],
        )
        for name in dict.fromkeys(author for each in stories for author in each.authors)
    }


def stories_left_out(stories: Sequence[Asked]) -> list[list[JudgedTurn]]:
    """Hold the conversations of each story with weights that were learned from the other stories."""
    lessons = [_lessons(each) for each in stories]
    judged: list[list[JudgedTurn]] = []
    for at, each in enumerate(stories):
        if each.conversations:
            weights = _learn(_but(stories, at, len(stories)), _but(lessons, at, len(stories)))
            judged.append(judge_conversations(with_weights(each.story, weights).ask, each.conversations))
        else:
            judged.append([])
    return judged


@dataclass(frozen=True)
class _Lessons:
    """The examples of a story that are the same whatever its weights: turns as meant, and the others."""

    meant: Sequence[Example]
    others: Sequence[Example]

    def without(self, places: Container[int]) -> _Lessons:
        """Return them without the turns of the conversations at these places."""
        return _Lessons([each for each in self.meant if each.group not in places], self.others)


def _lessons(asked: Asked) -> _Lessons:
    made = made_up(asked.story, asked.questions)
    meant = as_meant(asked.story, asked.conversations)
    return _Lessons(meant, [*standing_alone(asked.story, asked.questions, [*meant, *made]), *made])


def _hold(
    stories: Sequence[Asked], lessons: Sequence[_Lessons], held_out: Sequence[Container[int]]
) -> list[list[JudgedTurn]]:
    """Hold the conversations of each story at these places with weights that were learned from all others."""
    rest = [each.without(places) for each, places in zip(stories, held_out, strict=True)]
    weights = _learn(rest, [each.without(places) for each, places in zip(lessons, held_out, strict=True)])
    return [
        judge_conversations(
            with_weights(each.story, weights).ask,
            [one for at, one in enumerate(each.conversations) if at in places],
        )
        for each, places in zip(stories, held_out, strict=True)
    ]


def _learn(stories: Sequence[Asked], lessons: Sequence[_Lessons]) -> FollowUpWeights:
    known = LITTLE_KNOWN if stories[0].story.ranker.corpus.asked.model is None else MUCH_KNOWN
    taught = [example for each in lessons for example in (*each.meant, *each.others)]
    first = fit_follow_ups(taught, known)
    held = [one for each in stories for one in as_held(with_weights(each.story, first), each.conversations)]
    return fit_follow_ups([*taught, *held], known)


def _but(items: Sequence[_Item], fold: int, folds: int) -> list[_Item]:
    return [item for at, item in enumerate(items) if at % folds != fold]


def _examples(
    story: Story,
    conversations: Sequence[Conversation],
    ask: Callable[[str, Exchange | None], Exchange | None],
    *,
    meant: bool,
) -> list[Example]:
    found: list[Example] = []
    for group, conversation in enumerate(conversations):
        previous: Exchange | None = None
        for turn in conversation.turns:
            if previous is not None:
                each = example(story, turn.question, previous, turn.gold, group=group, leans=turn.leans, counts=1.0)
                if each is not None:
                    found.append(each)
                if meant and turn.leans:
                    own = example(story, turn.meant, previous, turn.gold, group=group, leans=False, counts=ALONE_COUNTS)
                    found += [] if own is None else [own]
            previous = ask(turn.meant if meant else turn.question, previous) or previous
    return found


def _exchange_of(story: Story, row: int | None, question: str) -> Exchange:
    if row is None:
        return Exchange(question)
    passage = story.passages[row]
    return Exchange(question, passage.file, passage.paragraph)


def _fit_ranking(examples: Sequence[Example], features: Sequence[Array], counts: Array, known: Observed) -> Array:
    used = [at for at, each in enumerate(examples) if each.gold.any() and counts[at]]
    spread = np.sqrt(np.mean([features[at].var(axis=0) for at in used], axis=0)) + 1e-6
    prior = np.array([PRIOR.get(name, 0.0) for name in known.features]) * spread
    fitted = fit_choice(
        [features[at] / spread for at in used], [examples[at].gold for at in used], counts[used], prior, known.penalty
    )
    weights: Array = fitted / spread
    return weights


def _table(names: Sequence[str], weights: Array, constant: float) -> dict[str, float]:
    table = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    return {**table, "constant": round(constant, 3)}
