"""Who writes, what, and the pictures in it."""

from frontrow.web.stories.models.applause import Applause
from frontrow.web.stories.models.author import Author
from frontrow.web.stories.models.picture import Picture
from frontrow.web.stories.models.story import State, Stories, Story

__all__ = ["Applause", "Author", "Picture", "State", "Stories", "Story"]
