"""Who writes, what, and the pictures in it."""

from frontrow.web.stories.models.applause import Applause
from frontrow.web.stories.models.author import Author
from frontrow.web.stories.models.picture import Picture
from frontrow.web.stories.models.story import LICENCES, Licence, State, Stories, Story

__all__ = ["LICENCES", "Applause", "Author", "Licence", "Picture", "State", "Stories", "Story"]
