"""Names are joined to people in a time that grows with how many there are, and not with its square."""

from __future__ import annotations

from itertools import cycle, product

from retrieval.english.name_words import FEMALE_NAMES
from retrieval.people.name_clusters import cluster_names
from retrieval.people.name_counts import NameCounts
from tests.scaling import LONG, SHORT, linear

LETTERS = "abcdefghijklmnopqrstu"


def test_many_people_take_no_square_of_their_time() -> None:
    surnames = ["".join(letters).capitalize() for letters in product(LETTERS, repeat=3)]
    firsts = sorted(map(str.capitalize, FEMALE_NAMES))
    counted: dict[int, NameCounts] = {}
    for length in (SHORT, LONG):
        counts = NameCounts()
        for surname, first in zip(surnames[: length // 12], cycle(firsts), strict=False):
            counts.read(f"It was {first} Q{surname} who said no, and Q{surname} said so.")
        counted[length] = counts
    assert len(cluster_names(counted[SHORT])) == SHORT // 12
    linear(lambda text: cluster_names(counted[len(text)]), "x")
