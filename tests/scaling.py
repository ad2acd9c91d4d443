"""Does work grow with the text, or with its square? A thread's own times are compared, never one with a clock."""

import time
from collections.abc import Callable

SHORT, LONG = 6_000, 96_000


def linear(work: Callable[[str], object], piece: str) -> None:
    """Check that sixteen times the text takes less than sixty times as long; quadratic work would take 256 times."""

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        taken = []
        for _ in range(3 if length == SHORT else 2):
            start = time.thread_time()
            work(text)
            taken.append(time.thread_time() - start)
        return min(taken)

    # What does not depend on the text is no part of the ratio.
    assert seconds(LONG) < 60 * max(seconds(SHORT), 0.005)
