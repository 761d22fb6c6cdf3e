"""What the public has, as a whole: it has another edition with every change."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, models

ONLY = 1

# What the public sees and nobody publishes: a database tells of each change of these columns, or
# of any where none are named, whoever makes it.
ASIDE: Final = {
    "sources_source": "",
    "sources_snapshot": "",
    "encyclopedia_sitepage": "",
    "encyclopedia_kind": "",
    "encyclopedia_edit": "editor_name, hidden, name, summary",
}
_MADE: Final = ("INSERT", "DELETE")
# No "or replace": the conflict clause of the statement that fires a trigger overrides its own.
_TURN_IN_SQLITE: Final = """BEGIN
    UPDATE encyclopedia_sideedition SET name = lower(hex(randomblob(16)));
    INSERT INTO encyclopedia_sideedition (id, name) SELECT 1, lower(hex(randomblob(16)))
        WHERE NOT EXISTS (SELECT 1 FROM encyclopedia_sideedition);
END"""
# Deferred: whoever holds the row needs no other lock before the transaction ends, so nobody waits
# in a circle. Once a transaction, however many rows it changes.
_TURN_IN_POSTGRESQL: Final = """
CREATE OR REPLACE FUNCTION turn_side_edition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    me text := pg_current_xact_id()::text;
BEGIN
    IF current_setting('encyclopedia.turned', true) IS NOT DISTINCT FROM me THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('encyclopedia.turned', me, true);
    INSERT INTO encyclopedia_sideedition (id, name) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET name = excluded.name;
    RETURN NULL;
END $$"""


class EditionQuerySet(models.QuerySet["Edition"]):
    """The one row, which is asked of the primary database unless another is named."""

    def today(self) -> UUID | None:
        """Give the name of today's edition, if anything was ever published."""
        return self.both()[0]

    def both(self, alias: str = DEFAULT_DB_ALIAS) -> tuple[UUID | None, UUID | None]:
        """Give the names of the edition and of the one beside it in a database, in one query."""
        beside = SideEdition.objects.values("name")[:1]
        row = (
            self.using(alias)
            .filter(pk=ONLY)
            .order_by()
            .values_list("name", models.Subquery(beside))
        )
        return next(iter(row), (None, None))

    def turn(self) -> None:
        """Give what the public has a new name, with the transaction that changes it."""
        if not self.filter(pk=ONLY).update(name=uuid4()):
            Edition.objects.bulk_create([Edition(pk=ONLY, name=uuid4())], ignore_conflicts=True)


class Edition(models.Model):
    """One row, whose `name` is another one after each change of what the public has.

    Whoever keeps pages in memory asks for it: as long as the name is the same, so are the pages.
    Names are drawn, not counted, so that no two states share one, restored backups included.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    name = models.UUIDField(default=uuid4)

    objects = EditionQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.name)


class SideEdition(models.Model):
    """One row, whose `name` triggers of the database change with every change of ASIDE.

    Records of sources, texts about the site and names of editors reach readers without being
    published, from many places; so no place needs to remember to tell. It is a row of its own,
    taken last of all at the end of a transaction, so that nobody who publishes waits for it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    name = models.UUIDField(default=uuid4)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.name)


def triggers(vendor: str) -> list[str]:
    """Write what makes a database of this *vendor* turn the side edition.

    In SQLite, a migration that makes a table of ASIDE anew loses its triggers: let it run these
    again (a test names what is missing).
    """
    return _of_sqlite() if vendor == "sqlite" else _of_postgresql()


def _events(table: str, columns: str) -> dict[str, str]:
    """Name what happens to *table* that the public may see."""
    changed = {"update": f"UPDATE OF {columns}" if columns else "UPDATE"}
    return changed if columns else {**changed, **{each.lower(): each for each in _MADE}}


def _of_sqlite() -> list[str]:
    made = []
    for table, columns in ASIDE.items():
        for name, event in _events(table, columns).items():
            trigger = f"side_edition_{table}_{name}"
            made.append(f"DROP TRIGGER IF EXISTS {trigger}")
            made.append(f"CREATE TRIGGER {trigger} AFTER {event} ON {table} {_TURN_IN_SQLITE}")
    return made


def _of_postgresql() -> list[str]:
    made = [_TURN_IN_POSTGRESQL]
    for table, columns in ASIDE.items():
        events = " OR ".join(_events(table, columns).values())
        made.append(f"DROP TRIGGER IF EXISTS side_edition ON {table}")
        made.append(
            f"CREATE CONSTRAINT TRIGGER side_edition AFTER {events} ON {table}"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION turn_side_edition()"
        )
    return made


def no_triggers(vendor: str) -> list[str]:
    """Write what takes the triggers away."""
    if vendor == "sqlite":
        return [each for each in _of_sqlite() if each.startswith("DROP")]
    dropped = [each for each in _of_postgresql() if each.startswith("DROP")]
    return [*dropped, "DROP FUNCTION IF EXISTS turn_side_edition()"]
