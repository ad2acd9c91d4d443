"""What `verbatim init` says and asks while a host sets a story up."""

from __future__ import annotations

WELCOME = "From a story to a bot in a few steps. Ctrl-C stops it; nothing is lost, and it goes on from there next time."
WHICH_FOLDER = "A folder for the story:"
NAME_THE_FOLDER = "Nobody is there to be asked: say with --articles DIR where the story stands."
NAME_A_SOURCE = "There is no article in {folder} yet: name a file, a folder or a web address with --from."
NO_ARTICLE_YET = "There is no article in {folder} yet. Start init again when you have one; a .txt file is enough."
WHAT_IS_IT_MADE_OF = "What is it made of? A file, a folder or a web address (Enter when that is all):"
NOTHING_THERE = "{given}: there is no such file or folder."
NOTHING_IN_IT = "{given}: there is no file in this folder."
PUBLISHER = "Where was it published? This is named under every quotation (Enter: nowhere):"
PEOPLE = "Who is who: what the story itself tells of its people. Whatever you accept goes into people.toml."
PEOPLE_LATER = "Who is who is not settled: say --accept, or run suggest at a terminal."
ASK_IT = "Ask it something that the story tells (Enter goes on):"
WAS_IT_RIGHT = "Was that right?"
TOKEN_WHERE = (
    "The bot's token: https://discord.com/developers/applications, your application, Bot, Reset Token. "
    "It goes into .env, which only you can read."
)
TOKEN = "Paste it (it is not shown; Enter: later):"
TOKEN_REFUSED = "That cannot be a token: {reason}"
STOPPED = "Stopped. Nothing is lost: run init again, and it goes on from here."
ENV_WRITTEN = "Wrote {file}: {names}."
ENV_AS_IT_WAS = "{file} says so already."
ENV_UNWRITABLE = "{file} cannot be written ({reason}): write this into it yourself: {line}"
NOT_AMONG_STORIES = (
    "STORIES_DIR is set, and so the bot tells what stands in {stories}: move {folder} there, or take STORIES_DIR out."
)
ANOTHER_STORY = "{file} names another story, {other}. Name {folder} there instead?"
ANOTHER_STORY_STAYS = "{file} still names another story, {other}; to change that, write {line} there."
ALL_RIGHT = "All {count} right."
NONE_RIGHT = "None of the {count} was right."
SOME_RIGHT = "{right} of {count} right."
QUESTIONS_HELP = "What helps most is reader questions. Begin with an article that people ask about: {command}"


def holds(folder: str, articles: int) -> str:
    """Say how many articles a folder has."""
    return f"{folder} holds {articles:,} {'article' if articles == 1 else 'articles'}."


def right(right: int, count: int) -> str:
    """Say how many of the questions that were tried were answered rightly."""
    if right == count:
        return ALL_RIGHT.format(count=count) if count > 1 else "Right."
    return (SOME_RIGHT if right else NONE_RIGHT).format(right=right, count=count) if count > 1 else "Not right yet."


def ready(check: str, start: str, *, token: bool) -> str:
    """Say what to do next."""
    talks = "" if token else " (in this terminal, as long as .env has no token)"
    return f"Ready. Look at everything once: {check}\nThen start it{talks}: {start}"
