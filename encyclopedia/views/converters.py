"""The parts of addresses."""

import re

from django.urls.converters import IntConverter, StringConverter

from encyclopedia.formats import BY_SUFFIX
from sources.models import KEY


class Slug(StringConverter):
    """The slug of an article: Unicode letters, digits and hyphens, never a dot."""

    regex = r"[\w-]+"


class TypedTitle(StringConverter):
    """A title as somebody typed it for an address, with spaces and signs; NUL is in none."""

    regex = r"[^/\0]{1,300}"


class RevisionId(IntConverter):
    """The id of a revision, no larger than a database can look for."""

    regex = r"[0-9]{1,18}"


class SourceKey(StringConverter):
    """The key of a source."""

    regex = KEY


class Hash(StringConverter):
    """A SHA-256 in small hexadecimal digits."""

    regex = r"[0-9a-f]{64}"


class Sentence(StringConverter):
    """The locator of a sentence, as `core.authorship` makes it."""

    regex = r"[0-9a-f]{32}-[a-z_]{2,20}-[0-9a-f]{12}"


class Suffix(StringConverter):
    """The suffix of a format that articles are written in, such as "md"."""

    regex = "|".join(re.escape(suffix) for suffix in BY_SUFFIX)


class CardName(StringConverter):
    """The name of a picture for shared links, made of what it shows."""

    regex = r"[0-9a-f]{32}"


class EditorName(StringConverter):
    """The name that somebody wrote under: any text, slashes too, but NUL, which none has."""

    regex = r"[^\0]{1,150}"
