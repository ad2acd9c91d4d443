from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.secret import Secret
from bot.settings import Origin, Settings, SettingsError
from bot.variables import NAMES
from retrieval import SEEDS
from tests.shelves import write_stories

TOKEN = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ABCD"  # made up
NO_FILE = Path("/nonexistent/.env")
EXAMPLE = Path(__file__).parents[2] / ".env.example"


def problems(environment: dict[str, str], env_file: Path = NO_FILE) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        Settings.load(environment, env_file)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def test_nothing_is_required() -> None:
    settings = Settings.load({}, NO_FILE)
    assert settings == Settings()
    assert settings.articles_dir == SEEDS
    assert not settings.token
    assert set(settings.origins.values()) == {Origin.DEFAULT}
    assert set(settings.origins) == set(NAMES)


def test_every_variable_is_read(tmp_path: Path) -> None:
    settings = Settings.load(
        {
            "DISCORD_TOKEN": TOKEN,
            "ARTICLES_DIR": str(tmp_path),
            "ASK_CHANNELS": "12, 34 <#56>",
            "SYNC_GUILD": "78",
            "DATA_DIR": str(tmp_path / "data"),
            "LOG_LEVEL": "Debug",
            "LOG_FORMAT": "JSON",
            "HEALTH_PORT": "8080",
            "SHARD_IDS": "0-2,5",
            "SHARD_COUNT": "6",
            "DISCORD_API_URL": "http://127.0.0.1:8080/api/v10/",
            "DISCORD_GATEWAY_URL": "ws://127.0.0.1:8081",
            "VERBATIM_QUESTIONS_PER_MINUTE": "5",
            "VERBATIM_CHANNEL_QUESTIONS_PER_MINUTE": "0",
        },
        NO_FILE,
    )
    assert settings == Settings(
        token=settings.token,
        articles_dir=tmp_path,
        ask_channels=frozenset({12, 34, 56}),
        sync_guild=78,
        data_dir=tmp_path / "data",
        log_level="debug",
        log_format="json",
        health_port=8080,
        shard_ids=(0, 1, 2, 5),
        shard_count=6,
        api_url="http://127.0.0.1:8080/api/v10",
        gateway_url="ws://127.0.0.1:8081",
        questions_per_minute=5,
        channel_questions_per_minute=0,
    )
    assert settings.token.reveal() == TOKEN


def test_the_example_explains_every_variable_and_can_be_used_as_it_stands() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert sorted(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)) == sorted(NAMES)
    for block in text.split("\n\n"):
        assert block.startswith("#"), f"not explained: {block}"
    assert Settings.load({}, EXAMPLE) == Settings()


def test_the_environment_goes_before_the_file_and_the_command_line_before_both(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("\ufeffSYNC_GUILD='11'\nLOG_LEVEL=debug\nHEALTH_PORT=\n# LOG_FORMAT=json\n", encoding="utf-8")
    settings = Settings.load({"LOG_LEVEL": "error", "SYNC_GUILD": ""}, env_file, {"ARTICLES_DIR": str(tmp_path)})
    assert (settings.log_level, settings.sync_guild, settings.articles_dir) == ("error", 11, tmp_path)
    assert settings.origins["LOG_LEVEL"] is Origin.ENVIRONMENT
    assert settings.origins["SYNC_GUILD"] is Origin.ENV_FILE
    assert settings.origins["ARTICLES_DIR"] is Origin.COMMAND_LINE
    assert settings.origins["HEALTH_PORT"] is Origin.DEFAULT


def test_a_dollar_in_the_file_is_a_dollar(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("DISCORD_TOKEN=a$HOME${HOME}b", encoding="utf-8")
    assert Settings.load({"HOME": "x"}, env_file).token.reveal() == "a$HOME${HOME}b"


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("ASK_CHANNELS", "12,general", '"general" is no channel id; write ids, separated by commas'),
        ("ASK_CHANNELS", ",", "is no channel id"),
        ("SYNC_GUILD", "my server", "write the number that Copy ID gives you"),
        ("SYNC_GUILD", "0", "write the number"),
        ("SYNC_GUILD", "9" * 19, "write the number"),
        ("SYNC_GUILD", "١٢", "write the number"),
        ("ARTICLES_DIR", "/nonexistent/articles", "write the path of the folder that holds the articles"),
        ("DATA_DIR", __file__, "this is a file; write the path of a folder"),
        ("LOG_LEVEL", "loud", "write debug, info, warning, error or critical."),
        ("LOG_FORMAT", "xml", "write text or json."),
        ("HEALTH_PORT", "70000", "write a whole number from 0 to 65,535."),
        ("HEALTH_PORT", "-1", "write a whole number"),
        ("SHARD_COUNT", "0", "write a whole number from 1"),
        ("SHARD_IDS", "3-1", "write shard numbers from 0"),
        ("SHARD_IDS", "a", "write shard numbers from 0"),
        ("DISCORD_API_URL", "discord.com", "write one such as https://proxy.example"),
        ("DISCORD_API_URL", "https://[broken", "write one such as"),
        ("DISCORD_GATEWAY_URL", "https://a.example", "write one such as wss://proxy.example"),
        ("VERBATIM_QUESTIONS_PER_MINUTE", "many", "write a whole number from 0"),
    ],
)
def test_a_value_that_cannot_be_used_is_one_sentence(name: str, value: str, advice: str) -> None:
    (problem,) = problems({name: value})
    assert problem.startswith(f'{name} is "{value}": ')
    assert advice in problem
    assert problem.endswith(".")
    assert "\n" not in problem


def test_every_problem_is_told_at_once() -> None:
    told = problems({"SYNC_GUILD": "x", "HEALTH_PORT": "y", "VERBATIM_NONSENSE": "z"})
    assert [problem.split()[0] for problem in told] == ["VERBATIM_NONSENSE", "SYNC_GUILD", "HEALTH_PORT"]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (
            {"SHARD_IDS": "0,1"},
            'SHARD_IDS is "0,1" and SHARD_COUNT is not set: write how many shards there are in all.',
        ),
        (
            {"SHARD_IDS": "0,2", "SHARD_COUNT": "2"},
            'SHARD_IDS is "0,2" and SHARD_COUNT is 2: shards count from 0, so write ids up to 1, '
            "or a larger SHARD_COUNT.",
        ),
    ],
)
def test_settings_that_contradict_each_other(environment: dict[str, str], sentence: str) -> None:
    assert problems(environment) == (sentence,)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("VERBATIM_QUESTION_PER_MINUTE", "did you mean VERBATIM_QUESTIONS_PER_MINUTE?"),
        ("VERBATIM_ARTICLES_DIR", "did you mean ARTICLES_DIR?"),
        ("VERBATIM_LOGLEVEL", "did you mean LOG_LEVEL?"),
        ("VERBATIM_ZZZ", "remove it, or look its name up in .env.example."),
    ],
)
def test_an_unknown_variable_of_ours_is_an_error(name: str, advice: str) -> None:
    assert problems({name: "secret-value"}) == (f"{name} is no setting of Verbatim: {advice}",)


def test_other_programs_variables_are_left_alone() -> None:
    assert Settings.load({"PATH": "/bin", "DISCORD_TOKENS": "x", "DATA_DIRS": "y"}, NO_FILE) == Settings()


def test_a_misspelt_name_in_the_file_is_an_error_that_keeps_its_value_secret(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text(f"DISCORD_TOKN={TOKEN}\nCOMPOSE_PROJECT_NAME=x\n", encoding="utf-8")
    (problem,) = problems({}, env_file)
    assert problem == f"DISCORD_TOKN (in {env_file}) is no setting of Verbatim: did you mean DISCORD_TOKEN?"


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"LOG_LEVEL=info\n\nthis is not a setting\n", ", line 3: this is not NAME=value"),
        (b"LOG_LEVEL=\xff\n", "is not text in UTF-8: save it as UTF-8."),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, content: bytes, advice: str) -> None:
    env_file = tmp_path / ".env"
    env_file.write_bytes(content)
    (problem,) = problems({}, env_file)
    assert problem.startswith(str(env_file))
    assert advice in problem


def test_a_folder_in_the_files_place(tmp_path: Path) -> None:
    (problem,) = problems({}, tmp_path)
    assert "cannot be read" in problem


def test_a_value_of_the_file_says_so(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("SYNC_GUILD=x", encoding="utf-8")
    (problem,) = problems({}, env_file)
    assert problem.startswith(f'SYNC_GUILD is "x" (in {env_file}): ')


@pytest.mark.parametrize("token", [f"Bot {TOKEN}", f"{TOKEN[:30]} {TOKEN[30:]}", f"{TOKEN}é"])
def test_a_token_that_cannot_be_one_is_never_shown(token: str) -> None:
    (problem,) = problems({"DISCORD_TOKEN": token})
    assert problem.startswith("DISCORD_TOKEN: ")
    assert TOKEN[:20] not in problem


@pytest.mark.parametrize("name", ["ASK_CHANNELS", "SYNC_GUILD", "LOG_LEVEL", "ARTICLES_DIR", "DISCORD_API_URL"])
def test_a_token_in_the_wrong_variable_is_never_shown(name: str) -> None:
    (problem,) = problems({name: TOKEN})
    assert TOKEN[:20] not in problem
    assert TOKEN[-20:] not in problem
    assert "it looks like a token" in problem


def test_the_tokens_own_text_is_never_shown_elsewhere() -> None:
    (problem,) = problems({"DISCORD_TOKEN": "short-one", "SYNC_GUILD": "xshort-onex"})
    assert "short-one" not in problem


def test_a_secret_cannot_be_printed() -> None:
    settings = Settings(token=Secret(TOKEN))
    shown = f"{settings} {settings!r} {settings.token} {settings.token!r} {settings.token:>9} %s" % settings.token
    assert TOKEN not in shown
    assert "token=set" in shown
    assert str(Secret()) == "not set"
    assert Secret(TOKEN) == Secret(TOKEN) != Secret()
    assert TOKEN.encode() not in pickle.dumps(settings.token)
    assert Secret(TOKEN).reveal() == TOKEN


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_any_values_load_or_are_told_in_sentences(environment: dict[str, str]) -> None:
    told: tuple[str, ...] = ()
    try:
        assert set(Settings.load(environment, NO_FILE).origins) == set(NAMES)
    except SettingsError as error:
        told = error.problems or ("",)
    for problem in told:
        assert problem.isprintable()
        assert problem.startswith(tuple(NAMES))
        assert len(problem) < 320


def test_several_stories(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "stories")
    settings = Settings.load({"STORIES_DIR": str(folder), "ARTICLES_DIR": str(tmp_path)}, tmp_path / ".env")
    assert [each.name for each in settings.stories.stories] == ["harbour", "market"], "ARTICLES_DIR is not looked at"
    assert settings.default_folder == folder / "harbour"
    named = Settings.load({"STORIES_DIR": str(folder), "DEFAULT_STORY": "market"}, tmp_path / ".env")
    assert named.default_folder == folder / "market"
    assert [each.name for each in Settings(articles_dir=tmp_path).stories.stories] == [""]


@pytest.mark.parametrize("typed", ["market", "The Fair of Lund"])
def test_on_the_command_line_one_of_several_is_the_only_one(tmp_path: Path, typed: str) -> None:
    folder = write_stories(tmp_path / "stories")
    environment = {"STORIES_DIR": str(folder), "DEFAULT_STORY": "harbour"}
    settings = Settings.load(environment, tmp_path / ".env", {"ARTICLES_DIR": typed})
    assert (settings.stories_dir, settings.default_story) == (None, "")
    assert settings.default_folder == settings.articles_dir == folder / "market"


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (
            {"STORIES_DIR": "nowhere"},
            "there is no such folder; write the path of the folder that holds a folder for each",
        ),
        ({"STORIES_DIR": "empty"}, "it holds no story; make a folder in it with the articles of one."),
        (
            {"STORIES_DIR": "stories", "DEFAULT_STORY": "emma"},
            "there is no such story in STORIES_DIR; write one of harbour",
        ),
        ({"STORIES_DIR": "stories", "DEFAULT_STORY": "MARKET"}, "write one of harbour, market."),
        ({"DEFAULT_STORY": "emma"}, "STORIES_DIR is not set: set it to the folder that holds the stories."),
        ({"STORIES_DIR": "only-faults"}, "bad: it holds no articles; put at least one .txt file into it."),
    ],
)
def test_stories_that_are_not_there_are_said_to_be(tmp_path: Path, chosen: dict[str, str], sentence: str) -> None:
    write_stories(tmp_path / "stories")
    (tmp_path / "empty").mkdir()
    (tmp_path / "only-faults" / "bad").mkdir(parents=True)
    environment = {name: str(tmp_path / text) if name == "STORIES_DIR" else text for name, text in chosen.items()}
    with pytest.raises(SettingsError) as raised:
        Settings.load(environment, tmp_path / ".env")
    assert sentence in str(raised.value)
