"""A text that must not be printed, such as the token."""

from __future__ import annotations

import hmac


class Secret:
    """A text that cannot be printed: `repr` and `str` say only whether it is set. `reveal()` gives it out."""

    __slots__ = ("__value",)

    def __init__(self, value: str = "") -> None:
        self.__value = value

    def reveal(self) -> str:
        """Return the secret itself: for the one call that needs it, never for a log."""
        return self.__value

    def __bool__(self) -> bool:
        return bool(self.__value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self.__value.encode(), other.__value.encode())

    def __hash__(self) -> int:
        return hash((Secret, self.__value))

    def __repr__(self) -> str:
        return "set" if self.__value else "not set"

    __str__ = __repr__

    def __format__(self, _specification: str) -> str:
        return repr(self)

    def __reduce__(self) -> tuple[type[Secret], tuple[()]]:
        return Secret, ()
