"""The texts of the pages about the site, read as articles are: prose, headings, links."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from encyclopedia import languages
from encyclopedia.core.document import Document
from encyclopedia.core.readers import markdown

_FRONT: Final = "---\ntitle: {name}\n---\n"


class TextError(ValueError):
    """A text that cannot be shown, with the line at which it goes wrong."""


def read(name: str, text: str) -> Document:
    """Read *text* as the page *name*; raises TextError with a sentence for its writer."""
    front = _FRONT.format(name=name)
    try:
        return markdown.read(front + text)
    except markdown.MarkdownError as error:
        line = max(1, error.line - front.count("\n"))
        sentence = languages.told(error.sentence)
        told = _("Line {line}: {sentence}").format(line=line, sentence=sentence)
        raise TextError(told) from error
