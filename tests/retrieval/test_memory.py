"""What a story needs, and what a container, a unit or the machine allows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.article import make_article
from retrieval.memory import BASE, EACH, LimitedBy, Memory, MemoryLimit, memory_for, memory_limit

MB = 10**6


def machine(folder: Path, groups: str, limits: dict[str, str]) -> Path:
    """Write what a Linux shows of control groups."""
    (folder / "proc" / "self").mkdir(parents=True)
    (folder / "proc" / "self" / "cgroup").write_text(groups)
    for name, text in limits.items():
        file = folder / "sys" / "fs" / "cgroup" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


@pytest.mark.parametrize(
    ("groups", "limits", "allowed"),
    [
        ("0::/\n", {"memory.max": "7000000\n"}, 7 * MB),
        ("0::/system.slice/verbatim.service\n", {"system.slice/verbatim.service/memory.max": "9000000\n"}, 9 * MB),
        # The group above allows less, and that counts.
        ("0::/a/b\n", {"a/b/memory.max": "9000000\n", "a/memory.max": "8000000\n", "memory.max": "max\n"}, 8 * MB),
        # In a container the path may lead nowhere: the root is its own group.
        ("0::/docker/0123\n", {"memory.max": "6000000\n"}, 6 * MB),
        ("5:cpu:/x\n4:memory:/docker/01\n0::/\n", {"memory/memory.limit_in_bytes": "5000000\n"}, 5 * MB),
    ],
)
def test_a_control_group_limits(tmp_path: Path, groups: str, limits: dict[str, str], allowed: int) -> None:
    assert memory_limit(machine(tmp_path, groups, limits)) == MemoryLimit(allowed, LimitedBy.CONTROL_GROUP)


@pytest.mark.parametrize(
    ("groups", "limits"),
    [
        ("0::/\n", {"memory.max": "max\n"}),
        ("4:memory:/\n", {"memory/memory.limit_in_bytes": "9223372036854771712\n"}),
        ("0::/\n", {"memory.max": "much\n"}),
        ("0::/\n", {}),
    ],
)
def test_without_one_the_machine_or_the_process_limits(tmp_path: Path, groups: str, limits: dict[str, str]) -> None:
    found = memory_limit(machine(tmp_path, groups, limits))
    assert found is not None
    assert found.by is not LimitedBy.CONTROL_GROUP
    assert found.allowed > 100 * MB
    assert memory_limit(tmp_path / "nowhere") == found


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip), min_size=1, max_size=3))
def test_what_is_needed_grows_with_the_characters_of_all_articles(texts: list[str]) -> None:
    articles = [make_article(f"{number}.txt", text) for number, text in enumerate(texts)]
    assert memory_for(articles).needed == BASE + EACH * sum(len(article.text) for article in articles)
    assert BASE > 50 * MB
    assert EACH > 1


def test_what_fits() -> None:
    limit = MemoryLimit(500, LimitedBy.CONTROL_GROUP)
    assert Memory(500, limit).fits
    assert not Memory(501, limit).fits
    assert Memory(501, None).fits
