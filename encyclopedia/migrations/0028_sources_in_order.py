from django.db import migrations, transaction
from django.db.models import Exists, OuterRef

from sources.core import sorting

AT_ONCE = 500


def put_in_order(apps, schema_editor):
    """Give each source its place in lists, and readers those that public articles cite.

    A few at a time, each lot in a transaction of its own, so nobody waits long for a row of them,
    and where it is stopped it goes on. What the release before records from now on gets its place
    by `reindex_search`, which is run after each upgrade.
    """
    Source = apps.get_model("sources", "Source")
    cited = Exists(
        apps.get_model("encyclopedia", "PublishedCitation").objects.filter(source=OuterRef("pk"))
    )
    waiting = Source.objects.filter(sort_key=None).order_by("pk")
    while lot := list(waiting.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            locked = Source.objects.select_for_update(no_key=True)
            some = list(locked.filter(pk__in=lot).annotate(cited=cited).order_by("pk"))
            for source in some:
                source.sort_key = sorting.place(source.title, source.key)
                source.listed = source.cited or None
            Source.objects.bulk_update(some, ["sort_key", "listed"])


class Migration(migrations.Migration):
    """Here, not with the column: as one transaction it would lock readers out in PostgreSQL."""

    atomic = False

    dependencies = [
        ("encyclopedia", "0027_sources"),
        ("sources", "0007_sort_key"),
    ]

    operations = [
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
    ]
