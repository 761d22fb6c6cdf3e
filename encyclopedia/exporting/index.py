"""The search of an export: an index in small files that a script on a static page reads.

`search/index.json` names the first word of each file of words; in `search/words-<n>.json` every
word has its articles by number, each followed by its weight, and `search/articles-<n>.json` says
what the articles are. A question fetches the files of its words and of what it shows, no more.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from django.urls import reverse

from encyclopedia.core import search
from encyclopedia.models import OF_PUBLICATIONS, SearchEntry

Piece = tuple[str, bytes]

# What a word counts by where it stands; it counts once in each.
WEIGHTS: Final = (("title", 16), ("names", 8), ("description", 4), ("infobox", 2), ("body", 1))
A_FILE: Final = 24_000  # bytes of words, before compression
ARTICLES: Final = 200  # in a file
MOST: Final = 500  # articles of one word: those where it weighs most
LONGEST: Final = 40  # characters of a word
_AT_ONCE: Final = 200  # rows
_SPELT: Final = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "t",
        "ŧ": "t",
    }
)


def write() -> Iterator[Piece]:
    """Give the files of the index, each with its name; what is sorted waits on the disk."""
    with tempfile.TemporaryDirectory() as folder, closing(_database(folder)) as kept:
        total = 0
        for number, entries in enumerate(_in_pieces()):
            total += len(entries)
            first = number * ARTICLES
            for at, entry in enumerate(entries, start=first):
                kept.executemany(
                    "INSERT INTO words VALUES (?, ?, ?)",
                    ((word, at, weight) for word, weight in _words(entry).items()),
                )
            yield f"search/articles-{number}.json", _json([_article(each) for each in entries])
        firsts: list[str] = []
        for number, words in enumerate(_cut(kept)):
            firsts.append(next(iter(words)))
            yield f"search/words-{number}.json", _json(words)
        yield "search/index.json", _json({"articles": total, "each": ARTICLES, "firsts": firsts})


def bare(word: str) -> str:
    """Give a folded *word* as the script folds what is typed: without any mark."""
    apart = unicodedata.normalize("NFKD", word).translate(_SPELT)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))[:LONGEST]


def _database(folder: str) -> sqlite3.Connection:
    kept = sqlite3.connect(Path(folder) / "words", isolation_level=None)
    kept.execute("PRAGMA journal_mode=OFF")
    kept.execute("PRAGMA synchronous=OFF")
    kept.execute("CREATE TABLE words (word TEXT, article INTEGER, weight INTEGER)")
    kept.execute("BEGIN")
    return kept


def _in_pieces() -> Iterator[list[SearchEntry]]:
    """Give what readers find, oldest first, so that a new article renumbers no other."""
    found = SearchEntry.objects.select_related("publication").defer(*OF_PUBLICATIONS)
    rows = found.order_by("publication__first_published_at", "publication_id").iterator(_AT_ONCE)
    while piece := list(islice(rows, ARTICLES)):
        yield piece


def _article(entry: SearchEntry) -> list[str]:
    return [reverse("article", args=[entry.publication_id]), entry.title, entry.description]


def _words(entry: SearchEntry) -> dict[str, int]:
    weights: dict[str, int] = {}
    for column, weight in WEIGHTS:
        for word in set(search.tokens(getattr(entry, column))):
            plain = bare(word)
            if plain:
                weights[plain] = weights.get(plain, 0) | weight
    return weights


def _cut(kept: sqlite3.Connection) -> Iterator[dict[str, list[int]]]:
    """Give the words in the order of their code points, as many as one file holds at a time."""
    kept.execute("CREATE INDEX by_word ON words (word, weight DESC, article)")
    rows = kept.execute(
        "SELECT word, article, weight FROM words ORDER BY word, weight DESC, article"
    )
    words: dict[str, list[int]] = {}
    size = 0
    for word, found in groupby(rows, key=lambda row: str(row[0])):
        places = [number for row in islice(found, MOST) for number in row[1:]]
        weight = len(word) + 5 * len(places)
        if words and size + weight > A_FILE:
            yield words
            words, size = {}, 0
        words[word] = places
        size += weight
    if words:
        yield words


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
