"""A value of an object that is computed where it is first asked for, and kept there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Self, TypeVar, overload

Owner_contra = TypeVar("Owner_contra", contravariant=True)
Value_co = TypeVar("Value_co", covariant=True)


class lazy(Generic[Owner_contra, Value_co]):  # noqa: N801  # a decorator
    """What `functools.cached_property` is, without the lock that it takes in Python 3.11, which costs a microsecond.

    A question asks for some fifty. Two threads that ask for one at once compute it twice, as from Python 3.12 on.
    """

    def __init__(self, compute: Callable[[Owner_contra], Value_co]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: Owner_contra, owner: type) -> Value_co: ...

    def __get__(self, instance: Owner_contra | None, owner: type) -> Self | Value_co:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._compute(instance)
        return value
