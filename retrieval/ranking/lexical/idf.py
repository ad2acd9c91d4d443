"""Lucene's inverse document frequency, which is never negative: a term in most documents adds little.

idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5)): Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
Beyond" (2009), section 3.5.4; Lucene's `BM25Similarity`.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from retrieval.kept.gathering import Integers


def lucene_idf(size: int, frequency: int) -> float:
    """Return the idf of a term that `frequency` of `size` documents hold."""
    return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))


def idf_column(size: int, frequencies: Integers) -> npt.NDArray[np.float64]:
    """Return the idf of each term by its document frequency; by math.log, whose last bit numpy's may not share."""
    distinct, which = np.unique(frequencies, return_inverse=True)
    return np.array([lucene_idf(size, int(each)) for each in distinct])[which] if len(distinct) else np.zeros(0)
