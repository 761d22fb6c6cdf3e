"""What the desk's scripts say, in the language that the desk speaks now."""

from __future__ import annotations

from typing import Final

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

register = template.Library()

WORDS: Final = (
    gettext_noop("Sources"),
    gettext_noop("Articles"),
    gettext_noop("Sections"),
    gettext_noop("{number} offered, up and down to choose, Enter to take: {words}"),
    gettext_noop("Cited @{key}. It is not archived here, so no passage can be chosen."),
    gettext_noop("of this article"),
    gettext_noop("not archived"),
    gettext_noop("Make a source of this address…"),
    gettext_noop("New source…"),
    gettext_noop("or paste an address, a DOI, an ISBN or BibTeX"),
    gettext_noop("is here already"),
    gettext_noop("a red link: no article has this title"),
    gettext_noop("text"),
    gettext_noop("Preview of {name}"),
    gettext_noop(
        "you are no longer signed in. Your text is still here; sign in in another tab, then go on."
    ),
    gettext_noop("No preview: {why}"),
    gettext_noop("No preview: the server did not answer. Your text is still here."),
    gettext_noop("new"),
    gettext_noop("Move up"),
    gettext_noop("Move down"),
    gettext_noop("Moved to place {place} of {total}."),
    gettext_noop("Fold all"),
    gettext_noop("Open all"),
    gettext_noop("Sign in"),
    gettext_noop("This could not be kept on the server; this browser has it."),
    gettext_noop("You are signed out. What you typed is kept for you."),
    gettext_noop("You are signed out. What you typed is kept in this browser."),
    gettext_noop("Kept for you at {time}; not saved yet."),
    gettext_noop("The server did not answer. What you typed is kept in this browser."),
    gettext_noop("Use it"),
    gettext_noop("Comparing…"),
    gettext_noop("New"),
    gettext_noop("Tools: {name}"),
    gettext_noop("Write"),
    gettext_noop("Preview"),
    gettext_noop("Cite"),
    gettext_noop("Type [@ to cite"),
    gettext_noop("Link"),
    gettext_noop("Type [[ to link"),
    gettext_noop("Picture"),
    gettext_noop("Paste or drop a picture, or choose one"),
    gettext_noop("Lengthened until it stands once: “{words}”"),
    gettext_noop("Opening…"),
    gettext_noop("This source is not archived here, so what you quote of it is not checked."),
    gettext_noop("Choose a source first."),
    gettext_noop("These words do not stand in the archived text. Nothing was inserted."),
    gettext_noop("Select the words in the archived text first. Nothing was inserted."),
    gettext_noop("Put the caret where the citation belongs first. Nothing was inserted."),
    gettext_noop("Inserted into {name}: {mark}"),
    gettext_noop("Cited @{key} with the passage."),
    gettext_noop("Cited @{key}."),
    gettext_noop("Put the caret into a sentence first."),
    gettext_noop("Looking…"),
    gettext_noop("No passage found."),
    gettext_noop("The picture is here. Say what it shows."),
    gettext_noop("Say what the picture shows, for those who do not see it."),
    gettext_noop(
        "A name is small letters, digits and hyphens, and no other picture of this article has it."
    ),
    gettext_noop("The picture {name} stands in the text, and among the pictures of the article."),
    gettext_noop("Comment on these words"),
    gettext_noop("Add a row"),
    gettext_noop("“{title}” is a source now."),
    gettext_noop("“{title}” is here already, as @{key}."),
    gettext_noop(
        "You are no longer signed in. Your text is still here; sign in in another tab, then go on."
    ),
    gettext_noop("The server could not say. Your text is still here."),
)


@register.simple_tag
def desk_words() -> SafeString:
    """Write the words as JSON, which words.js reads."""
    return json_script({english: gettext(english) for english in WORDS}, "desk-words")
