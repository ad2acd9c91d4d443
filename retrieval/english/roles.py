"""What people are to each other and to the world, in lower case: before a name or after it, as "mayor Ann Lee"."""

from __future__ import annotations

from typing import Final

from retrieval.english.word_sets import word_set

ROLES: Final = word_set(
    """
    activist actor actress adviser advisor aide analyst anchor artist attorney author billionaire brother businessman
    candidate captain chairman chairwoman chief co-host coach columnist comedian consultant contributor correspondent
    critic dad daughter director doctor economist editor engineer executive father founder friend general governor
    grandfather grandmother great-grandmother historian host husband journalist judge king lawmaker lawyer leader man
    manager master mate mayor member minister mom mother nominee nurse offender official owner partner pollster
    president producer professor queen rapper reporter rival scientist secretary senator singer sister son spokesman
    spokesperson spokeswoman star strategist student surrogate teacher veteran wife woman writer
    """
)
