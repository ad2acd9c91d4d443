"""Messages made of bare questions and the chatter of others: to learn from, and to test that no chatter matters."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.evaluation.marked_messages import MarkedMessage, marked_message
from retrieval.questions.acts.model import DialogueAct
from retrieval.questions.acts.openings import formed_as_question
from retrieval.questions.acts.placed_unit import placed_units
from retrieval.questions.acts.topics import is_lead

_ASKING = frozenset({DialogueAct.ASKS, DialogueAct.GOES_ON})
_OPENS_LIKE_ONE = re.compile(r"(?:who|what|when|where|why|which|how|did|does|is|was|are|were|has|had)", re.I)
_JOINTS = ("and", "and", "n", "also", "and also", "plus", "")
_AROUND = 0.75
"""The share of made-up messages that are one question among chatter; the others are two or three questions."""
_MOST = 3
"""Where so many questions that can be joined are lacking, all are among chatter."""
_SHORT = 160
"""A message that asks nothing is put around a question if it has fewer characters."""


def bare_message(question: str, family: str, *, social: bool = False) -> MarkedMessage:
    """Return a message that is one question, or one piece of small talk; what only leads to the question talks."""
    message = marked_message(f"⟪{question}⟫" if social else f"⟦{question}⟧", family)
    acts = list(message.acts)
    if social or len(acts) < 2:
        return message
    placed = placed_units(message.units)
    asked = next((at for at, unit in enumerate(placed) if formed_as_question(unit)), 0)
    first = next(at for at, unit in enumerate(placed) if at == asked or is_lead(unit))
    acts[: first + 1] = [*[DialogueAct.TALKS] * first, DialogueAct.ASKS]
    return replace(message, acts=tuple(acts))


@dataclass(frozen=True, slots=True)
class Chatter:
    """What people wrote before a question, and what they wrote after it."""

    before: Sequence[str]
    after: Sequence[str]

    @classmethod
    def of(cls, messages: Iterable[MarkedMessage]) -> Chatter:
        """Take the chatter of messages: what stands around their questions, and those that ask nothing."""
        before: list[str] = []
        after: list[str] = []
        for message in messages:
            asking = [at for at, act in enumerate(message.acts) if act in _ASKING]
            if not asking:
                if DialogueAct.HELP not in message.acts and message.units and len(message.text) < _SHORT:
                    text = " ".join(message.text.split())
                    before.append(text if text[-1] in ".!?" else f"{text}.")
                    after.append(text)
                continue
            first, last = message.units[asking[0]], message.units[asking[-1]]
            lead, rest = first.line.text[: first.start].strip(), last.line.text[last.end :].strip()
            before += [lead] * bool(lead)
            after += [rest] * bool(rest)
        return cls(before, after)


def made_up_messages(chatter: Chatter, questions: Sequence[str], count: int, seed: int = 0) -> Iterator[MarkedMessage]:
    """Yield messages of one to three questions, with chatter around them, as chance has it."""
    chance = random.Random(seed)
    before, after = chatter.before or [""], chatter.after or [""]
    asked = [" ".join(question.split()) for question in questions]
    joined = [question for question in asked if " " in question and _OPENS_LIKE_ONE.match(question)]
    kinds = 1.0 if len(joined) >= _MOST else _AROUND
    for _ in range(count):
        kind, question = chance.random() * kinds, chance.choice(asked)
        plain = question.rstrip("?.!,")
        if kind < 0.3:
            text = f"{chance.choice(before)} ⟦{question}⟧"
        elif kind < 0.55:
            text = f"⟦{plain}{chance.choice(('?', '?', '??', '', ','))}⟧ {chance.choice(after)}"
        elif kind < _AROUND:
            text = f"{chance.choice(before)} ⟦{plain}?⟧ {chance.choice(after)}"
        elif kind < 0.87:
            first, second = chance.choice(joined).rstrip("?.!,"), chance.choice(joined)
            text = f"⟦{first}{chance.choice(('', '', '?', ','))}⟧ ⟦{chance.choice(_JOINTS)} {second}⟧"
        else:
            text = _listed(chance, chance.sample(joined, chance.choice((2, 3))))
        yield marked_message(text.strip(), "made up")


def _listed(chance: random.Random, questions: Sequence[str]) -> str:
    plain = [question.rstrip("?.!,") for question in questions]
    style = chance.randrange(4)
    if style == 0:
        return " ".join(f"{number}) ⟦{question}⟧" for number, question in enumerate(questions, start=1))
    if style == 1:
        return "\n".join(f"- ⟦{question}⟧" for question in questions)
    if style == 2:
        return " ".join(f"⟦{question}?⟧" for question in plain)
    return ", ".join(f"⟦{question}⟧" for question in plain)
