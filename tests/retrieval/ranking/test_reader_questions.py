"""Reader questions point to their passages: nearest and learned."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.knowledge.phrases import Group, Phrases
from retrieval.knowledge.vocabulary import Vocabulary, to_phrase
from retrieval.people.people import People
from retrieval.questions.reading import ReadText, TextReader
from retrieval.ranking import reader_questions
from retrieval.ranking.reader_questions import CHANNELS, ReaderQuestionModel, highest_places, views
from retrieval.ranking.ridge import RIDGE, SparseMatrix, Vector, kernel_ridge, solve

ANSWERED = {
    0: ["how old is the baker", "what age is she", "was she born long ago", "her age please"],
    1: ["where did the comet fall", "in which sea did it land", "where is the comet now", "which town was near"],
    2: ["who was hurt", "did anybody get injured", "were there victims", "was somebody hurt by the comet"],
}
UNANSWERABLE = ["what did it cost", "how much money was lost"]
LABELS = [label for label, texts in ANSWERED.items() for _ in texts] + [3] * len(UNANSWERABLE)


@pytest.fixture(scope="module")
def reader() -> TextReader:
    groups = [Group((to_phrase("hurt"), to_phrase("injured"), to_phrase("wounded")))]
    article = make_article("x.txt", "The comet\n\nThe comet fell near a town.")
    return TextReader.build(People(), Vocabulary(Phrases.of(groups)), [article.text])


@pytest.fixture(scope="module")
def similar(reader: TextReader) -> ReaderQuestionModel:
    return ReaderQuestionModel.build(read(reader), LABELS, 4)


def asked(model: ReaderQuestionModel, text: ReadText) -> tuple[Vector, Vector]:
    """Return how similar a question is to each reader question, and how strongly it points to each label."""
    features = model.features(text)
    similarities = model.similarities(features)
    return similarities, model.scores(similarities)


def read(reader: TextReader) -> list[ReadText]:
    return [
        reader.read_question(text) for text in [text for texts in ANSWERED.values() for text in texts] + UNANSWERABLE
    ]


def test_a_question_is_most_like_itself(similar: ReaderQuestionModel, reader: TextReader) -> None:
    for number, reading in enumerate(read(reader)):
        found = asked(similar, reading)[0]
        assert found.shape == (len(LABELS),)
        assert found.argmax() == number
        assert found[number] == pytest.approx(1, abs=1e-4)
        assert found.min() >= 0
        assert found.max() <= 1 + 1e-4


def test_the_channels_weigh_one_in_all() -> None:
    assert sum(CHANNELS.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("question", "label"),
    [("how old was the baker", 0), ("where did it fall", 1), ("was anyone wounded", 2), ("how much did it cost", 3)],
)
def test_an_unseen_question_points_to_its_label(
    similar: ReaderQuestionModel, reader: TextReader, question: str, label: int
) -> None:
    similarities, scores = asked(similar, reader.read_question(question))
    assert scores.argmax() == label
    assert similar.nearest(similarities, 3).argmax() == label


def test_a_typing_error_still_points(similar: ReaderQuestionModel, reader: TextReader) -> None:
    assert asked(similar, reader.read_question("where did the comett fal"))[1].argmax() == 1


def test_an_empty_question_points_weakly(similar: ReaderQuestionModel, reader: TextReader) -> None:
    # Only what it asks for (nothing) is like what others ask for.
    assert asked(similar, reader.read_question("🙂"))[0].max() <= CHANNELS["asked"] + 1e-6


def test_what_is_unpacked_is_what_was_learned(similar: ReaderQuestionModel, reader: TextReader) -> None:
    again = ReaderQuestionModel.unpack(similar.pack())
    for question in ("how old was the baker", "zebra", "where did it fall"):
        text = reader.read_question(question)
        one, other = asked(similar, text), asked(again, text)
        np.testing.assert_array_equal(one[0], other[0])
        np.testing.assert_array_equal(one[1], other[1])
        np.testing.assert_array_equal(similar.nearest(one[0], 3), again.nearest(other[0], 3))


def test_where_there_is_too_much_to_learn_the_mean_counts(
    similar: ReaderQuestionModel, reader: TextReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_questions, "MAX_LEARNED", 10)
    model = ReaderQuestionModel.build(read(reader), LABELS, 4)
    similarities, scores = asked(model, reader.read_question("where did the comet fall"))
    np.testing.assert_array_equal(similarities, asked(similar, reader.read_question("where did the comet fall"))[0])
    assert scores[1] == pytest.approx(
        np.mean([each for each, label in zip(similarities, LABELS, strict=True) if label == 1])
    )


def test_one_question_is_enough(reader: TextReader) -> None:
    one = ReaderQuestionModel.build([reader.read_question("where did it fall")], [0], 2)
    similarities, scores = asked(one, reader.read_question("where did the comet fall"))
    assert scores.argmax() == 0
    assert one.nearest(similarities, 3).shape == (2,)


def test_a_question_without_words_may_stand_among_them(reader: TextReader) -> None:
    readings = [reader.read_question(text) for text in ("🙂", "where did it fall")]
    found = ReaderQuestionModel.build(readings, [0, 1], 3)
    assert np.isfinite(asked(found, reader.read_question("where"))[1]).all()


def test_the_views_of_a_question(reader: TextReader) -> None:
    found = views(reader.read_question("who was injured"))
    assert set(found) == set(CHANNELS)
    assert found["word"] == ["who", "was", "injur"]
    assert found["concept"][-1].startswith("#")
    assert found["pair"][0].startswith("^ ")
    assert found["gram4"][0] == " who"


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 120), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_what_is_learned_is_the_solution(size: int, most_labels: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    points = random.uniform(0, 1, (size, 6)) / math.sqrt(6)  # all alike, as questions are: one large eigenvalue
    kernel = (points @ points.T).astype(np.float32)
    labels = np.unique(random.integers(0, most_labels, size), return_inverse=True)[1]
    targets = np.eye(labels.max() + 1, dtype=np.float32)[labels]
    exact = np.linalg.solve(kernel.astype(np.float64) + RIDGE * np.eye(size), targets)
    np.testing.assert_allclose(solve(lambda vectors: kernel @ vectors, targets), exact, atol=1e-4)


def test_the_order_of_the_questions_does_not_matter(story: Story) -> None:
    questions = story.knowledge.questions.answered[::4]
    texts = [story.reader.read_question(question.text) for question in questions]
    labels = [story.library.rows(question.file, question.paragraph)[0] for question in questions]
    texts_asked = [
        story.reader.read_question(text) for text in ("how old is alice", "did kim cry when she heard it", "why")
    ]
    scores = []
    for step in (1, -1):
        model = ReaderQuestionModel.build(texts[::step], labels[::step], len(story.passages))
        scores.append(np.stack([asked(model, text)[1] for text in texts_asked]))
    np.testing.assert_allclose(scores[0], scores[1], atol=1e-4)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 60), st.integers(1, 80), st.integers(0, 2**32 - 1))
def test_products_with_the_features_are_products_with_the_kernel(size: int, features: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    matrix = (
        random.uniform(0, 1, (features, size)) * (random.uniform(0, 1, (features, size)) < 0.2) / math.sqrt(features)
    )
    rows, columns = np.nonzero(matrix)
    values = matrix[rows, columns].astype(np.float32)
    sparse = SparseMatrix.of(rows.astype(np.int32), columns.astype(np.int32), values, (features, size))
    targets = np.eye(size, dtype=np.float32)[:, : min(5, size)]
    exact = np.linalg.solve(matrix.T @ matrix + RIDGE * np.eye(size), targets)
    np.testing.assert_allclose(kernel_ridge(sparse, targets), exact, atol=1e-4)
    np.testing.assert_allclose(sparse.times(targets), matrix @ targets, atol=1e-5)
    np.testing.assert_allclose(sparse.transposed.times(matrix.astype(np.float32)), matrix.T @ matrix, atol=1e-4)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=900), st.integers(1, 120))
def test_of_the_highest_equal_ones_the_first_are_taken(numbers: list[int], count: int) -> None:
    count = min(count, len(numbers))
    expected = sorted(range(len(numbers)), key=lambda at: (-numbers[at], at))[:count]
    assert highest_places(np.array(numbers, dtype=np.float32), count).tolist() == sorted(expected)


def test_a_common_feature_counts_what_its_postings_say(
    reader: TextReader, similar: ReaderQuestionModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[list[Vector]] = []
    for common in (1, len(LABELS) + 1):  # no feature is common, every feature is
        monkeypatch.setattr(reader_questions, "_COMMON", common)
        model = ReaderQuestionModel.unpack(similar.pack())
        found.append([model.similarities(model.features(text)) for text in read(reader)])
    assert np.allclose(found[0], found[1], atol=1e-6)
