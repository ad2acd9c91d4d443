"""The story that is told now."""

from __future__ import annotations

from bot.cards.addresses import AddressBook
from retrieval import Story


class CurrentStory:
    """The story that is told now, and what its buttons name.

    Assigning another story replaces both at once, and nothing of the old one is kept. What is under way goes on with
    the story that it began with.
    """

    def __init__(self, story: Story) -> None:
        self.addresses = AddressBook(story)

    @property
    def story(self) -> Story:
        """The story itself; may be assigned at any time."""
        return self.addresses.story

    @story.setter
    def story(self, story: Story) -> None:
        self.addresses = AddressBook(story)
