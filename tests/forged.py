"""What a modified client or a broken gateway sends: nothing of it is what Discord would let through."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.loopback import Channel, LoopbackDiscord, User, World
from tests.loopback.interaction_payloads import interaction_payload
from tests.loopback.interactions import Interaction, InteractionType
from tests.loopback.payloads import user_payload

Payload = dict[str, Any]

WORDS = st.sampled_from(
    ["ask", "quote", "setup", "stats", "reload", "question", "v1", "verbatim", "📖", "", "\x00", "@everyone"]
)
NUMBERS = st.sampled_from([0, -1, 1, 2, 3, 5, 2**63, 10**30])
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS | st.text(max_size=100),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "value", "type", "options", "custom_id", "id"]), inner, max_size=4)
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["id", "name", "type", "options", "custom_id", "component_type", "values", "components", "resolved", "target_id"]
)
DATA = st.dictionaries(KEYS, VALUES, max_size=6)
"""The `data` of an interaction, of no kind in particular."""

OPTIONS = st.lists(
    st.fixed_dictionaries({"name": WORDS, "type": st.sampled_from([1, 3, 4, 5, 6]), "value": VALUES}), max_size=3
)
EVENTS = st.sampled_from(
    [
        "MESSAGE_CREATE",
        "MESSAGE_UPDATE",
        "MESSAGE_DELETE",
        "MESSAGE_DELETE_BULK",
        "GUILD_DELETE",
        "CHANNEL_UPDATE",
        "INTERACTION_CREATE",
        "THREAD_CREATE",
        "GUILD_ROLE_UPDATE",
        "NO_SUCH_EVENT",
        "",
    ]
)
FIELDS = st.dictionaries(
    st.sampled_from(["id", "guild_id", "channel_id", "author", "content", "ids", "type", "data", "member", "user"]),
    VALUES,
    max_size=5,
)
FRAMES = st.one_of(
    st.fixed_dictionaries({"op": st.just(0), "t": EVENTS, "d": VALUES | FIELDS}),
    # Not those that end a connection as they should: 7 and 9.
    st.fixed_dictionaries({"op": st.sampled_from([1, 2, 5, 8, 10, 11, 12, 99, -1, 10**30, None]), "d": VALUES}),
    st.fixed_dictionaries({"d": VALUES}),
)
"""Frames of the gateway, with and without an event."""


async def forge(
    discord: LoopbackDiscord,
    channel: Channel,
    user: User,
    kind: int,
    data: Payload,
    change: Callable[[Payload], None] = lambda _payload: None,
) -> Interaction:
    """Send an interaction that no client of Discord's would; `change` works on the whole payload."""
    world: World = discord.world
    interaction = Interaction(
        id=world.snowflakes.next(),
        type=InteractionType.COMMAND,
        channel=channel,
        user=user,
        wait=discord.wait_until,
        wait_payload=discord.wait_until,
    )
    interaction.metadata = {"id": str(interaction.id), "type": kind, "user": user_payload(user)}
    interaction.payload = interaction_payload(world, interaction, data)
    interaction.payload["type"] = kind
    change(interaction.payload)
    discord.interactions[interaction.token] = interaction
    await discord.dispatch("INTERACTION_CREATE", interaction.payload, guild_id=channel.guild_id)
    return interaction
