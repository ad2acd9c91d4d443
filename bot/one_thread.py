"""How many threads numpy multiplies in: one, unless the host chose otherwise."""

from __future__ import annotations

import os

CHOSEN_BY = ("OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS")
"""The variables that OpenBLAS heeds, in this order."""


def calculate_in_one_thread() -> None:
    """Have OpenBLAS, which numpy brings, start no threads of its own; to be called before numpy is imported.

    Our matrices are small. On two cores its threads, which spin while they wait, took 0.07 s of processor time from
    every start and 0.004 s from every question. No answer came later by the clock without them; a start on an idle
    machine took 0.08 s longer, a first build 0.9 s.
    """
    if not any(os.environ.get(name) for name in CHOSEN_BY):
        os.environ[CHOSEN_BY[0]] = "1"
