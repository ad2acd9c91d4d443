"""A book of six chapters for the tests of how far a story is told: who did it is told in the fifth."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from retrieval import ReadUpTo, Story

CHAPTERS = {
    "ch1.txt": """Chapter 1: The lamp goes out
The lighthouse keeper Tobias Marr lived alone on Gull Rock with his brass lamp.
"Nobody has come here since the winter," said Tobias Marr.
On Monday night the lamp went out for the first time in forty years.
""",
    "ch2.txt": """Chapter 2: A stranger
A stranger in a grey coat rowed to Gull Rock on Tuesday and asked for bread.
"I am only passing," said the stranger. "Do not tell the village that I was here."
Marr gave her bread and a blanket, and she slept beside the stove.
""",
    "ch3.txt": """Chapter 3: The village
In the village the baker Agnes Poole counted her money twice every evening.
"Somebody has been in my shop," Agnes Poole told the constable. "Forty crowns are gone."
The constable, Edwin Shaw, wrote it down and promised to ask the keeper.
""",
    "ch4.txt": """Chapter 4: The storm
The storm broke the jetty on Friday, and no boat could leave Gull Rock for three days.
"We have bread for two days," said Marr. "After that we eat gulls."
The stranger laughed at him and mended the lamp with a hairpin.
""",
    "ch5.txt": """Chapter 5: Ottoline Quist confesses
On the fourth day the stranger said that her name was Ottoline Quist.
"I took the forty crowns, and I put out your lamp," said Ottoline Quist. "My brother Casimir waited in the dark."
Casimir Quist had drowned when the jetty broke, with the crowns sewn into his belt.
Shaw, whom the village called Barnaby, had helped them to smuggle the crowns.
""",
    "ch6.txt": """Chapter 6: The verdict
The judge Leopold Ferrant sent Ottoline Quist to Dunmoor prison for seven years.
"You are all thieves, and the constable is the worst," said Ferrant.
Tobias Marr married Agnes Poole in September, and kept the hairpin.
""",
}
SOURCES = "".join(f'["{file}"]\npublisher = "Gull Rock, a novel"\n' for file in CHAPTERS)
PEOPLE = """["Ottoline Quist"]
names = ["the grey lady"]
described = ["the stranger", "the thief"]
["Edwin Shaw"]
names = ["Barnaby"]
"""
VOCABULARY = "stranger, thief, ottoline\n"
QUESTIONS = {
    "ch1": "## 4\nwhen did the lamp go out\nwhy did casimir need the dark\n",
    "ch2": "## 2\nwhat did the woman ask for\nwhat did ottoline ask for\n",
    "ch5": "## 3\nwho took the money\nwho put out the lamp\n",
    "not-told": "how old is tobias\nhow old is leopold ferrant\n",
}
LIMIT = ReadUpTo("ch4.txt")
LATER = re.compile(
    r"ottoline|quist|casimir|barnaby|leopold|ferrant|dunmoor|smuggl|drown|confess|verdict|thie[fv]|belt|prison"
    r"|married|september|ch[56]\.txt|chapter [56]",
    re.IGNORECASE,
)
"""What only chapters 5 and 6, and what the host knows of them, can have told; our own sentences hold none of it."""
ASKED = (
    "who is the stranger", "who is ottoline quist", "who took the forty crowns", "who put out the lamp",
    "why did the lamp go out", "who is the thief", "who is the grey lady", "who is barnaby", "who is edwin shaw",
    "what happened to casimir", "how did casimir die", "who did tobias marr marry", "what did the judge say",
    "what is her name", "who helped to smuggle the crowns", "when did marr marry agnes poole",
    "the stranger is ottoline quist, right?", "why did ferrant send tobias to prison", "ottolin quists brother",
    "what does chapter 5 say", "who confesses", "list all quotes by ottoline", "which articles do you have",
    "who are the people in the story", "qui est le juge Ferrant ?", "how many chapters are there", "hello",
    "was agnes poole robbed by casimir? and who is the judge", "how does it end", "what is the last sentence",
    "what did the stranger do", "how long was the prison sentence", "help", "who was sent to dunmoor",
)  # fmt: skip
"""What somebody asks who tries hard to be told; each holds, at most, what they knew before."""


def write_book(folder: Path, *, knowledge: bool = True) -> Path:
    """Write the book into a folder, with what its host knows of it, and return that."""
    (folder / "reader-questions").mkdir(parents=True, exist_ok=True)
    for file, text in {**CHAPTERS, "sources.toml": SOURCES}.items():
        (folder / file).write_text(text, encoding="utf-8")
    if knowledge:
        (folder / "people.toml").write_text(PEOPLE, encoding="utf-8")
        (folder / "vocabulary.md").write_text(VOCABULARY, encoding="utf-8")
        for name, text in QUESTIONS.items():
            (folder / "reader-questions" / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@cache
def book() -> Story:
    """Return the whole book, with what its host knows of it."""
    with TemporaryDirectory() as folder:
        return Story.load(write_book(Path(folder)))


def spoilt(text: str, asked: str = "") -> list[str]:
    """Return the words of a text that only later chapters can have told, besides those that somebody asked."""
    return [found for found in LATER.findall(text) if found.casefold() not in asked.casefold()]
