"""Where REST and gateway traffic goes."""

from __future__ import annotations

from urllib.parse import urlsplit

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.settings import Settings

API_VERSION_PATH = "/api/v10"


def point_at(settings: Settings) -> None:
    """Send REST and gateway traffic where the host wants it: discord.py keeps both addresses on its classes."""
    if settings.api_url is not None:
        url = settings.api_url.rstrip("/")
        # A proxy is often named by its host alone; Discord's paths begin with the version.
        Route.BASE = url if urlsplit(url).path else url + API_VERSION_PATH
    if settings.gateway_url is not None:
        address = yarl.URL(settings.gateway_url)
        DiscordWebSocket.DEFAULT_GATEWAY = address
        # A session is resumed where Discord's READY says, past the host's gateway, unless it always reads as that.
        resumed_at = property(lambda _socket: address, lambda _socket, _named_by_discord: None)
        setattr(DiscordWebSocket, "gateway", resumed_at)  # noqa: B010  a property where mypy knows an attribute
