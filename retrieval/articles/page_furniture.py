"""What is on a page beside its story: signatures of embedded tweets, labels, credits, requests to the reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from retrieval.articles.article import Article
from retrieval.english.page_words import (
    LABEL_FILLER,
    ON_THE_PAGE,
    PAGE_PARTS,
    PLACES_ON_A_PAGE,
    REQUESTS,
    VIEWING_VERBS,
)
from retrieval.english.terms import fold, folded_words

_TWEET_SIGNATURE: Final = re.compile(
    r"\s*(?:[—–―-]+\s?|A (?:post|photo|video) shared by\s)"
    r"(?P<account>.{1,80}?)\s*(?P<handle>\(@[\w.]{1,30}\))(?:\s*on\b)?(?P<date>[^?!]{0,40})",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE: Final = 160


@dataclass(frozen=True, slots=True)
class Tweet:
    """The account that posted an embedded tweet, and its date as written (None: not given)."""

    account: str
    handle: str
    date: str | None


def tweet_signature(text: str) -> Tweet | None:
    """Read the line that ends an embedded post; None where it is no such line.

    A dash (or "A post shared by"), a name, the account in brackets and at most a date:
    "— CNN (@CNN) June 8, 2018", "A photo shared by Kim (@kim) on Jun 8, 2018".
    """
    match = _TWEET_SIGNATURE.fullmatch(text) if len(text) < _LONGEST_SIGNATURE else None
    if match is None:
        return None
    return Tweet(match["account"].strip(), match["handle"].strip("()"), match["date"].strip() or None)


def tweet_of(article: Article, number: int) -> Tweet | None:
    """Return the tweet whose text is the paragraph of this number; None unless a signature follows it."""
    if number >= len(article.paragraphs):
        return None
    return tweet_signature(article.paragraphs[number].text)


_CREDIT = re.compile(
    r"\W*(?:(?:photo|image|picture|video|illustration|graphic|story|cover)s?\s+)?"
    r"(?:sources?|credits?|via|courtesy(?:\s+of)?|photos?|images?|pictures?|photographs?)\s*(?:\b(?:by|via))?\s*:?\s*"
    r"(?P<name>[^:]*?)\s*:?\s*",
    re.I,
)
_COLON_AFTER_LABEL = re.compile(
    r"\W*(?:related|see also|read (?:more|next|also)|more|watch|listen|also (?:read|see))\s*:", re.I
)
_MORE_OF = re.compile(
    r"\W*(?i:latest|trending|more|related|featured|popular|recommended)\s(?i:in|from|on|for)\s(?:[A-Z@]|you\b)"
)
_CONTINUES = re.compile(r"\W*(?:story|article|post|content)\scontinues\b", re.I)
_CLICK = re.compile(r"\W*(?:click|tap|scroll|swipe|sign up|subscribe)\s(?:here|down|up|through|to|for|now|on)\b", re.I)
_FOLLOW = re.compile(r"\W*(?:(?:follow|like|find|join|visit)\s(?:us|@\w+)|(?:tell|let) us (?=.*\bcomments\b)).*", re.I)
_ADDRESSED = re.compile(
    r"\W*(?:(?:and|or)\s)?you can\s(?:also\s)?|\W*(?:take|have)\s(?:a\s)?(?=look|listen|peek)", re.I
)
_POINTS_AT_PAGE = re.compile(
    r"\b(?:(?:above|below|here|inside)(?:\sand\s(?:above|below))?|in the comments|at the link|(?:the|this) link)"
    r"(?:\s(?:now|today|and above|and below))?\W*$",
    re.I,
)
_SHARE_WHAT = re.compile(
    r"\W*(?:share|like|show|leave|get|find|save|print|email|tweet)\s(?!this\b|your\b|it\b|us\b|a\b|the\b|all\b|more\b)",
    re.I,
)


def is_furniture(text: str) -> bool:
    """Tell whether a line is page furniture: it speaks of the page (or names a source), not of the story.

    Three shapes, all of them short. A label, which has no stop and is made of page words alone ("Share This Post"),
    or names a place on the site ("Latest in Pop Culture"). A credit: its role, a colon or "by", a name ("via People:").
    A request, which begins with an imperative and ends by pointing at the page ("Check out the video below.").
    Quoted words are never furniture, nor is a statement, whatever it mentions ("Images from above show the damage.").
    """
    stripped = text.strip()
    if not stripped or re.search(r"[\"“”„«»「」]", stripped):
        return False
    folded = folded_words(stripped)
    if not folded:
        return True
    if len(folded) > 16:
        return False
    return _is_credit(stripped, len(folded)) or _is_label(stripped, folded) or _is_request(stripped, folded)


def _is_credit(stripped: str, length: int) -> bool:
    match = _CREDIT.fullmatch(stripped)
    if length > 8 or match is None:
        return False
    says_so = re.search(r":|\b(?:by|via)\b|^\W*courtesy\b", stripped, re.I) is not None
    name = match.group("name").split()
    return says_so and all(not word[0].islower() or word in {"of", "and", "for", "the", "via"} for word in name)


def _is_label(stripped: str, folded: list[str]) -> bool:
    if stripped[-1] in ".!?…" or len(folded) > 8 or folded[:2] == ["watch", "out"]:
        return False
    if _COLON_AFTER_LABEL.match(stripped) or (_MORE_OF.match(stripped) and len(folded) <= 6):
        return True
    if _CONTINUES.match(stripped):
        return True
    known = PAGE_PARTS | ON_THE_PAGE | REQUESTS | PLACES_ON_A_PAGE
    speaks_of_page = any(word in PAGE_PARTS | ON_THE_PAGE | VIEWING_VERBS for word in folded)
    begins = folded[0] in known or folded[0].isdigit()
    return begins and speaks_of_page and all(word in known | LABEL_FILLER or word.isdigit() for word in folded)


def _is_request(stripped: str, folded: list[str]) -> bool:
    if _CLICK.match(stripped) or _FOLLOW.match(stripped):
        return True
    asked = _ADDRESSED.sub("", stripped, count=1)
    begins = re.match(r"\W*(\w+)", asked)
    if begins is None or fold(begins.group(1)) not in REQUESTS or _SHARE_WHAT.match(asked):
        return False
    views = fold(begins.group(1)) in VIEWING_VERBS and folded[:2] != ["watch", "out"]
    shows = any(word in PAGE_PARTS or word in {"more", "full"} for word in folded)
    return (views or shows) and _POINTS_AT_PAGE.search(stripped) is not None
