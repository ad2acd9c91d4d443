"""Discord ids: a timestamp in the high bits, so that discord.py reads the right creation time from them."""

import time
from dataclasses import dataclass, field

DISCORD_EPOCH_MILLISECONDS = 1_420_070_400_000


@dataclass
class SnowflakeSource:
    """Makes ids that are unique and grow with time."""

    _last: int = field(default=0)
    _sharded: int = field(default=0)

    def next(self) -> int:
        """Return the next id: now, or one more than the last when called twice in a millisecond."""
        now = int(time.time() * 1000) - DISCORD_EPOCH_MILLISECONDS
        self._last = max(now << 22, self._last + 1)
        return self._last

    def next_for_shard(self, shard: int, shards: int) -> int:
        """Return an id that Discord's formula ``(id >> 22) % shards`` sends to ``shard``."""
        timestamp = self.next() >> 22
        timestamp -= (timestamp - shard) % shards
        # The upper half of the low bits is kept for these ids: a timestamp moved back may be another id's.
        self._sharded += 1
        return timestamp << 22 | 1 << 21 | self._sharded


def moment_of(snowflake: int) -> str:
    """Write the time inside a snowflake as Discord writes timestamps (ISO 8601, UTC)."""
    milliseconds = (snowflake >> 22) + DISCORD_EPOCH_MILLISECONDS
    seconds, rest = divmod(milliseconds, 1000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{rest:03d}000+00:00"
