"""What goes over the wire is what discord.py would make of the same parts."""

import discord
import pytest
from discord.http import handle_message_parameters
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.buttons import Button
from bot.responding.delivery import NO_MENTIONS, Painted
from bot.responding.views import ButtonView, rows_of

LABELS = st.text(min_size=1, max_size=80)
BUTTONS = st.one_of(
    st.builds(Button, LABELS, st.text(min_size=1, max_size=100), row=st.integers(0, 4), disabled=st.booleans()),
    st.builds(Button, LABELS, url=st.just("https://gazette.example/harbour"), row=st.integers(0, 4)),
)
EMBED = discord.Embed(description="> The storm tore a hole", colour=0x2E7D6B).set_footer(text="shared")


@given(st.lists(BUTTONS, max_size=5))
async def test_the_rows_of_buttons_are_those_of_a_view(buttons: list[Button]) -> None:
    view = discord.ui.View(timeout=None)
    for each in buttons:
        style = discord.ButtonStyle.link if each.url else discord.ButtonStyle.secondary
        view.add_item(
            discord.ui.Button(
                label=each.label,
                custom_id=each.custom_id,
                url=each.url,
                disabled=each.disabled,
                row=each.row,
                style=style,
            )
        )
    assert rows_of(buttons) == ButtonView(buttons).to_components() == view.to_components()


@pytest.mark.parametrize("buttons", [(), (Button("More", "v1m"), Button("Article", url="https://gazette.example"))])
@pytest.mark.parametrize("shown", [(None, EMBED), ("> The storm tore a hole", None)])
async def test_the_body_of_a_message_is_what_send_would_post(
    shown: tuple[str | None, discord.Embed | None], buttons: tuple[Button, ...]
) -> None:
    painted = Painted(*shown, buttons)
    parts = dict(painted.new_message())
    if parts.pop("suppress_embeds"):
        parts["flags"] = discord.MessageFlags(suppress_embeds=True)
    sent = handle_message_parameters(**parts, previous_allowed_mentions=NO_MENTIONS, mention_author=False)  # type: ignore[arg-type]
    assert sent.payload is not None
    assert {**painted.body(), "tts": False} == sent.payload


async def test_a_view_has_ended_so_that_discord_py_keeps_none() -> None:
    assert ButtonView([Button("More", "v1m")]).is_finished()
