"""How many article pages a second, and how fast, beside what the same server and machine can do.

    python tests/bench/serving.py [SECONDS]       needs wrk and nginx (apt-get install wrk nginx)

In one run, under 32 connections, by gunicorn with two workers: an empty Django view with the
default middleware (1.0), one without any, the small and the 100 KB article; then articles chosen
by chance of 10, 1,000 and 10,000, from memory and by their key; then nginx as it comes with the
bytes of the page as a file (1.0), nginx that keeps its files open, as our example does, and nginx
before us by that example. Prints requests a second, p50 and p99 in ms, the ratio to the baseline,
and the µs of the processor that gunicorn, or nginx, spent on each request: on a busy machine those
say most. What has a baseline is asked in five rounds, each beside it, and its line tells the middle
of them, with the least and the greatest ratio: single ones differ by up to a fifth. The database is
SQLite in a new folder unless DATABASE_URL names a PostgreSQL server, where one of its own is made
and dropped. Exit code 1 where an answer is not 200; nothing fails on a clock.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
MORE = (10, 1_000, 10_000)
ROUNDS = 5
EMPTY = """
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
import os
DEFAULT = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
settings.configure(
    SECRET_KEY="bench", ALLOWED_HOSTS=["encyclopedia.example"], ROOT_URLCONF=__name__,
    MIDDLEWARE=DEFAULT if os.environ["DEFAULT"] == "1" else [],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes",
                    "django.contrib.sessions", "django.contrib.messages"],
)
urlpatterns = [path("", lambda request: HttpResponse("")),
               path("healthz", lambda request: HttpResponse(""))]
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""
TUNED = "open_file_cache max=10000 inactive=60s;"
BY_CHANCE = """
math.randomseed(7)
request = function()
  return wrk.format("GET", "/articles/light-" .. math.random(0, {last}) .. "/")
end
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What wrk found: requests a second, and milliseconds.

    `worked` is how many µs of the processor the workers of gunicorn, or of nginx, spent on each
    request, which a busy machine changes little; 0 where none was asked.
    """

    each_second: float
    p50: float
    p99: float
    refused: int
    worked: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server: its port, and its process, whose children do the work."""

    port: int
    process: int

    def worked(self) -> float:
        """Give the seconds of the processor that its children spent."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        stats = [Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1] for child in children]
        ticks = sum(int(each.split()[field]) for each in stats for field in (11, 12))
        return ticks / os.sysconf("SC_CLK_TCK")


class Bench:
    """Runs and tells; `failed` counts those with answers that were not 200."""

    def __init__(self, folder: Path, seconds: int) -> None:
        self.folder, self.seconds, self.failed = folder, seconds, 0

    def load(
        self, server: Served, path: str = "/", *, script: Path | None = None, seconds: int = 0
    ) -> Load:
        """Ask *server*, 32 at a time, for *path*, or for what *script* says."""
        before = server.worked()
        run = subprocess.run(  # noqa: S603 -- wrk, which we were asked to run
            [
                *(shutil.which("wrk"), "-t2", "-c32", f"-d{seconds or self.seconds}s", "--latency"),
                *("-H", "Host: encyclopedia.example", "-H", "X-Forwarded-Proto: https"),
                *("-H", "Accept-Encoding: gzip"),
                *(("-s", str(script)) if script else ()),
                f"http://127.0.0.1:{server.port}{path}",
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        refused = re.search(r"Non-2xx or 3xx responses: (\d+)", run)
        found = Load(
            each_second=float(re.search(r"Requests/sec: +([\d.]+)", run)[1]),
            p50=_ms(re.search(r"50% +(\S+)", run)[1]),
            p99=_ms(re.search(r"99% +(\S+)", run)[1]),
            refused=int(refused[1]) if refused else 0,
            worked=(server.worked() - before) * 1e6 / int(re.search(r"(\d+) requests in", run)[1]),
        )
        self.failed += bool(found.refused)
        return found

    def tell(self, name: str, found: Load, beside: Load) -> Load:
        """Print a line, with the ratio to the baseline *beside*."""
        print(
            f"{name:<44}{found.each_second:9.0f}/s  p50 {found.p50:7.2f}  p99 {found.p99:7.2f} ms"
            f"  {found.each_second / beside.each_second:5.2f} ×"
            f"  {found.worked:6.1f} µs" + (f"  {found.refused} refused" if found.refused else ""),
            flush=True,
        )
        return found

    def in_rounds(self, *asked: tuple[str, Served, str]) -> None:
        """Ask each name, server and path in turn, ROUNDS times; tell the middle of each.

        The first is the baseline of its round.
        """
        rounds = [[self.load(server, path) for _, server, path in asked] for _ in range(ROUNDS)]
        middle = [sorted(found, key=_speed)[ROUNDS // 2] for found in zip(*rounds, strict=True)]
        for place, (name, _, _) in enumerate(asked):
            self.tell(name, middle[place], middle[0])
            beside = sorted(_speed(found[place]) / _speed(found[0]) for found in rounds)
            if place:
                each = f"{beside[ROUNDS // 2]:.2f} × ({beside[0]:.2f} to {beside[-1]:.2f})"
                print(f"{'':<44}round by round {each}", flush=True)


def main() -> int:
    import servers

    if not shutil.which("wrk") or not servers.nginx():
        print("This bench needs wrk and nginx: apt-get install wrk nginx")
        return 1
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= servers.environment(folder, DJANGO_SETTINGS_MODULE="encyclopedia.settings")
        import django

        django.setup()
        import fresh
        from django.db import connection

        bench = Bench(Path(folder), seconds)
        with fresh.database():
            publish()
            connection.close()
            beside_django(bench)
            among_many(bench)
            behind_nginx(bench)
    print(f"{'failed' if bench.failed else 'passed'}")
    return int(bench.failed > 0)


def beside_django(bench: Bench) -> None:
    (bench.folder / "empty.py").write_text(EMPTY)
    empty = {"PYTHONPATH": str(bench.folder)}
    with (
        gunicorn(bench, "empty:application", DEFAULT="1", **empty) as default,
        gunicorn(bench, "empty:application", DEFAULT="0", **empty) as bare,
        gunicorn(bench) as ours,
        gunicorn(bench, PAGE_MEMORY="0") as by_key,
    ):
        bench.in_rounds(
            ("an empty view, default middleware", default, "/"),
            ("an empty view, no middleware", bare, "/"),
            ("the article page, small", ours, "/articles/light-0/"),
            ("the article page, 100 KB", ours, "/articles/large/"),
            ("the same, small, by its key", by_key, "/articles/light-0/"),
        )


def among_many(bench: Bench) -> None:
    """Articles chosen by chance among more and more of them."""
    first: dict[str, Load] = {}
    for count in MORE:
        fill(count)
        script = bench.folder / "chance.lua"
        script.write_text(BY_CHANCE.format(last=count - 1))
        for way, memory in (("by memory", 1 << 30), ("by key", 0)):
            with gunicorn(bench, PAGE_MEMORY=str(memory)) as server:
                bench.load(server, script=script, seconds=max(bench.seconds, count // 300))  # warm
                found = bench.load(server, script=script)
            bench.tell(f"one of {count:,} articles, {way}", found, first.setdefault(way, found))


def behind_nginx(bench: Bench) -> None:
    """nginx with the bytes as a file, opened each time and kept open, and nginx before us."""
    import fresh
    import servers

    from encyclopedia.models import Publication

    files = bench.folder / "plain"
    files.mkdir()
    slugs = {"small": "light-0", "100 KB": "large"}
    for slug in slugs.values():
        (files / f"{slug}.html").write_bytes(Publication.objects.get(pk=slug).page)
    plain_port, tuned_port, port = (servers.free_port() for _ in range(3))
    plain = "".join(
        f"server {{ listen 127.0.0.1:{each}; root {files}; default_type text/html;"
        f" sendfile on; tcp_nopush on; {more} }}\n"
        for each, more in ((plain_port, ""), (tuned_port, TUNED))
    )
    path = servers.site(bench.folder, port, plain)
    own = {"BIND": f"unix:{bench.folder}/s", "WORKERS": "2", **fresh.settings()}
    with servers.started(servers.GUNICORN, bench.folder, **own):
        servers.wait_for(f"{bench.folder}/s")
        command = [servers.nginx(), "-p", str(bench.folder), "-c", str(path)]
        with servers.started(command, bench.folder) as server:
            servers.wait_for(("127.0.0.1", port))
            file, tuned, through = (
                Served(port=each, process=server.pid) for each in (plain_port, tuned_port, port)
            )
            for name, slug in slugs.items():
                bench.in_rounds(
                    (f"nginx, the {name} page as a file", file, f"/{slug}.html"),
                    ("the same, its files kept open", tuned, f"/{slug}.html"),
                    (f"nginx before us, the {name} page", through, f"/articles/{slug}/"),
                )


def gunicorn(bench: Bench, app: str = "encyclopedia.wsgi:application", **settings: str):
    """Serve *app* by two workers."""
    from contextlib import contextmanager

    import fresh
    import servers

    @contextmanager
    def serving():
        port = servers.free_port()
        own = {"BEHIND_NGINX_CACHE": "0", **fresh.settings(), **settings}
        bind = f"127.0.0.1:{port}"
        command = (*servers.GUNICORN, app)
        with servers.started(command, bench.folder, BIND=bind, WORKERS="2", **own) as server:
            servers.wait_for(("127.0.0.1", port))
            yield Served(port=port, process=server.pid)

    return serving()


def publish() -> None:
    """Publish a small article and one of 100 KB, by the ways of the house."""
    from dataclasses import replace

    import examples
    from article import long_article

    from encyclopedia import publishing, store
    from sources import store as sources

    why = store.Reason(editor=None, summary="")
    sources.save(examples.almanac(), editor=None, summary="")
    large = replace(long_article(), title="Large")
    for document in (examples.lighthouse("Light 0"), large):
        for record in document.sources:
            sources.save(record, editor=None, summary="")
        publishing.publish(store.create(document, reason=why).edit, publisher=None)


def fill(count: int) -> None:
    """Have *count* public articles in all, each with the bytes of the small one."""
    from django.utils import timezone
    from reversion.models import Revision

    from encyclopedia.models import Article, Edit, Publication

    first = Publication.objects.select_related("edit").get(pk="light-0")
    there = Publication.objects.filter(slug__startswith="light-").count()
    names = [f"light-{number}" for number in range(there, count)]
    made = Article.objects.bulk_create(
        Article(id=uuid4(), slug=name, title=name, title_key=name) for name in names
    )
    revisions = Revision.objects.bulk_create(Revision(date_created=timezone.now()) for _ in names)
    edits = Edit.objects.bulk_create(
        Edit(
            revision=revision,
            article=article,
            editor_name="",
            content_hash=first.edit.content_hash,
            schema=first.edit.schema,
            manifest=[],
        )
        for article, revision in zip(made, revisions, strict=True)
    )
    Publication.objects.bulk_create(
        [
            Publication(
                slug=article.slug,
                article=article,
                edit=edit,
                title=article.title,
                title_key=article.title_key,
                language="en",
                page=first.page,
                brotli=first.brotli,
                etag=article.pk.hex,
                policy=first.policy,
            )
            for article, edit in zip(made, edits, strict=True)
        ],
        batch_size=200,
    )


def _speed(found: Load) -> float:
    return found.each_second


def _ms(written: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", written).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


if __name__ == "__main__":
    sys.exit(main())
