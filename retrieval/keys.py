"""Short hashes that name a part of a story, and still name it when the story is read again."""

from __future__ import annotations

import hashlib
from typing import Final

KEY_BITS: Final = 30
"""Several keys and more must fit the 100 characters of a button's id; of 1,000 parts, two share a key in one of 2,000
stories (birthday problem), and those who look one up must bear with that."""


def short_key(*parts: str) -> int:
    """Return a hash of the parts in `KEY_BITS` bits: the same in every process and release. Not a secret."""
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "big") >> 32 - KEY_BITS
