"""The words of a web page about itself: its pictures and parts, and what it asks of the reader."""

from __future__ import annotations

from typing import Final

from retrieval.english.stop_words import ARTICLES
from retrieval.english.word_sets import word_set

PAGE_PARTS: Final = word_set(
    """
    video videos clip clips photo photos picture pictures gallery galleries slideshow post posts comment comments
    tweet tweets newsletter newsletters subscription link links story stories article articles page pages site website
    trailer footage advertisement ad ads sponsored image images audio podcast podcasts episode episodes headlines
    content facebook twitter instagram pinterest email whatsapp news
    """
)
ON_THE_PAGE: Final = word_set("latest trending related recommended popular featured more next previous reading")
VIEWING_VERBS: Final = word_set("watch read click tap scroll listen subscribe view download share")
REQUESTS: Final = VIEWING_VERBS | word_set(
    "see check look follow sign join print save skip load show leave like visit find get take hear tweet email"
)
"""Verbs in which a page asks its reader for something."""
PLACES_ON_A_PAGE: Final = word_set("above below here up down out full now today main")
LABEL_FILLER: Final = ARTICLES | word_set(
    "this that these those it them our us your you on in to for from of and or by via with at all"
)
"""Small words between the others of a label: "Share this with all your friends"."""
PICTURES_AND_CREDITS: Final = word_set(
    "video vid footage clip gallery watch photo picture image source credit via link repost share"
)
"""Words that ask about the page rather than the story."""
