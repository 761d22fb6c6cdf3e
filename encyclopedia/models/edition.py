"""What the public has, as a whole: it has another edition with every change."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models

ONLY = 1


class EditionQuerySet(models.QuerySet["Edition"]):
    """The one row."""

    def today(self) -> UUID | None:
        """Give the name of today's edition, if anything was ever published."""
        return self.filter(pk=ONLY).values_list("name", flat=True).first()

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
