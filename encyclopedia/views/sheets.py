"""Long lists cut into pages by number or letter, and long articles into parts by their weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from encyclopedia import pages
from encyclopedia.views.asking import canonical

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

M = TypeVar("M", bound="Model")

A_PAGE: Final = 200
_MOST_DIGITS: Final = 7
_LONGEST_LETTER: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a list of `total` entries: its `number` of `count`, and the ways to the others.

    `here` says which entries stand on it. Where the list has letters, these are the entries under
    `letter`; "" stands for all of them. `parts` are the ways to the parts of a long article.
    """

    total: int
    number: int
    count: int
    previous_url: str
    next_url: str
    canonical: str
    here: slice
    letter: str = ""
    ways: tuple[pages.Way, ...] = ()
    parts: tuple[pages.Part, ...] = ()


def by_number(
    request: HttpRequest, total: int, letter: str = "", asked: Mapping[str, str] | None = None
) -> Sheet:
    """Read which page of a list of *total* entries is asked for; what is none is the nearest.

    What else was *asked* stays in the ways to the other pages.
    """
    count = max(1, -(-total // A_PAGE))
    cuts = [slice(at * A_PAGE, (at + 1) * A_PAGE) for at in range(count)]
    return _sheet(request, total, cuts, letter, asked)


def along(listed: QuerySet[M], sheet: Sheet, *order: str) -> QuerySet[M]:
    """Give what stands on *sheet* of *listed*, in an *order* that tells all apart and has an index.

    The list is gone along from its nearer end, and of what is passed over only the index is read.
    """
    way, here = order, sheet.here
    if here.start > sheet.total // 2:
        way = tuple(f"-{each}" for each in order)
        here = slice(sheet.total - min(here.stop, sheet.total), sheet.total - here.start)
    ids = listed.order_by(*way).values("pk")[here]
    every: QuerySet[M] = listed.model._default_manager.all()  # noqa: SLF001 -- as Django documents it
    return every.filter(pk__in=ids).order_by(*order)


def by_weight(
    request: HttpRequest, lines: Sequence[pages.Weighed], asked: Mapping[str, str] | None = None
) -> Sheet:
    """Read which part of an article of these *lines* is asked for; a short one is its only part.

    What else was *asked* stays in the ways to the other parts.
    """
    cuts = pages.cut(lines)
    sheet = _sheet(request, len(lines), cuts, "", asked)
    if sheet.count == 1:
        return sheet
    parts = tuple(
        pages.Part(
            url=_url(request, asked or {}, number),
            first=lines[here.start].heading,
            last=lines[here.stop - 1].heading,
            is_current=number == sheet.number,
        )
        for number, here in enumerate(cuts, 1)
    )
    return replace(sheet, parts=parts)


def _sheet(
    request: HttpRequest,
    total: int,
    cuts: Sequence[slice],
    letter: str,
    asked: Mapping[str, str] | None,
) -> Sheet:
    count = len(cuts)
    typed = request.GET.get("page", "")
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS
    number = min(max(int(typed) if is_number else 1, 1), count)
    kept = {**(asked or {}), **({"letter": letter} if letter else {})}
    return Sheet(
        total=total,
        number=number,
        count=count,
        previous_url=_url(request, kept, number - 1) if number > 1 else "",
        next_url=_url(request, kept, number + 1) if number < count else "",
        canonical=canonical(request, **kept, page=number if number > 1 else 0),
        here=cuts[number - 1],
        letter=letter,
    )


def _url(request: HttpRequest, kept: Mapping[str, str], number: int) -> str:
    said = urlencode({**kept, **({"page": number} if number > 1 else {})})
    return f"{request.path}?{said}" if said else request.path


def by_letter(request: HttpRequest, held: Mapping[str, int]) -> Sheet:
    """Read which letter and page are asked for of a list that *held* so many under each letter."""
    typed = request.GET.get("letter", "")[:_LONGEST_LETTER]
    letter = typed if typed in held else typed.upper()
    every = sum(held.values())
    sheet = by_number(request, held.get(letter, 0) if letter else every, letter)
    if every <= A_PAGE and not letter:
        return sheet
    ways = (_way(request, name, count, letter) for name, count in held.items())
    to_all = pages.Way(name=_("All"), url=request.path, held=every, is_current=not letter)
    return replace(sheet, ways=(to_all, *ways))


def _way(request: HttpRequest, name: str, held: int, letter: str) -> pages.Way:
    url = f"{request.path}?{urlencode({'letter': name})}"
    return pages.Way(name=name, url=url, held=held, is_current=name == letter)
