"""A chapter is named wherever there is no room for more: in the terminal, in Discord, in `ask --json`."""

from __future__ import annotations

from pathlib import Path

from bot.cards.blocks import AlsoIn, Card, SourceLine
from bot.painting.embed import to_embed
from bot.painting.terminal import to_terminal
from bot.words.english import ENGLISH
from retrieval import Story
from retrieval.commands.ask import as_json, as_text


def test_one_reference_everywhere(tmp_path: Path) -> None:
    for number, heading in enumerate(
        ("Chapter I. Jonathan Harker’s Journal, kept in shorthand", "Chapter II"), start=1
    ):
        (tmp_path / f"{number}.txt").write_text(f"{heading}\n\nThe horses ran to the castle number {number}.\n")
    (tmp_path / "sources.toml").write_text(
        "".join(f'["{number}.txt"]\nbook = "Dracula"\npublisher = "Constable"\n' for number in (1, 2))
    )
    story = Story.load(tmp_path)
    source = SourceLine.of(story.articles[0].source, 43)
    card = Card((source, AlsoIn((source,))), ENGLISH)
    for painted in (to_terminal(card), to_embed(card).description or ""):
        assert "Dracula, Chapter I ¶ 43" in painted
        assert "Constable" not in painted
        assert painted.count("kept in shorthand") == 1
    answer = story.ask("where did the horses run")
    row = as_json(answer, 1)["passages"][0]["source"]
    assert (row["book"], row["publisher"]) == ("Dracula", "Constable")
    assert row["reference"] == story.article(answer.best.passage.file).source.reference  # type: ignore[union-attr]
    assert "Dracula, “Chapter I" in as_text(answer, 1)
