"""What has been dealt with: Discord may deliver an event twice, after a resumed connection for one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable


class Seen:
    """Remembers the latest keys it was shown, so many at most."""

    def __init__(self, most: int = 5_000) -> None:
        self._most = most
        self._keys: OrderedDict[Hashable, None] = OrderedDict()

    def first(self, key: Hashable) -> bool:
        """Tell whether this key is new, and remember it."""
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > self._most:
            self._keys.popitem(last=False)
        return True
