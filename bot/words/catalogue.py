"""What each language has to say: one protocol for each class of `english.py` and `german.py`.

Names in capitals are fixed texts. Limits are Discord's: 100 characters for the description of a command or an
option, 80 for a label, of which a phone shows some 38.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.words.answering import AnswerWords, ButtonWords, NumberWords, QuotationWords
from retrieval import Stage


class AboutWords(Protocol):
    """The help card, /about and /articles."""

    HELP_TITLE: str
    HOW_TO_ASK: str
    EXAMPLES: str
    MORE: str
    ARTICLES_TITLE: str
    TITLE: str
    SUMMARY: str
    METHOD_HEADING: str
    PRIVACY_HEADING: str
    PRIVACY: str

    def method(self, articles: int) -> str:
        """Say how answers are found, in how many articles."""


class CommandWords(Protocol):
    """Descriptions of commands and of their options, and the name of the menu entry (at most 32 characters)."""

    ASK: str
    ASK_QUESTION: str
    ASK_HIDE: str
    ARTICLES: str
    ARTICLES_ARTICLE: str
    ABOUT: str
    QUOTE: str
    QUOTE_WORDS: str
    QUOTE_SPEAKER: str
    QUOTE_ARTICLE: str
    QUOTE_HIDE: str
    WHO: str
    WHO_PERSON: str
    SETUP: str
    SETUP_READ_UP_TO: str
    SETUP_CHANNEL: str
    SETUP_STORY: str
    STATS: str
    STATS_DAYS: str
    GAPS: str
    RELOAD: str
    RELOAD_STORY: str
    STORY: str
    STORY_ADD: str
    STORY_ADD_FILE: str
    STORY_ADD_LINK: str
    STORY_ADD_STORY: str
    FIND_MENU: str


class RefusalWords(Protocol):
    """Why a question is not answered now. `when` is a moment, as the medium writes it ("in 2 minutes")."""

    RESTARTING: str
    UNREADABLE: str
    HIDDEN: str
    STILL_READING: str
    LIMIT_GONE: str

    def wait(self, when: str) -> str:
        """Say when a person can ask again."""

    def wait_channel(self, channel: str | None, when: str) -> str:
        """Say when a channel takes questions again; `channel` is None where it is clear which one is meant."""

    def role_may_not_ask(self, server: str | None) -> str:
        """Say that only some roles may ask; `server` is None where it is clear which one is meant."""


class ErrorWords(Protocol):
    """What went wrong, told to the person who asked."""

    FORBIDDEN: str
    FORBIDDEN_DIRECT: str
    NO_HISTORY: str
    MESSAGE_GONE: str
    CHANNEL_GONE: str
    TOO_LATE: str
    ALREADY_ANSWERED: str
    NOT_FOUND: str
    TOO_BUSY: str
    DISCORD_DOWN: str
    TIMED_OUT: str
    DISK: str
    SERVER_ONLY: str
    NOT_FOR_YOU: str
    COMMAND_CHANGED: str
    BAD_OPTION: str
    STORY_UNREADABLE: str

    def needs(self, permissions: Sequence[str]) -> str:
        """Say which permissions (discord.py's names) a person lacks."""

    def bot_needs(self, permissions: Sequence[str]) -> str:
        """Say which permissions (discord.py's names) the bot lacks."""

    def unexpected(self, reference: str) -> str:
        """Say that something unexpected went wrong; `reference` finds it in the log."""


class PermissionWords(Protocol):
    """Permissions, by discord.py's names for them, as Discord's own menus call them in this language."""

    def name(self, flag: str) -> str:
        """Name a permission."""

    def lacks(self, channel: str, flag: str) -> str:
        """Say which permission the bot lacks in a channel, and what it is for."""

    def allow_here(self, flag: str) -> str:
        """Ask those who can change it for a permission where they are."""


class SetupWords(Protocol):
    """/setup."""

    TITLE: str
    PLACES_HEADING: str
    NOWHERE: str
    ROLES_HEADING: str
    EVERYONE: str
    ANSWERS_HEADING: str
    IN_CHANNEL: str
    IN_THREADS: str
    PUBLIC: str
    PRIVATE: str
    RATE_HEADING: str
    UNLIMITED: str
    MISSING_HEADING: str
    NO_CONTENT: str
    CONTENT_COMING: str
    SAVED: str
    NOT_SAVED: str
    PLACES_LABEL: str
    ROLES_LABEL: str
    CHECK_LABEL: str
    RATE_LABEL: str
    HOSTS_LABEL: str
    READ_UP_TO_HEADING: str
    EVERYTHING_LABEL: str
    TOLD_EVERYWHERE: str
    PREPARING: str
    NO_MORE_LIMITS: str
    GAPS_HEADING: str
    GAPS_ON: str
    GAPS_OFF: str

    def channels(self, names: str) -> str:
        """Say that every question in these channels is answered, without a mention."""

    def forums(self, names: str) -> str:
        """Say that every new post in these forums is answered."""

    def roles(self, names: str) -> str:
        """Name the roles that may ask."""

    def rate(self, questions: int, *, by_host: bool) -> str:
        """Say how many questions one person may ask a minute."""

    def rate_label(self, questions: int) -> str:
        """Name a choice of how many questions one person may ask a minute."""

    def read_up_to(self, names: str, up_to: str) -> str:
        """Say how far the story is told in these channels."""

    def told_whole(self, name: str) -> str:
        """Say that all of the story is told in a channel."""

    def limit_gone(self, names: str) -> str:
        """Say that nothing is told in these channels, since what they read up to is gone."""

    def threads_label(self, on: bool) -> str:
        """Label the switch for threads with how it stands."""

    def gaps_label(self, on: bool) -> str:
        """Label the switch for leaving questions for the host with how it stands."""

    def digest_label(self, on: bool) -> str:
        """Label the switch for a weekly note where one is; `on` where some channel has it."""

    def digest_in(self, name: str) -> str:
        """Say in which channel it is told once a week how many questions were left."""

    def private_label(self, on: bool) -> str:
        """Label the switch for private answers with how it stands."""


class GapWords(Protocol):
    """What people leave for the host: the button and its modal, /gaps, and the weekly note.

    Discord allows 45 characters for the title of a modal and for a label in it, and 100 for what stands under that.
    """

    BUTTON_LABEL: str
    MODAL_TITLE: str
    QUESTION_LABEL: str
    KEPT: str
    NO_WORDS: str
    NOT_TAKEN: str
    NOT_SAVED: str
    LIST_TITLE: str
    NONE: str
    NOTHING_NEAR: str
    CHOOSE_LABEL: str
    NOT_TOLD_LABEL: str
    NOT_TOLD_WHY_LABEL: str
    DISMISS_LABEL: str
    DELETE_LABEL: str
    GONE: str
    DISMISSED: str
    DELETED: str
    NOTED: str
    RECOMMENDED_NOT_TOLD: str
    NOT_TOLD_WRITTEN: str
    FOOTER: str
    FOOTER_HOST: str

    def left(self, words: str) -> str:
        """Say that a question was kept, and in which words."""

    def wait(self, when: str) -> str:
        """Say when somebody can leave another one, above the words that were not kept."""

    def asked(self, count: int) -> str:
        """Head a group of questions with how often it was asked."""

    def told_now(self, headline: str, paragraph: int) -> str:
        """Say which passage answers a question that was left, now."""

    def choice(self, number: int) -> str:
        """Name, as a choice, the passage of a number as the one that answers."""

    def passage(self, headline: str, paragraph: int) -> str:
        """Name a passage by its article and paragraph."""

    def recommended(self, passage: str) -> str:
        """Say which passage those who manage a server found."""

    def written(self, file: str) -> str:
        """Say that a question was written into a file, and that it finds its passage now."""

    def not_found(self, file: str, reason: str) -> str:
        """Say that a question was written into a file and does not find its passage all the same, and why."""

    def not_written(self, reason: str) -> str:
        """Say why nothing was written."""

    def digest(self, count: int, since: str) -> str:
        """Say how many questions were left since a day, and where they are to be seen; never which."""


class StoryWords(Protocol):
    """Several stories: which one is told where. `title` is what people call a story."""

    STORY_HEADING: str
    GONE: str
    ONLY_ONE: str
    NO_MORE: str
    SERVERS_LABEL: str

    def told_here(self, title: str) -> str:
        """Say which story is told here."""

    def among(self, count: int, title: str) -> str:
        """Say how many stories the host has, and which is told here."""

    def counted_of(self, title: str) -> str:
        """Say which story the counts are of."""

    def no_such(self, typed: str) -> str:
        """Say that the host has no such story."""

    def in_server(self, title: str) -> str:
        """Say which story is told in a server."""

    def in_channels(self, names: str, title: str) -> str:
        """Say which story is told in these channels."""

    def chosen_gone(self, title: str) -> str:
        """Say that nothing is told in a server, since its story is gone."""

    def gone_in_channels(self, names: str, title: str) -> str:
        """Say that nothing is told in these channels, since their story is gone."""

    def how_to_choose(self, count: int) -> str:
        """Say how another story is chosen, of so many."""


class AdditionWords(Protocol):
    """/story add."""

    ADD_TITLE: str
    TAKEN_HEADING: str
    LEFT_OUT_HEADING: str
    LOOK_AT_HEADING: str
    LINT_HEADING: str
    NOTHING_YET: str
    ADD_LABEL: str
    CANCEL_LABEL: str
    UNDO_LABEL: str
    CANCELLED: str
    ONE_OF_THEM: str
    NO_ADDRESS: str
    TOO_SLOW: str
    SAMPLE: str

    def taken(self, articles: int, paragraphs: int) -> str:
        """Say how much was found."""

    def to_story(self, title: str) -> str:
        """Say which story it is for."""

    def added(self, articles: int) -> str:
        """Say that it was added, and for how long it can be taken back."""

    def not_added(self, reason: str) -> str:
        """Say that it was not added; `reason` is the importer's own sentence, in English."""

    def too_large(self, megabytes: int) -> str:
        """Say that a file is too large, and what would do."""


class StatsWords(Protocol):
    """/stats."""

    BY_DAY: str
    BY_ARTICLE: str
    NOTHING: str
    COUNTS_ONLY: str
    ARTICLE_GONE: str

    def title(self, days: int) -> str:
        """Name the time that is counted."""

    def counts(self, answered: int, declined: int, helped: int, not_helped: int) -> str:
        """Write counts as a line, without those that are zero."""

    def row(self, name: str, counts: str) -> str:
        """Write the counts of one day or article."""


class ReloadWords(Protocol):
    """/reload."""

    DONE_TITLE: str
    FAILED_TITLE: str
    UNEXPECTED: str
    TO_FIX_HEADING: str
    LEFT_OUT_HEADING: str

    def articles(self, before: int, after: int) -> str:
        """Say how many articles there were and are."""

    def passages(self, before: int, after: int) -> str:
        """Say how many passages there were and are."""

    def questions(self, before: int, after: int) -> str:
        """Say how many reader questions there were and are."""

    def quotations(self, before: int, after: int) -> str:
        """Say how many quotations there were and are."""

    def took(self, seconds: float) -> str:
        """Say how long it took."""

    def more(self, count: int) -> str:
        """Say that there are more problems, and where."""


class TerminalWords(Protocol):
    """A conversation in the terminal."""

    WELCOME: str
    DISCORD: str
    COMMANDS: str
    GOODBYE: str

    def stage(self, stage: Stage) -> str:
        """Say what is being done to read the story."""

    def unknown_command(self, name: str) -> str:
        """Say that there is no such command, and which there are."""

    def telling(self, up_to: str | None) -> str:
        """Say how far the story is told now; `up_to` is None where all of it is. And how to change that."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language: everything that people can read in it. `code` is its ISO 639-1 code."""

    code: str
    numbers: NumberWords
    answers: AnswerWords
    buttons: ButtonWords
    quotations: QuotationWords
    about: AboutWords
    commands: CommandWords
    refusals: RefusalWords
    errors: ErrorWords
    permissions: PermissionWords
    setup: SetupWords
    gaps: GapWords
    stories: StoryWords
    additions: AdditionWords
    stats: StatsWords
    reload: ReloadWords
    terminal: TerminalWords
