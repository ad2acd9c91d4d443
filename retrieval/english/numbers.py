"""Number words and what they count."""

from __future__ import annotations

from typing import Final

UNITS: Final = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
TENS: Final = {
    word: value
    for value, word in zip(
        range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
SCALES: Final = ("hundred", "thousand", "million", "billion")
VAGUE: Final = ("several", "few", "couple", "dozen", "dozens", "hundreds", "thousands", "half")
"""Words that say how many without saying it exactly."""
ORDINALS: Final = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        start=1,
    )
}
