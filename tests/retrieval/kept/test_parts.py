"""Parts come back as they were packed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.kept.parts import Parts, pack_parts

NUMBERS = st.lists(st.integers(0, 255), max_size=5)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6))
def test_each_part_comes_back(written: list[tuple[list[int], list[int]]]) -> None:
    parts = Parts(
        pack_parts([{"a": np.array(a, dtype=np.int32), "b.text": np.array(b, dtype=np.uint8)} for a, b in written])
    )
    assert len(parts) == len(written)
    for number, (a, b) in enumerate(written):
        part = parts[number]
        assert (part["a"].tolist(), part["b.text"].tolist()) == (a, b)
        assert (part["a"].dtype.name, part["b.text"].dtype.name) == ("int32", "uint8")
    with pytest.raises(IndexError):
        parts[len(written)]
