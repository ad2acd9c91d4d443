"""A named function of an example: what a linear model weighs, a feature of a ranking or a signal of a confidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Example_contra = TypeVar("Example_contra", contravariant=True)
Value_co = TypeVar("Value_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Feature(Generic[Example_contra, Value_co]):
    """One feature: its name in the table of weights, what it measures, and the function that does."""

    name: str
    meaning: str
    value: Callable[[Example_contra], Value_co]


def feature(value: Callable[[Example_contra], Value_co]) -> Feature[Example_contra, Value_co]:
    """Make a feature of a function: its name is the function's, its meaning the docstring."""
    return Feature(value.__name__, " ".join((value.__doc__ or "").split()), value)


def by_name(*features: Feature[Example_contra, Value_co]) -> Mapping[str, Feature[Example_contra, Value_co]]:
    """Return features by their names, in the order of the table of weights."""
    return {each.name: each for each in features}
