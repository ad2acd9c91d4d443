"""/stats as a moderator reads it, and the sums under it."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from bot.cards.servers import MOST_ARTICLES, MOST_DAYS, stats_card
from bot.connection.presses import today
from bot.painting.markdown import to_text
from bot.store.counts import Count, Event, summarize
from bot.words.english import ENGLISH
from tests.moderators import moderator
from tests.simulated import client_for, simulated, text_of

QUESTION, UNANSWERED = "Who is Lindqvist?", "Why?"
DAY = date(2026, 3, 1)


def test_counts_are_summed_by_day_and_by_article() -> None:
    stats = summarize(
        [
            Count(DAY, "b.txt", Event.ANSWERED, 2),
            Count(DAY + timedelta(days=1), "b.txt", Event.ANSWERED, 1),
            Count(DAY, "a.txt", Event.ANSWERED, 3),
            Count(DAY, "a.txt", Event.HELPED, 1),
            Count(DAY, None, Event.DECLINED, 4),
        ]
    )
    assert stats.totals == Counter({Event.ANSWERED: 6, Event.DECLINED: 4, Event.HELPED: 1})
    assert [day for day, _ in stats.days] == [DAY + timedelta(days=1), DAY]
    assert stats.days[1][1] == Counter({Event.ANSWERED: 5, Event.DECLINED: 4, Event.HELPED: 1})
    assert [(file, totals.total()) for file, totals in stats.articles] == [("a.txt", 4), ("b.txt", 3)]


def test_a_year_of_many_articles_still_fits_into_plain_text() -> None:
    counts = [
        Count(DAY + timedelta(days=day), f"{article}.txt", Event.ANSWERED, 1_000_000)
        for day in range(365)
        for article in range(30)
    ]
    headlines = {f"{article}.txt": "A headline that is rather long " * 4 for article in range(30)}
    text = to_text(stats_card(summarize(counts), 365, headlines, ENGLISH))
    assert len(text) <= 2_000
    assert ENGLISH.numbers.more(365 - MOST_DAYS) in text
    assert ENGLISH.numbers.more(30 - MOST_ARTICLES) in text
    assert ENGLISH.stats.COUNTS_ONLY in text


async def test_stats_counts_what_every_surface_answered_for_the_moderator_alone(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        await world.alice.slash(world.channel, "ask", question=QUESTION)
        await world.alice.slash(world.channel, "ask", question=UNANSWERED)
        await world.alice.send(world.channel, world.me)
        await world.alice.send_dm(QUESTION)
        result = await moderator(world).slash(world.channel, "stats")

        shown = text_of(result.response)
        assert result.ephemeral
        assert ENGLISH.stats.title(30) in shown
        assert ENGLISH.stats.counts(2, 1, 0, 0) in shown
        assert ENGLISH.stats.row(ENGLISH.numbers.day(today()), ENGLISH.stats.counts(2, 1, 0, 0)) in shown
        assert ENGLISH.stats.row("Storm breaks the harbour wall", ENGLISH.stats.counts(2, 0, 0, 0)) in shown
        assert QUESTION not in shown
        assert "alice" not in shown


async def test_whether_it_helped_is_counted(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        await world.alice.click(world.only(), label=ENGLISH.buttons.HELPFUL)
        result = await moderator(world).slash(world.channel, "stats", days=1)

        assert ENGLISH.stats.title(1) in text_of(result.response)
        assert ENGLISH.stats.counts(1, 0, 1, 0) in text_of(result.response)


async def test_each_server_sees_its_own_counts_over_a_restart_and_nothing_that_was_said(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        await world.client.store.close()
        await world.client.store.record(world.guild.id + 1, today(), None, Event.DECLINED)
        await world.client.store.close()
        client = client_for(tmp_path, world.story)
        await world.env.restart_bot(client)
        result = await moderator(world).slash(world.channel, "stats")

        assert ENGLISH.stats.counts(1, 0, 0, 0) in text_of(result.response)
        with closing(sqlite3.connect(client.store.path)) as connection:
            dump = "\n".join(connection.iterdump())
        assert "Lindqvist" not in dump
        assert str(world.alice.id) not in dump
        assert str(world.channel.id) not in dump


async def test_where_nobody_asked_stats_says_so(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        result = await moderator(world).slash(world.channel, "stats")

        assert ENGLISH.stats.NOTHING in text_of(result.response)


async def test_an_answer_that_could_not_be_sent_is_not_counted(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.env.inject_error("POST", "/channels/*/messages", status=404, code=10003, message="Unknown Channel")
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        result = await moderator(world).slash(world.channel, "stats")

        assert ENGLISH.stats.NOTHING in text_of(result.response)


async def test_without_a_disk_stats_shows_what_the_memory_holds(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in place of the folder")
    async with simulated(tmp_path) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        result = await moderator(world).slash(world.channel, "stats")

        assert ENGLISH.stats.counts(1, 0, 0, 0) in text_of(result.response)
