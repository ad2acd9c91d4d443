"""Articles and questions: finds the passage that answers. Knows nothing of Discord.

This module is the public API: `bot` imports from here alone.

>>> from retrieval import Exchange, Story
>>> story = Story.load()
>>> answer = story.ask("how old is alice")
>>> answer.answered
True
>>> passage = answer.best.passage
>>> passage.file, passage.paragraph
('003_7544e19da446d4cf.txt', 3)
>>> [passage.text[start:end] for start, end in answer.best.highlights]
['63-year-old']

A follow-up is asked with the exchange before it; a question that the articles don't answer is declined.

>>> before = Exchange("who is alice johnson", "002_039dcc4ba17e706a.txt", 3)
>>> story.ask("why?", before).answered
True
>>> story.ask("why?").outcome
<Outcome.DECLINED: 'declined'>
>>> story.ask("how much money did kim pay").missing
<AnswerKind.MONEY: 'money'>

`story.quotations` finds what somebody said (see `QuotationIndex`).

>>> story.quotations.search("holy dance").matches[0].quotation.speaker
'Alice Marie Johnson'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from retrieval.answer import Answer, Exchange, Finding, Outcome
from retrieval.articles.article import Article, Paragraph, Source
from retrieval.articles.lookup import articles_called, articles_like
from retrieval.articles.passages import Passage, PassageKind
from retrieval.articles.read_up_to import ReadUpTo, earliest, limits_called
from retrieval.articles.stories_folder import StoriesFound, StoryFolder, stories_in
from retrieval.commands.bar import DOING, bar_on
from retrieval.english.answer_kinds import AnswerKind
from retrieval.english.terms import terms
from retrieval.errors import LimitGoneError, Problem, RetrievalError, StoryError
from retrieval.kept.cache_folder import cache_folder
from retrieval.kept.store import KEPT_SUFFIX
from retrieval.keys import KEY_BITS, short_key
from retrieval.knowledge.files import QUESTIONS_FOLDER, Knowledge
from retrieval.knowledge.people_file import PEOPLE_FILE
from retrieval.knowledge.vocabulary import VOCABULARY_FILE
from retrieval.memory import LimitedBy, Memory, MemoryLimit, memory_for
from retrieval.people.people import Person
from retrieval.printable import printable_line
from retrieval.progress import Progress, Report, Stage, unheard
from retrieval.questions.pointing import only_points
from retrieval.quotations.index import QuotationIndex
from retrieval.quotations.keys import speaker_key
from retrieval.quotations.names import Called, Known, Nobody, Several
from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.search import QuotationResults
from retrieval.quotations.utterances import Utterance
from retrieval.quotations.wordings import Difference, comparable_words, differences
from retrieval.spans import Span
from retrieval.story import SEEDS, STORY_FILES, Story

if TYPE_CHECKING:
    from retrieval.importing.errors import ImportingError
    from retrieval.importing.write import Prepared
    from retrieval.workshop.additions import MOST_BYTES, Addition, reading_command, take_back
    from retrieval.workshop.change import Change, make_change
    from retrieval.workshop.errors import WorkshopError
    from retrieval.workshop.filling import Filled, filled, plan_answer, plan_not_told
    from retrieval.workshop.gaps import AskedInVain, GapGroup, asked_now, grouped, nearest_passages
    from retrieval.workshop.proof import Fault, Proof, Verdict
    from retrieval.workshop.question_writer import adding_not_told, adding_questions

# One group a line of thought; within a group by use.
__all__ = [  # noqa: RUF022
    # A story, and what is wrong with its files
    "Story",
    "SEEDS",
    "Problem",
    "RetrievalError",
    "StoryError",
    # A folder of several
    "StoryFolder",
    "StoriesFound",
    "stories_in",
    # How far reading it has come
    "Progress",
    "Report",
    "Stage",
    "unheard",
    "bar_on",
    "DOING",
    # What it needs of the machine
    "Memory",
    "MemoryLimit",
    "LimitedBy",
    "memory_for",
    # A question and its answer
    "Exchange",
    "Answer",
    "Outcome",
    "AnswerKind",
    "Finding",
    "Span",
    "only_points",
    # Articles and their passages
    "Article",
    "Source",
    "Paragraph",
    "Passage",
    "PassageKind",
    "articles_called",
    "articles_like",
    # How far a story is told
    "ReadUpTo",
    "limits_called",
    "earliest",
    "LimitGoneError",
    # Quotations, and the people who say them
    "QuotationIndex",
    "Quotation",
    "QuotationKind",
    "QuotationResults",
    "Utterance",
    "Difference",
    "differences",
    "comparable_words",
    "Person",
    "Called",
    "Known",
    "Several",
    "Nobody",
    # Short keys that outlast a reload
    "KEY_BITS",
    "short_key",
    "speaker_key",
    # The host's files, and words as the index reads them
    "Knowledge",
    "STORY_FILES",
    "PEOPLE_FILE",
    "VOCABULARY_FILE",
    "QUESTIONS_FOLDER",
    "cache_folder",
    "KEPT_SUFFIX",
    # What a file or an address adds to a story
    "Addition",
    "Prepared",
    "ImportingError",
    "reading_command",
    "take_back",
    "MOST_BYTES",
    "terms",
    # Text of others that is safe to print
    "printable_line",
    # The workshop: questions that are added to a story's files
    "Proof",
    "Verdict",
    "Fault",
    "adding_questions",
    "adding_not_told",
    "Change",
    "make_change",
    "WorkshopError",
    # … and what was asked in vain
    "AskedInVain",
    "GapGroup",
    "grouped",
    "nearest_passages",
    "asked_now",
    "plan_answer",
    "plan_not_told",
    "filled",
    "Filled",
]

_LATER: Final = {
    **dict.fromkeys(("Change", "make_change"), "retrieval.workshop.change"),
    "WorkshopError": "retrieval.workshop.errors",
    **dict.fromkeys(("Filled", "filled", "plan_answer", "plan_not_told"), "retrieval.workshop.filling"),
    **dict.fromkeys(("AskedInVain", "GapGroup", "asked_now", "grouped", "nearest_passages"), "retrieval.workshop.gaps"),
    **dict.fromkeys(("Fault", "Proof", "Verdict"), "retrieval.workshop.proof"),
    **dict.fromkeys(("adding_not_told", "adding_questions"), "retrieval.workshop.question_writer"),
    "ImportingError": "retrieval.importing.errors",
    "Prepared": "retrieval.importing.write",
    **dict.fromkeys(("MOST_BYTES", "Addition", "reading_command", "take_back"), "retrieval.workshop.additions"),
}
"""What is imported when it is first asked for, from where: a start needs none of it."""


def __getattr__(name: str) -> object:
    """Return what is imported later: see `_LATER`."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_LATER[name]), name)
    globals()[name] = found
    return found
