"""The real process while its host edits the articles: what is answered, and what the log says."""

from pathlib import Path

from tests.loopback import BotProcess, Channel, LoopbackDiscord, User, World
from tests.simulated import ARTICLE, write_story

QUESTION = "How much will the repairs of the wall cost?"
PATIENCE = 30.0


async def asked(discord: LoopbackDiscord, channel: Channel, person: User) -> str:
    """Ask, and return what was answered, without its markup."""
    message = await discord.say(channel, person, f"{discord.world.bot.mention} {QUESTION}")
    return (await discord.reply_to(message)).text.replace("*", "")


async def test_an_edited_article_is_answered_from_and_a_broken_one_is_not(tmp_path: Path) -> None:
    articles = write_story(tmp_path / "articles")
    world = World()
    alice = world.add_user("alice")
    channel = world.add_channel(world.add_guild("Library", alice), "general")
    environment = {"ARTICLES_DIR": str(articles), "DATA_DIR": str(tmp_path / "data")}
    async with LoopbackDiscord(world) as discord, BotProcess(discord, environment, cwd=tmp_path) as bot:
        await discord.ready()
        await bot.wait_for_log("Ready as ")
        assert "four million euros" in await asked(discord, channel, alice)

        (articles / "harbour.txt").write_text(ARTICLE.replace("four million", "nine million"), encoding="utf-8")
        await bot.wait_for_log("The story was loaded again .*articles 1, passages 5", PATIENCE)
        assert "nine million euros" in await asked(discord, channel, alice)

        (articles / "harbour.txt").write_bytes(b"Storm breaks the harbour wall\n\nRepairs cost \xff\n")
        await bot.wait_for_log("The story was not loaded again", PATIENCE)
        await bot.wait_for_log("harbour.txt, line 3: byte 0xff is not UTF-8; save the file as UTF-8", PATIENCE)
        assert "nine million euros" in await asked(discord, channel, alice)

        mended = ARTICLE.replace("four million", "two million") + "They begin in May.\n"
        (articles / "harbour.txt").write_text(mended, encoding="utf-8")
        await bot.wait_for_log("The story was loaded again .*passages 5 → 6", PATIENCE)
        assert "two million euros" in await asked(discord, channel, alice)

        bot.terminate()
        assert await bot.wait() == 0
        assert "Traceback" not in bot.output


async def test_the_owner_reloads_by_command_and_after_a_lost_login_the_new_story_stays(tmp_path: Path) -> None:
    articles = write_story(tmp_path / "articles")
    world = World()
    owner = world.application.owner
    channel = world.add_channel(world.add_guild("Library", owner), "general")
    world.application.message_content = True
    folders = {"ARTICLES_DIR": str(articles), "DATA_DIR": str(tmp_path / "data")}
    environment = {**folders, "ASK_CHANNELS": str(channel.id)}
    async with LoopbackDiscord(world) as discord, BotProcess(discord, environment, cwd=tmp_path) as bot:
        await discord.ready()
        await bot.wait_for_log("Ready as ")
        (articles / "harbour.txt").write_text(ARTICLE.replace("four million", "nine million"), encoding="utf-8")
        response = await (await discord.slash(channel, owner, "reload")).response()
        assert response.ephemeral
        assert "Articles: 1" in response.text
        assert discord.schema_violations == []

        await discord.gateway.close(4014)  # as when the portal's switch is turned off: another client logs in
        await discord.ready(identifies=2)
        assert "nine million euros" in await asked(discord, channel, owner)
