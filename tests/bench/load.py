"""Readers, searchers, comparers, programs and editors at once, and what that does to the server.

    python tests/bench/load.py [SECONDS [PEOPLE]]        60 and 8; an hour is 3600

Serves a 100 KB article of five revisions and twenty small ones by gunicorn with two workers and
four threads each, from a database of its own (SQLite in a new folder, or beside the one that
DATABASE_URL names). PEOPLE are shared out among the kinds: of eight, three read pages, and one each
searches, compares, looks at histories and evidence, asks the API, and edits; every few saves are
published, so that what is kept ends. Each person waits a tenth of a second between requests.

Prints for each kind requests a second, p50 and p99 in ms, and answers that were none; then what
each worker's memory did: MB at the beginning of the second half and at the end, and the slope over
that half in MB an hour. Exit code 1 where an answer was not as it should be; nothing fails on a
clock.
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAUSE = 0.1  # seconds between two requests of one person
PUBLISHED = 5  # one save of so many is published
LONGEST = 100  # words of a lead; without an end, what the workers hold would grow with it
SMALL = 20
KINDS = ("read", "read", "read", "search", "compare", "study", "program", "edit")
WORDS = ("lighthouse", "lamp keeper", "rock", "almanac", "skerry lihgt", "storm 1888")
OF_ARTICLE = ("history/", "evidence/", "authorship/", "cite/", "links/", "feed.atom")


@dataclass
class Told:
    """What one kind of people met: seconds of each answer, and answers that were none."""

    took: list[float] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Place:
    """What there is to ask for."""

    port: int
    slugs: tuple[str, ...]
    large: tuple[tuple[str, tuple[int, ...]], ...]
    articles: tuple[object, ...]
    editors: tuple[str, ...]


def main() -> int:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    people = int(sys.argv[2]) if len(sys.argv) > 2 else len(KINDS)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENCYCLOPEDIA_DATA"] = folder
        os.environ["API_RATE_ANONYMOUS"] = "1000000"
        sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        import colliding
        import fresh
        from django.db import connection

        with fresh.database():
            place = fill(people)
            connection.close()
            with colliding.served(place.port) as server:
                return run(server.pid, place, people, seconds)


def run(server: int, place: Place, people: int, seconds: int) -> int:
    """Let *people* ask for *seconds*, and tell what they and the workers met."""
    until = time.monotonic() + seconds
    told = {kind: Told() for kind in dict.fromkeys(KINDS)}
    threads = [
        threading.Thread(target=live, args=(number, place, told, until)) for number in range(people)
    ]
    for thread in threads:
        thread.start()
    weighed: dict[int, list[tuple[float, float]]] = {}
    while (now := time.monotonic()) < until:
        for worker, megabytes in weigh(server):
            weighed.setdefault(worker, []).append((now, megabytes))
        time.sleep(1)
    for thread in threads:
        thread.join()
    print(f"{people} people, {seconds} s")
    for kind, found in told.items():
        tell(kind, found, seconds)
    for worker, weights in weighed.items():
        half = weights[len(weights) // 2 :]
        print(
            f"worker {worker:<8} {half[0][1]:7.1f} MB, at last {half[-1][1]:7.1f} MB,"
            f" {slope(half) * 3600:+8.1f} MB an hour"
        )
    odd = [each for found in told.values() for each in found.odd]
    for each in odd[:5]:
        print(f"  {each[:200]}")
    print(f"{sum(len(found.took) for found in told.values())} passed, {len(odd)} failed")
    return int(bool(odd))


def live(number: int, place: Place, told: dict[str, Told], until: float) -> None:
    """Ask as one kind of people do, again and again."""
    kind = KINDS[number % len(KINDS)]
    chance = random.Random(number)  # noqa: S311 -- repeatable choices, no secret
    if kind == "edit":
        edit(number // len(KINDS), place, told[kind], until)
        return
    connection = http.client.HTTPConnection("127.0.0.1", place.port, timeout=60)
    for address in ASKING[kind](chance, place):
        if time.monotonic() > until:
            break
        ask(connection, address, told[kind])
        time.sleep(PAUSE)
    connection.close()


def ask(connection: http.client.HTTPConnection, address: str, told: Told) -> None:
    began = time.perf_counter()
    is_old = connection.sock is not None
    try:
        try:
            answer = answered(connection, address)
        except ConnectionResetError:
            if not is_old:
                raise
            connection.close()  # idle for so long that the server closed it just then
            answer = answered(connection, address)
    except OSError as error:
        told.odd.append(f"{address}: {error!r}")
        connection.close()
        return
    told.took.append(time.perf_counter() - began)
    if answer.status != 200:
        told.odd.append(f"{address}: {answer.status}")


def answered(connection: http.client.HTTPConnection, address: str) -> http.client.HTTPResponse:
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    return answer


def reading(chance: random.Random, place: Place) -> Iterator[str]:
    rest = ("/", "/articles/", "/categories/", "/recent/", "/sources/", "/feeds/recent.atom")
    while True:
        slug = chance.choice(place.slugs)
        yield chance.choice((*([f"/articles/{slug}/"] * 12), *rest))


def searching(chance: random.Random, place: Place) -> Iterator[str]:
    while True:
        words = chance.choice(WORDS).replace(" ", "+")
        page = chance.choice(("", f"&page={chance.randrange(1, 5)}"))
        yield f"/search/?q={words}{page}"
        yield f"/search/suggest/?q={words[:3]}"


def comparing(chance: random.Random, place: Place) -> Iterator[str]:
    while True:
        slug, revisions = chance.choice(place.large)
        old, new = sorted(chance.sample(revisions, 2))
        asked = chance.choice(("", "", "?view=source", "?layout=split", "?format=json"))
        yield f"/articles/{slug}/compare/{old}/{new}/{asked}"


def studying(chance: random.Random, place: Place) -> Iterator[str]:
    while True:
        slug, revisions = chance.choice(place.large)
        yield f"/articles/{slug}/{chance.choice(OF_ARTICLE)}"
        yield f"/articles/{slug}/revisions/{chance.choice(revisions)}/"


def programming(chance: random.Random, place: Place) -> Iterator[str]:
    while True:
        slug = chance.choice(place.slugs)
        yield f"/api/v1/articles/{slug}"
        yield f"/articles/{slug}.{chance.choice(('json', 'md', 'jsonld', 'txt'))}"


ASKING: dict[str, Callable[[random.Random, Place], Iterator[str]]] = {
    "read": reading,
    "search": searching,
    "compare": comparing,
    "study": studying,
    "program": programming,
}


def edit(number: int, place: Place, told: Told, until: float) -> None:
    """Save one word after the other; what is saved is published from time to time.

    After LONGEST words it begins anew: what is measured is the server, not a text that grows.
    """
    import colliding
    from django.db import connection

    from encyclopedia import publishing, store

    article = place.articles[number % len(place.articles)]
    site = f"http://127.0.0.1:{place.port}"
    editor = colliding.Editor(site, article, place.editors[number], 0)
    editor.sign_in()
    log, saved = colliding.Log(), 0
    while time.monotonic() < until and not log.odd:
        began = time.perf_counter()
        editor.save("lead", f"w{number}x{saved}", log, alone=saved % LONGEST == 0)
        told.took.append(time.perf_counter() - began)
        saved += 1
        if saved % PUBLISHED == 0:
            publishing.publish(store.head(article), publisher=None)
        time.sleep(PAUSE)
    told.odd.extend(log.odd)
    connection.close()


def fill(people: int) -> Place:
    """Publish what people ask for."""
    import colliding
    import examples
    from article import long_article

    from encyclopedia import publishing, store
    from sources import store as sources

    why = store.Reason(editor=None, editor_name="Keeper", summary="Begun")
    sources.save(examples.almanac(), editor=None, summary="")
    slugs, large = [], []
    for number in range(SMALL):
        edit_ = store.create(examples.lighthouse(f"Light {number}"), reason=why).edit
        publishing.publish(edit_, publisher=None)
        slugs.append(edit_.article.slug)
    document = replace(long_article(), title="Large")
    for record in document.sources:
        sources.save(record, editor=None, summary="")
    edit_ = store.create(document, reason=why).edit
    publishing.publish(edit_, publisher=None)
    revisions = [edit_.pk]
    for word in ("one", "two", "three", "four"):
        began = store.head(edit_.article)
        changed = replace(document, lead=f"{document.lead} And {word}.")
        made = store.save(edit_.article, changed, base=began.pk, reason=why).edit
        publishing.publish(made, publisher=None)
        revisions.append(made.pk)
    large.append((edit_.article.slug, tuple(revisions)))
    writers = -(-people // len(KINDS))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Place(
        port=port,
        slugs=(*slugs, *(slug for slug, _ in large)),
        large=tuple(large),
        articles=tuple(colliding.new_article(1) for _ in range(writers)),
        editors=tuple(colliding.new_editors(writers)),
    )


def weigh(server: int) -> Iterator[tuple[int, float]]:
    """Give the workers of *server*, each with its resident memory in MB."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    for child in children:
        with suppress(ProcessLookupError, FileNotFoundError):  # it ended as we looked
            for line in Path(f"/proc/{child}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    yield int(child), int(line.split()[1]) / 1024


def slope(weights: list[tuple[float, float]]) -> float:
    """Give the MB a second of the straight line that is nearest to *weights*."""
    if len(weights) < 2:
        return 0.0
    mean_x = sum(x for x, _ in weights) / len(weights)
    mean_y = sum(y for _, y in weights) / len(weights)
    spread = sum((x - mean_x) ** 2 for x, _ in weights)
    return sum((x - mean_x) * (y - mean_y) for x, y in weights) / spread


def tell(kind: str, found: Told, seconds: int) -> None:
    took = sorted(each * 1000 for each in found.took) or [0.0]
    p50, p99 = took[len(took) // 2], took[min(len(took) - 1, len(took) * 99 // 100)]
    print(
        f"{kind:<10}{len(found.took) / seconds:8.1f}/s  p50 {p50:8.1f}  p99 {p99:8.1f} ms"
        + (f"  {len(found.odd)} odd" if found.odd else "")
    )


if __name__ == "__main__":
    sys.exit(main())
