"""An article -> what to give to whoever writes questions about it: a person, or a language model of the host's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from retrieval.articles.article import Article
from retrieval.articles.passages import PassageKind
from retrieval.printable import printable
from retrieval.story import Story

PER_PASSAGE: Final = 3
"""How many questions are asked for a paragraph."""
SHOWN: Final = 5
"""Of the questions that a paragraph has already so many are shown, so that others are written."""

_PROMPT: Final = """\
Below is an article. Its paragraphs are numbered, ¶1 to ¶{last}.
For each of these paragraphs, write {count} that only it answers: {wanted}.
Write them as people type them into a chat who have heard of the story and want to know something:

- In their own words. They don't have the text before them: use other words than the paragraph does, and copy nothing.
- Short: mostly 4 to 12 words. A few only keywords ("captain age"), a few clumsy or all lower case, most of them plain.
- Each makes sense by itself. Name whom and what it is about; no "he", no "this ship", no "in this paragraph".
- Each asks one thing, and each another thing: who, when, where, why, how many, what for, what then.
- The paragraph alone must answer it. Leave out a paragraph that tells nothing.

Answer with one question a line, the paragraph's number in front, and nothing else:

¶{first}: …
¶{first}: …
"""


def passages_to_ask(story: Story, article: Article) -> tuple[int, ...]:
    """Return the numbers of an article's paragraphs that are worth asking about: neither headline nor furniture."""
    worth = {
        passage.paragraph
        for passage in story.passages
        if passage.file == article.file and passage.kind is PassageKind.BODY
    }
    return tuple(sorted(worth))


def prompt(story: Story, article: Article, paragraphs: Collection[int], per_passage: int = PER_PASSAGE) -> str:
    """Return the prompt: what makes a good question, the form of the answer, and the article with its numbers."""
    asked: defaultdict[int, list[str]] = defaultdict(list)
    for question in story.knowledge.questions.answered:
        if question.file == article.file and question.paragraph in paragraphs:
            asked[question.paragraph].append(question.text)
    count = "a question" if per_passage == 1 else f"{per_passage} questions"
    lines = [
        _PROMPT.format(last=len(article.paragraphs), count=count, wanted=ranges(paragraphs), first=min(paragraphs))
    ]
    lines += [f"¶{paragraph.number} {printable(paragraph.text.strip())}\n" for paragraph in article.paragraphs]
    if asked:
        lines.append("These are there already; ask something else:\n")
        lines += [f"¶{number}: {text}" for number, texts in sorted(asked.items()) for text in texts[:SHOWN]]
        lines.append("")
    return "\n".join(lines)


def ranges(numbers: Collection[int]) -> str:
    """Return numbers in short, in order: "¶2 to ¶9, ¶12"."""
    ordered = sorted(set(numbers))
    parts: list[str] = []
    first = 0
    for at, number in enumerate(ordered, start=1):
        if at == len(ordered) or ordered[at] != number + 1:
            begin = ordered[first]
            parts.append(f"¶{begin}" if begin == number else f"¶{begin} to ¶{number}")
            first = at
    return ", ".join(parts)
