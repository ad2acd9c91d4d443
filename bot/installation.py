"""How the program is installed: from a checkout, or from a wheel. Imports nothing that may be missing."""

from __future__ import annotations

from pathlib import Path

DISTRIBUTION = "verbatim-bot"
"""The name under which pip knows the program."""

CODE = Path(__file__).resolve().parents[1]
"""The folder that holds the packages `bot` and `retrieval`: the checkout, or the environment's site-packages."""


def project_file(code: Path = CODE) -> Path | None:
    """Return the checkout's pyproject.toml; None where a wheel is installed."""
    path = code / "pyproject.toml"
    return path if path.is_file() else None


def settings_example(code: Path = CODE) -> Path:
    """Return the file that explains every setting. A wheel carries it in the package (`force-include`)."""
    installed = code / "bot" / "env.example"
    return installed if installed.is_file() else code / ".env.example"
