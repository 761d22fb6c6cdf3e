"""Revisions compared: what lies between, the ways to look, what stands in the way of an undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from encyclopedia import languages
from encyclopedia.core.merge import Collision
from encyclopedia.core.writers.html.changes import Look
from encyclopedia.pages import ArticleLinks, Obstacle, PageLink, RevisionLine

# How a merge names two fates of one part, and what they are where one revision is undone.
_FATES: Final = {
    "removed by me, changed by them": gettext_lazy("added then, changed since"),
    "changed by me, removed by them": gettext_lazy("changed then, removed since"),
}


def obstacles(collisions: Iterable[Collision]) -> tuple[Obstacle, ...]:
    """Give the words that stand in the way of an undo, in its own terms."""
    found = []
    for collision in collisions:
        field = collision.place.field
        place = languages.told(collision.place.label).replace(
            languages.told(field), str(_FATES.get(field, languages.told(field)))
        )
        found.append(
            Obstacle(
                place=f"{place[:1].upper()}{place[1:]}",
                before=collision.mine,
                then=collision.base,
                today=collision.theirs,
            )
        )
    return tuple(found)


def between(edits: Mapping[str, int]) -> str:
    """Say in words what lies between two revisions: how many *edits* each editor saved."""
    if not edits:
        return ""
    count, people = sum(edits.values()), len(edits)
    revisions = ngettext("{number} revision", "{number} revisions", count)
    editors = ngettext("{number} editor", "{number} editors", people)
    return _("{revisions} by {editors} between").format(
        revisions=revisions.format(number=languages.number(count)),
        editors=editors.format(number=languages.number(people)),
    )


def comparison(
    article: ArticleLinks,
    revisions: tuple[RevisionLine, RevisionLine],
    between: str,
    compared: dict[str, Any],
) -> dict[str, Any]:
    """Give two revisions and all that differs between them as dicts, ready for JSON."""
    old, new = map(asdict, revisions)
    return {
        "article": {"title": article.title, "url": article.url},
        "old": old,
        "new": new,
        "between": between,
        "comparison": compared,
    }


def comparison_heading(
    article: ArticleLinks, revisions: tuple[RevisionLine, RevisionLine], between: str
) -> tuple[str, ...]:
    """Say in plain lines which two revisions are compared, and what lies between them."""
    sides = zip(
        (_("From revision {id}"), _("To revision {id}")),
        revisions,
        strict=True,
    )
    heading = _("Changes to “{title}”").format(title=article.title)
    told = (heading, *(_named(side, line) for side, line in sides))
    return (*told, f"{between}.", "") if between else (*told, "")


def _named(side: str, line: RevisionLine) -> str:
    day = f"{line.date:%Y-%m-%d %H:%M} UTC"
    told = ", ".join(filter(None, (side.format(id=line.id), day, line.editor)))
    return f"{told}: {line.summary}" if line.summary else told


def look(url: str, asked: Mapping[str, str]) -> Look:
    """Read how the comparison at *url* is to be shown; what is not known is the usual way."""
    chosen = Look(
        source=asked.get("view") == "source",
        split=asked.get("layout") == "split",
        whole=asked.get("unchanged") == "all",
    )
    return replace(chosen, rest_url=url + asking(replace(chosen, whole=True)))


def asking(look: Look) -> str:
    """Give what an address asks so that a comparison is shown with this *look*: "?view=source"."""
    asked = (
        ("view=source", look.source),
        ("layout=split", look.split),
        ("unchanged=all", look.whole),
    )
    chosen = "&".join(words for words, wanted in asked if wanted)
    return f"?{chosen}" if chosen else ""


def ways(url: str, look: Look) -> tuple[PageLink, ...]:
    """Lead from the comparison at *url* to the same one as text or source, in one column or two."""
    other = replace(look, source=not look.source)
    turned = replace(look, split=not look.split)
    return (
        PageLink(
            words=_("Show as read") if look.source else _("Show source text"),
            url=url + asking(other),
        ),
        PageLink(
            words=_("Show in one column") if look.split else _("Show side by side"),
            url=url + asking(turned),
        ),
        PageLink(words=_("As plain text"), url=f"{url}?format=txt"),
        PageLink(words=_("As JSON"), url=f"{url}?format=json"),
    )
