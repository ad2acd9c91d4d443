"""The prompt has the article with its numbers, what makes a good question, and the form of the answer."""

from __future__ import annotations

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.knowledge.files import Knowledge, ReaderQuestion, ReaderQuestions
from retrieval.workshop.pasted import read_pasted
from retrieval.workshop.prompt import passages_to_ask, prompt, ranges
from tests.retrieval.workshop.harbour import NAME, TEXT

ARTICLE = make_article(NAME, TEXT)
STORY = Story.build([ARTICLE], Knowledge(questions=ReaderQuestions([ReaderQuestion("which night was it", NAME, 2)])))


def test_all_that_tells_something_is_asked_about_and_the_headline_is_not() -> None:
    assert passages_to_ask(STORY, ARTICLE) == (2, 3, 4, 5)


def test_the_article_stands_in_it_word_for_word_with_its_numbers() -> None:
    text = prompt(STORY, ARTICLE, (2, 3, 5), 2)
    for paragraph in ARTICLE.paragraphs:
        assert f"¶{paragraph.number} {paragraph.text}\n" in text
    assert "write 2 questions that only it answers: ¶2 to ¶3, ¶5.\n" in text
    assert "¶2: which night was it" in text, "what is there already is told"
    assert max(map(len, text.split("¶1 ")[0].splitlines())) <= 120


def test_an_answer_in_its_form_is_read() -> None:
    form = [line for line in prompt(STORY, ARTICLE, (2, 3)).splitlines() if line.endswith(": …")]
    assert {each.paragraph for each in read_pasted("\n".join(form).replace("…", "who")).questions} == {2}


def test_an_article_steers_no_terminal() -> None:
    story = Story.build([make_article(NAME, "Head\nA \x1b[31mred line.\n")])
    assert "\x1b" not in prompt(story, story.articles[0], (2,))


def test_numbers_in_short() -> None:
    assert ranges([9, 2, 3, 4, 12]) == "¶2 to ¶4, ¶9, ¶12"
