"""Several questions in one message, or several articles on one claim -> one card: each short, under its number."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.blocks import Accent, Block, Card, Note, ShortAnswer, Text, quote, source_line
from bot.cards.cutting import shortened
from bot.cards.verdicts import above, denied
from bot.words.catalogue import Words
from retrieval import Answer, Finding

MOST = 6
"""Answers shown of one message: more do not fit a screen, and nobody reads them."""
QUESTION = 120
"""Characters of a question that stand above its answer."""


def several_card(
    answers: Sequence[Answer], words: Words, *, question: str | None = None, up_to: str | None = None
) -> Card:
    """Return the card of several answers, in the order of their questions, without buttons; `up_to` as for `denied`."""
    numbered = enumerate(answers[:MOST], start=1)
    blocks: list[Block] = [_block(number, answer, words, up_to) for number, answer in numbered]
    blocks += _left_out(answers, words)
    told = any(answer.answered for answer in answers)
    return Card(tuple(blocks), words, question=question, accent=Accent.ANSWER if told else Accent.RELATED)


def claim_card(speaking: Sequence[Finding], words: Words, *, question: str | None = None) -> Card:
    """Return the card of a claim that was looked up: what each article says that speaks to it, and no verdict."""
    blocks: list[Block] = [Text(words.answers.claim(len(speaking)))]
    for number, finding in enumerate(speaking[:MOST], start=1):
        source = source_line(finding.passage)
        label = words.answers.part(number, shortened(source.headline, QUESTION))
        blocks.append(ShortAnswer(label, quote(finding.passage, finding.highlights), source))
    blocks += _left_out(speaking, words)
    return Card(tuple(blocks), words, question=question, accent=Accent.ANSWER)


def _left_out(listed: Sequence[Answer] | Sequence[Finding], words: Words) -> list[Block]:
    return [Note(words.numbers.more(len(listed) - MOST))] if len(listed) > MOST else []


def _block(number: int, answer: Answer, words: Words, up_to: str | None) -> Block:
    label = words.answers.part(number, shortened(answer.question, QUESTION))
    best = answer.best
    if best is None:
        return Text(denied(answer, words, up_to), heading=label)
    return ShortAnswer(label, quote(best.passage, best.highlights), source_line(best.passage), above(answer, words))
