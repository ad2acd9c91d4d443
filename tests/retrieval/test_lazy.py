"""A lazy value is computed once, for each object by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from retrieval.lazy import lazy


@dataclass(frozen=True)
class Counted:
    number: int
    calls: list[int] = field(default_factory=list)

    @lazy
    def doubled(self) -> int:
        """Twice the number."""
        self.calls.append(self.number)
        return 2 * self.number


def test_it_is_computed_once_where_it_is_asked_for() -> None:
    one, two = Counted(1), Counted(2)
    assert not one.calls
    assert [one.doubled, one.doubled, two.doubled] == [2, 2, 4]
    assert (one.calls, two.calls) == ([1], [2])


def test_it_is_documented_as_the_function_is() -> None:
    assert Counted.doubled.__doc__ == "Twice the number."
