"""What the references of a page are called, and the words that each name stands for."""

from __future__ import annotations

from encyclopedia.core.readers.wikitext.asides import folded, raw_of
from encyclopedia.core.readers.wikitext.cites import Words
from encyclopedia.core.readers.wikitext.nodes import Tag, Template, is_blank
from encyclopedia.core.readers.wikitext.page import Page


class Names:
    """The references of one page that have a name, by group and name."""

    def __init__(self, page: Page, words: Words) -> None:
        self._page = page
        self._words = words
        self._tags: dict[tuple[str, str], Tag] = {}
        self._owners: dict[int, str] = {}

    def add(self, tag: Tag) -> None:
        """Keep what *tag* calls that which it encloses."""
        name = folded(tag.attributes.get("name", ""))
        inner = [each for each in tag.nodes if isinstance(each, Template)]
        if name and len(inner) == 1:
            self._owners[inner[0].start] = name
        if name and not is_blank(tag.nodes):
            group = tag.attributes.get("group", "")
            old = self._tags.setdefault((group, name), tag)
            if old is not tag and raw_of(self._page, old) != raw_of(self._page, tag):
                what = f"a second reference named “{name}”"
                self._page.leave(tag.start, what, "says something else; both are kept")

    def add_note(self, template: Template) -> None:
        """Keep what the note *template*, such as `{{efn}}`, calls its words."""
        name = folded(self._words(template.get("name")))
        if name and template.get("1", "text"):
            tag = Tag(
                template.start,
                template.end,
                "ref",
                {"group": "note"},
                "",
                template.get("1", "text"),
            )
            for group in ("", "note", "ref"):
                self._tags.setdefault((group, name), tag)

    def of(self, template: Template) -> str:
        """Give the name of the reference in which *template* is the only one."""
        return self._owners.get(template.start, "")

    def body(self, tag: Tag) -> tuple[Tag | None, str]:
        """Give the tag with the words that *tag* stands for, and its group; None where no tag has.

        A tag that has words of its own stands for itself.
        """
        group = tag.attributes.get("group", "")
        name = folded(tag.attributes.get("name", ""))
        if not is_blank(tag.nodes):
            return tag, group
        for place in (group, "", *(where for where, other in self._tags if other == name)):
            if name and (place, name) in self._tags:
                return self._tags[place, name], group or place
        said = f"the reference named “{name}”" if name else "a reference without words"
        self._page.leave(tag.start, said, "is nowhere defined; “citation needed” stands instead")
        return None, group
