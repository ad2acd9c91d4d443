"""A question against a story's corpus, for the tests of the ranking."""

from retrieval import Story
from retrieval.questions.understood import understand_alone
from retrieval.ranking.query import Query


def query(story: Story, question: str) -> Query:
    """Read a question that stands alone."""
    understood = understand_alone(story.reader, question)
    return Query.of_all(story.ranker.corpus, understood.text, understood.wanted)
