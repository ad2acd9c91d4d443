"""Every fixed sentence, in one catalogue. Another language is another module with the same names."""

from __future__ import annotations

DECLINED = "The articles don't say."
