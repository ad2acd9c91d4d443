"""All features of a unit, by name: shape and order of what the model weighs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.feature import by_name
from retrieval.questions.acts import help as _help
from retrieval.questions.acts import openings, surroundings, topics
from retrieval.questions.acts.placed_unit import FEATURES, PlacedUnit

_MODULES: Final = (openings, surroundings, topics, _help)  # which add them
UNIT_FEATURES: Final = by_name(*FEATURES)
"""The features by name."""
_VALUES: Final = [each.value for each in FEATURES]


def observe(placed: Sequence[PlacedUnit]) -> npt.NDArray[np.float64]:
    """Return which features the units of a message have, 1 or 0: shape (units, features)."""
    return np.array([[value(one) for value in _VALUES] for one in placed], dtype=np.float64)
