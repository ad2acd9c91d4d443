"""What Discord refuses in a message beyond its OpenAPI description, and where that is looser than Discord."""

from collections.abc import Iterator

from tests.loopback.errors import DiscordError, Payload, empty_message, invalid_form
from tests.loopback.messages import COMPONENTS_V2, every_component

CONTENT_LIMIT = 2000
EMBEDS_LIMIT = 10
EMBED_TOTAL_LIMIT = 6000
EMBED_FIELDS_LIMIT = 25
COMPONENTS_LIMIT = 40
DISPLAYED_TEXT_LIMIT = 4000
CHOICES_LIMIT = 25
CUSTOM_ID_LIMIT = 100
BUTTON_LABEL_LIMIT = 80

_EMBED_TEXTS = (("title", 256), ("description", 4096))
_INSIDE_EMBED = (("author", "name", 256), ("footer", "text", 2048))


def check_message(body: Payload, *, files: int = 0, new: bool = True) -> None:
    """Refuse a message body as Discord does.

    Raises:
        DiscordError: 50035 with the field to blame, or 50006 for a new message with nothing in it.
    """
    flags = int(body.get("flags") or 0)
    content = body.get("content") or ""
    embeds = body.get("embeds") or []
    components = body.get("components") or []
    if len(content) > CONTENT_LIMIT:
        raise _too_long("content", CONTENT_LIMIT)
    if flags & COMPONENTS_V2:
        if content or embeds:
            blamed = "content" if content else "embeds"
            message = f"The '{blamed}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            raise invalid_form(blamed, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)
    elif any(each.get("type") not in (1, None) for each in components):
        raise invalid_form("components.0.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1,).')
    _check_embeds(embeds)
    _check_components(components)
    poll_or_stickers = body.get("poll") or body.get("sticker_ids")
    if new and not (content.strip() or embeds or components or files or poll_or_stickers):
        raise empty_message()


def check_choices(choices: list[Payload]) -> None:
    """Refuse autocomplete choices as Discord does: at most 25, names of 1 to 100 characters.

    Raises:
        DiscordError: 50035 with the field to blame.
    """
    if len(choices) > CHOICES_LIMIT:
        raise invalid_form("data.choices", "BASE_TYPE_MAX_LENGTH", f"Must be {CHOICES_LIMIT} or fewer in length.")
    for place, choice in enumerate(choices):
        for key in ("name", "value"):
            value = choice.get(key)
            if isinstance(value, str) and not 1 <= len(value) <= 100:
                blamed = f"data.choices.{place}.{key}"
                raise invalid_form(blamed, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")


def _check_embeds(embeds: list[Payload]) -> None:
    if len(embeds) > EMBEDS_LIMIT:
        raise invalid_form("embeds", "BASE_TYPE_MAX_LENGTH", f"Must be {EMBEDS_LIMIT} or fewer in length.")
    for place, embed in enumerate(embeds):
        for key, limit in _EMBED_TEXTS:
            if len(embed.get(key) or "") > limit:
                raise _too_long(f"embeds.{place}.{key}", limit)
        for outer, key, limit in _INSIDE_EMBED:
            if len((embed.get(outer) or {}).get(key) or "") > limit:
                raise _too_long(f"embeds.{place}.{outer}.{key}", limit)
        fields = embed.get("fields") or []
        if len(fields) > EMBED_FIELDS_LIMIT:
            blamed = f"embeds.{place}.fields"
            raise invalid_form(blamed, "BASE_TYPE_MAX_LENGTH", f"Must be {EMBED_FIELDS_LIMIT} or fewer in length.")
        for row, entry in enumerate(fields):
            for key, limit in (("name", 256), ("value", 1024)):
                if not entry.get(key):
                    blamed = f"embeds.{place}.fields.{row}.{key}"
                    raise invalid_form(blamed, "BASE_TYPE_REQUIRED", "This field is required")
                if len(entry[key]) > limit:
                    raise _too_long(f"embeds.{place}.fields.{row}.{key}", limit)
    if sum(len(text) for embed in embeds for text in _texts_of(embed)) > EMBED_TOTAL_LIMIT:
        message = f"Embed size exceeds maximum size of {EMBED_TOTAL_LIMIT}"
        raise invalid_form("embeds", "MAX_EMBED_SIZE_EXCEEDED", message)


def _texts_of(embed: Payload) -> Iterator[str]:
    for key, _ in _EMBED_TEXTS:
        yield embed.get(key) or ""
    for outer, key, _ in _INSIDE_EMBED:
        yield (embed.get(outer) or {}).get(key) or ""
    for entry in embed.get("fields") or ():
        yield entry["name"]
        yield entry["value"]


def _check_components(components: list[Payload]) -> None:
    everything = list(every_component(components))
    if len(everything) > COMPONENTS_LIMIT:
        message = f"Must be {COMPONENTS_LIMIT} or fewer in length."
        raise invalid_form("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    displayed = sum(len(each.get("content") or "") for each in everything if each.get("type") == 10)
    if displayed > DISPLAYED_TEXT_LIMIT:
        message = f"The total displayable text must be {DISPLAYED_TEXT_LIMIT} or fewer in length."
        raise invalid_form("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)
    rows = [each for each in components if each.get("type") == 1]
    if len(rows) == len(components) > 5:
        raise invalid_form("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    for each in everything:
        if each.get("type") == 1 and not 1 <= len(each.get("components") or ()) <= 5:
            raise invalid_form("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
        if len(each.get("label") or "") > BUTTON_LABEL_LIMIT and each.get("type") == 2:
            raise _too_long("components", BUTTON_LABEL_LIMIT)
        if len(each.get("custom_id") or "") > CUSTOM_ID_LIMIT:
            raise _too_long("components", CUSTOM_ID_LIMIT)
    identifiers = [each["custom_id"] for each in everything if each.get("custom_id")]
    if len(identifiers) != len(set(identifiers)):
        message = "Component custom id cannot be duplicated"
        raise invalid_form("components", "COMPONENT_CUSTOM_ID_DUPLICATED", message)


def _too_long(path: str, limit: int) -> DiscordError:
    return invalid_form(path, "BASE_TYPE_MAX_LENGTH", f"Must be {limit} or fewer in length.")
