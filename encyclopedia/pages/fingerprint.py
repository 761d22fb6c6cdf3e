"""What the page of an article was made with: a page made with something else is to be renewed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.template import engines
from django.template.backends.django import DjangoTemplates

from encyclopedia import assets, mark

ROOT: Final = Path(__file__).parents[2]
# Whatever turns a Document into a page: the core, the pages, and what fills them.
MADE_BY: Final = (
    "encyclopedia/core/**/*.py",
    "encyclopedia/pages/*.py",
    "encyclopedia/*.py",
    "encyclopedia/presenting/*.py",
    "encyclopedia/publishing/*.py",
    "encyclopedia/locale/**/*.mo",
    "sources/core/**/*.py",
)
_PART: Final = re.compile(r"\{% *(?:extends|include) +[\"']([^\"']+)[\"']")


def fingerprint() -> str:
    """Give the fingerprint of pages that are made now, by this code and under these settings."""
    licence = (settings.LICENCE_NAME, settings.LICENCE_URL)
    told = (settings.SITE_NAME, settings.SITE_URL, *licence, settings.LANGUAGE_CODE)
    return hashlib.sha256("\n".join((*told, _of_code())).encode()).hexdigest()


@cache
def _of_code() -> str:
    found = hashlib.sha256()
    for name, source in sorted(_templates("article.html")):
        found.update(f"{name}\n{source}\n".encode())
    found.update(assets.style(*assets.PAGE_STYLES["article"]).encode())
    found.update(assets.script().encode())
    found.update(mark.address().encode())
    for path in sorted({path for pattern in MADE_BY for path in ROOT.glob(pattern)}):
        found.update(path.read_bytes())
    return found.hexdigest()


def _templates(name: str) -> Iterator[tuple[str, str]]:
    """Give a template and all that it is made of, with their text."""
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)  # noqa: S101 -- settings name this engine
    source = engine.engine.get_template(name).source
    yield name, source
    for part in sorted(set(_PART.findall(source))):
        yield from _templates(part)
