"""What tests of the shell ask for by name; each thing is made in the module that it is from."""

from canary import bird
from every_address import people, world
from evidenced import article, desk
from marked_language import marked, story
from programs import a_new_minute, ask, light

__all__ = (
    "a_new_minute",
    "article",
    "ask",
    "bird",
    "desk",
    "light",
    "marked",
    "people",
    "story",
    "world",
)
