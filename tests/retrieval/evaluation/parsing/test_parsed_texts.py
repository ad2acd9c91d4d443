"""Parsed files are read by our own words: several of the file's are one of ours, and marks are none."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from retrieval.evaluation.parsing import parsed_texts
from retrieval.evaluation.parsing.parsed_texts import parsed_text, read_parsed
from retrieval.marking.syntax.labels import Part, Relation

ROWS = [
    "# newpar",
    "1\tAnn\t_\tPROPN\t_\t_\t2\tcompound\t_\tName=B",
    "2\tLee\t_\tPROPN\t_\t_\t5\tnsubj\t_\tName=I",
    "3\tdid\t_\tAUX\t_\t_\t4\taux\t_\tSpaceAfter=No",
    "4\tn't\t_\tPART\t_\t_\t5\tneg\t_\t_",
    "5\trun\t_\tVERB\t_\t_\t0\tROOT\t_\tSpaceAfter=No",
    "6\t.\t_\tPUNCT\t_\t_\t5\tpunct\t_\t_",
    "",
    "1\tThey\t_\tPRON\t_\t_\t2\tnsubj\t_\t_",
    "2\tfell\t_\tVERB\t_\t_\t0\tROOT\t_\tSpaceAfter=No",
    "3\t.\t_\tPUNCT\t_\t_\t2\tpunct\t_\t_",
    "",
    "# newpar",
    "1\t…\t_\tPUNCT\t_\t_\t0\tROOT\t_\t_",
]


def test_a_file_is_read_text_by_text(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    texts = list(read_parsed(path))
    assert [text.strip() for text, _ in texts] == ["Ann Lee didn't run. They fell.", "…"]
    assert [word.name for word in texts[0][1]][:3] == [1, 1, 0]
    assert parsed_text(*texts[1], np.random.default_rng(1)) is None


def test_a_name_is_one_word_or_several(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    text, known = next(iter(read_parsed(path)))
    seen = {}
    for seed in range(20):
        found = parsed_text(text, known, np.random.default_rng(seed))
        assert found is not None
        seen[len(found.weight)] = found
    assert set(seen) == {5, 6}
    one, several = seen[5], seen[6]
    # Ann-Lee didn't run They fell
    assert one.parse.heads.tolist() == [2, 2, 2, 4, 4]
    assert [Relation(int(each)).name for each in one.parse.relations][2:] == ["ROOT", "NSUBJ", "ROOT"]
    assert Part(int(one.parse.parts[0])) is Part.PROPN
    assert several.parse.heads.tolist() == [1, 3, 3, 3, 5, 5]
    assert parsed_texts.NAMES_JOINED < 1
