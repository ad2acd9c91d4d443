"""The names of months and days, in lower case, and what else names a day."""

from __future__ import annotations

from typing import Final

MONTHS: Final = tuple("january february march april may june july august september october november december".split())
WEEKDAYS: Final = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
SHORT_MONTHS: Final = tuple("jan feb mar apr jun jul aug sep sept oct nov dec".split())
SHORT_WEEKDAYS: Final = tuple("mon tue tues wed thu thurs fri sat sun".split())
RELATIVE_DAYS: Final = ("today", "tonight", "yesterday", "tomorrow")
