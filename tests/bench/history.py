"""A history of 10,000 revisions listed beside one of 50: its first page, its last, each filter.

    python tests/bench/history.py [REVISIONS]

Prints ms a page, as readers and as the desk see it, for both histories, and their ratio. The
database is SQLite in a new folder unless DATABASE_URL names a PostgreSQL server, where a database
of its own is made and dropped. Exit code 1 where a page that asks for nothing takes more than 3
times as long.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
FEW = 50
LIMIT = 3.0
ROUNDS = 7
ASKED = {
    "first page": {},
    "last page": {"page": "9999"},
    "words of summaries": {"words": "Summary 1"},
    "an editor": {"editor": "ADA"},
    "a kind": {"kind": "text"},
    "days": {"since": "2031-01-01"},
    "no minor edits": {"minor": "hidden"},
}
PLAIN = ("first page", "last page")


def main() -> int:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENCYCLOPEDIA_DATA"] = folder
        os.environ["ANSWER_MEMORY"] = "0"  # each answer is made anew
        sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        import fresh
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        with fresh.database():
            return measure(many)


def article(title: str, count: int) -> str:
    """Make an article with *count* public revisions, every 20th with something hidden."""
    import examples
    from reversion.models import Revision

    from encyclopedia import publishing, store
    from encyclopedia.models import Edit, PublishedRevision

    why = store.Reason(editor=None, summary="begin")
    head = store.create(examples.lighthouse(title), reason=why).edit
    publishing.publish(head, publisher=None)
    made = Revision.objects.bulk_create(
        Revision(date_created=head.saved_at) for _ in range(count - 1)
    )
    note = {"by": "Hilda", "at": "2031-05-17T10:00:00", "why": "Slander"}
    edits = Edit.objects.bulk_create(
        Edit(
            revision=each,
            article=head.article,
            editor_name="ada" if number % 3 else "tom",
            summary=f"Summary {number}",
            minor=number % 4 == 0,
            kinds=["text"] if number % 2 else ["infobox"],
            content_hash=head.content_hash,
            schema=head.schema,
            manifest=head.manifest,
            hidden={"summary": note} if number % 20 == 0 else {},
        )
        for number, each in enumerate(made)
    )
    PublishedRevision.objects.bulk_create(PublishedRevision(edit=each) for each in edits)
    return head.article.slug


def measure(many: int) -> int:
    import examples
    from django.contrib.auth.models import Group, User
    from django.db import connection
    from django.test import Client

    from sources import store as source_store

    source_store.save(examples.almanac(), editor=None, summary="")
    slugs = {FEW: article("Few", FEW), many: article("Many", many)}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.set(Group.objects.filter(name="publisher"))
    readers, desk = Client(), Client()
    desk.force_login(user)
    print(f"database {connection.vendor}; ms a page with {FEW} and with {many:,} revisions")
    worst = 0.0
    for who, client in (("readers", readers), ("the desk", desk)):
        for name, asked in ASKED.items():
            few, lots = (
                milliseconds(client, f"/articles/{slugs[count]}/history/", asked)
                for count in (FEW, many)
            )
            ratio = lots / few
            worst = max(worst, ratio) if name in PLAIN else worst
            print(f"{who:<9} {name:<19} {few:7.1f} {lots:7.1f}  {ratio:5.2f} ×")
    kept = worst <= LIMIT
    print("1 passed, 0 failed" if kept else "0 passed, 1 failed")
    return 0 if kept else 1


def milliseconds(client: object, url: str, asked: dict[str, str]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        answer = client.get(url, asked)  # type: ignore[attr-defined]
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.status_code
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
