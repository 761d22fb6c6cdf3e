"""Short citations, which point at full ones: `{{sfn|Smith|2005|p=12}}`, or “Smith 2005, p. 12”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from encyclopedia.core.markup import tree
from encyclopedia.core.readers.wikitext import cites
from encyclopedia.core.readers.wikitext.asides import item_of
from encyclopedia.core.readers.wikitext.cites import Words
from encyclopedia.core.readers.wikitext.nodes import Template
from encyclopedia.core.readers.wikitext.shelf import Shelf

BY_NAME = frozenset({"r", "ran"})
_SEVERAL = frozenset({"sfnm", "sfnmp"})
_TEMPLATES = frozenset(
    {
        *BY_NAME,
        *_SEVERAL,
        *("sfn", "sfnp", "harv", "harvnb", "harvtxt", "harvp", "harvs", "harvcol"),
        *("harvcolnb", "harvcoltxt", "sfn0", "sfnref", "harvid", "harvc", "psfn"),
    }
)
_IN_WORDS = re.compile(
    r"(?:(?:see|cf\.?)\s+)?(?P<name>[^\W\d_][\w'’.-]+(?:(?:,| and| &) [^\W\d_][\w'’.-]+){0,3}),?"
    r"\s*\(?(?P<year>\d{4}[a-z]?)\)?(?:[,:]?\s*(?P<place>(?:pp?\.?|pages?|ch\.)?\s*[\dxvi][^;]{0,40}))?\.?"
)


def is_short(template: Template) -> bool:
    """Tell whether *template* is a short citation."""
    return template.name in _TEMPLATES


def read(template: Template, words: Words, shelf: Shelf) -> tuple[tree.Item, ...]:
    """Give what *template* points at on the *shelf* by names and year, or by an id."""
    said = values(template, words)
    named = _named(template, words)
    if template.name in _SEVERAL:
        return tuple(_several(template, said, named, shelf))
    place = cites.place(lambda *names: named(*names, *(f"{name}1" for name in names)))
    place = place or named("loc", "ps")
    return (shelf.point(template, said, named("ref"), place),)


def in_words(words: str, shelf: Shelf) -> tree.Item | None:
    """Give what *words* such as “Smith 2005, p. 12” point at; None where they do not."""
    found = _IN_WORDS.fullmatch(words)
    if found is None:
        return None
    names = re.split(r",? and |,? & |, ", found["name"])
    key = shelf.called((*names, found["year"]))
    place = (found["place"] or "").strip()
    if place[:1].isdigit():
        place = f"p. {place}"
    return item_of(key, place, "") if key else None


def place(template: Template, words: Words) -> tuple[str, str]:
    """Give the place, and the quotation, that `{{rp}}` adds to the citation before it."""
    said = _positional(template, words)
    named = _named(template, words)
    place = cites.place(named)
    if not place and said:
        several = re.search(r"[–,-]", said[0])
        place = said[0]
        if place[:1].isdigit() or re.fullmatch("[ivxlc]+", place):
            place = f"pp. {place}" if several else f"p. {place}"
    return place or named("at", "location", "needed"), named("quote", "q", "quotation")


def values(template: Template, words: Words) -> list[str]:
    """Give what *template* says without naming it: names and a year, or names of references."""
    return [value for value in _positional(template, words) if value]


def _positional(template: Template, words: Words) -> list[str]:
    return [" ".join(words(each).split()) for each in template.positional()]


def _named(template: Template, words: Words) -> Callable[..., str]:
    return lambda *names: " ".join(words(template.get(*names)).split())


def _several(
    template: Template, values: Sequence[str], named: Callable[..., str], shelf: Shelf
) -> Iterable[tree.Item]:
    """Read `{{sfnm|1a1=Smith|1y=2005|1p=1|2a1=…}}` and `{{sfnm|Smith|2005|1p=1|Doe|2006}}`."""
    for number in range(1, 10):
        authors = [named(f"{number}a{at}") for at in range(1, 5)]
        names = [author for author in authors if author]
        year = named(f"{number}y")
        if not names and len(values) >= 2 * number:
            names, year = [values[2 * number - 2]], values[2 * number - 1]
        if not names:
            return
        place = ""
        for name, form in (("p", "p. {}"), ("pp", "pp. {}"), ("loc", "{}")):
            if said := named(f"{number}{name}"):
                place = form.format(said)
        yield shelf.point(template, [*names, year], "", place)
