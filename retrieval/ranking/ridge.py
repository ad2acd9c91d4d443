"""Kernel ridge regression over sparse features, without the kernel: (F Fᵀ + λI)⁻¹ Y by products with F alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.ranking.ragged import Ragged

Vector = npt.NDArray[np.float32]

RIDGE = 1.5
_ITERATIONS = 12
"""Of the block conjugate gradients: on the seeds' 7,074 questions no weight is then off by more than 0.0001."""
_COLUMNS = 128
"""So many columns of the solution are sought together, and more one block after another."""
_DENSE_SHARE = 100
"""Features of more than one in so many rows are multiplied as one dense block, the others one by one."""
_CHUNK = 65_536
"""How many numbers of a sparse matrix are multiplied at a time."""


@dataclass(frozen=True, eq=False)
class SparseMatrix:
    """A matrix by its rows: those of row r are `values[columns.starts[r] : columns.starts[r + 1]]`."""

    columns: Ragged
    values: Vector
    width: int

    @classmethod
    def of(
        cls, rows: npt.NDArray[np.int32], columns: npt.NDArray[np.int32], values: Vector, shape: tuple[int, int]
    ) -> SparseMatrix:
        """Gather numbers given in any order."""
        order = np.argsort(rows, kind="stable")
        return cls(Ragged.grouped(rows, columns, shape[0]), values[order], shape[1])

    @property
    def rows(self) -> npt.NDArray[np.int32]:
        """The row of each number."""
        return np.repeat(np.arange(len(self.columns), dtype=np.int32), self.columns.lengths)

    @property
    def transposed(self) -> SparseMatrix:
        """The same matrix by its columns."""
        return SparseMatrix.of(self.columns.values, self.rows, self.values, (self.width, len(self.columns)))

    @cached_property
    def _by_length(self) -> list[tuple[npt.NDArray[np.intp], npt.NDArray[np.int32], Vector]]:
        """Rows of equal length together: their numbers, and their columns and values as blocks, (rows, length)."""
        lengths = self.columns.lengths
        blocks = []
        for length in np.unique(lengths[lengths > 0]):
            rows = np.flatnonzero(lengths == length)
            places = self.columns.starts[rows][:, None] + np.arange(length)
            blocks.append((rows, self.columns.values[places], self.values[places]))
        return blocks

    def times(self, dense: Vector) -> Vector:
        """Return the product with a dense matrix, shape (rows, columns of `dense`)."""
        result = np.zeros((len(self.columns), dense.shape[1]), dtype=np.float32)
        for rows, columns, values in self._by_length:
            step = max(1, _CHUNK // columns.shape[1])
            for first in range(0, len(rows), step):
                some = slice(first, first + step)
                result[rows[some]] = np.matmul(values[some, None], dense[columns[some]])[:, 0]
        return result


def kernel_ridge(
    by_feature: SparseMatrix, targets: Vector, ridge: float = RIDGE, iterations: int = _ITERATIONS
) -> Vector:
    """Solve (F Fᵀ + λI) X = targets for a sparse F, whose transpose is given; no column of `targets` is zero."""
    common = by_feature.columns.lengths * _DENSE_SHARE > by_feature.width
    often, seldom = np.flatnonzero(common), np.flatnonzero(~common)
    dense = np.zeros((by_feature.width, len(often)), dtype=np.float32)
    places, column = by_feature.columns.places(often)
    dense[by_feature.columns.values[places], column] = by_feature.values[places]
    places, feature = by_feature.columns.places(seldom)
    rows, values = by_feature.columns.values[places], by_feature.values[places]
    forth = SparseMatrix.of(feature.astype(np.int32), rows, values, (len(seldom), by_feature.width))
    back = forth.transposed

    def product(vectors: Vector) -> Vector:
        return dense @ (dense.T @ vectors) + back.times(forth.times(vectors))

    solution = np.zeros_like(targets)
    for first in range(0, targets.shape[1], _COLUMNS):
        block = slice(first, first + _COLUMNS)
        solution[:, block] = solve(product, targets[:, block], ridge, iterations)
    return solution


def solve(
    product: Callable[[Vector], Vector], targets: Vector, ridge: float = RIDGE, iterations: int = _ITERATIONS
) -> Vector:
    """Solve (K + λI) X = targets, whose columns are orthogonal and not zero, by block conjugate gradients.

    Dubrulle, "Retooling the method of block conjugate gradients" (2001), algorithm BCGrQ; `product` multiplies with K.
    All columns share what each product reveals: after twelve the weights are right to four digits, where solving column
    by column needs some fifty, and until then depends on how sums are rounded.
    """
    norms = np.sqrt((targets * targets).sum(axis=0))
    basis = targets / norms
    remaining = np.diag(norms)
    direction = basis
    solution = np.zeros_like(targets)
    for _ in range(iterations):
        image = product(direction) + np.float32(ridge) * direction
        step = np.linalg.inv(direction.T @ image)
        solution += direction @ (step @ remaining)
        basis, change = _orthonormal(basis - image @ step)
        direction = basis + direction @ change.T
        remaining = change @ remaining
    return solution


def _orthonormal(block: Vector) -> tuple[Vector, Vector]:
    """Return Q and R of a tall block, by Cholesky's factor of its Gram matrix, twice, so that Q is orthonormal.

    Yamamoto, Nakatsukasa, Yanagisawa and Fukaya, "Roundoff error analysis of the CholeskyQR2 algorithm" (2015). It
    takes a hundredth of the time of Householder's; that is used where a block is too near to losing its rank.
    """
    try:
        whole = np.eye(block.shape[1])
        basis = block
        for _ in range(2):
            factor = np.linalg.cholesky((basis.T @ basis).astype(np.float64)).T
            basis = basis @ np.linalg.inv(factor).astype(np.float32)
            whole = factor @ whole
    except np.linalg.LinAlgError:
        return np.linalg.qr(block)
    return basis, whole.astype(np.float32)
