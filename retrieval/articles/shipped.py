"""Where the sample story is: `seeds/` beside the code in a checkout, inside the package in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
INSTALLED_STORY = _PACKAGE / "seeds"
"""Where a wheel puts the sample story (`force-include` in pyproject.toml). There is no such folder in a checkout."""


def shipped_story(installed: Path = INSTALLED_STORY) -> Path:
    """Return the folder of the story that comes with Verbatim.

    A checkout and an editable install have it at the top level, beside the package; a wheel has it inside.
    """
    return installed if installed.is_dir() else installed.parents[1] / installed.name
