"""Keys seen lately, so that an event that Discord delivers twice (as after a resumed connection) is handled once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable


class RecentKeys:
    """A set that keeps only its `most` latest keys."""

    def __init__(self, most: int = 5_000) -> None:
        self._most = most
        self._keys: OrderedDict[Hashable, None] = OrderedDict()

    def first(self, key: Hashable) -> bool:
        """Add a key; return whether it was new."""
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > self._most:
            self._keys.popitem(last=False)
        return True
