from uuid import uuid4

from django.db import migrations

from encyclopedia.models import edition


def pull(apps, schema_editor):
    """Set again the triggers that SQLite lost as it made the table of sources anew.

    PostgreSQL keeps them, and would lock five tables that readers read to set them.
    """
    if schema_editor.connection.vendor != "sqlite":
        return
    for statement in edition.triggers(schema_editor.connection.vendor):
        schema_editor.execute(statement)
    # What changed while there were none is told now.
    apps.get_model("encyclopedia", "SideEdition").objects.update(name=uuid4())


class Migration(migrations.Migration):
    dependencies = [
        ("encyclopedia", "0026_answers"),
        ("sources", "0006_standing"),
    ]

    operations = [
        migrations.RunPython(pull, migrations.RunPython.noop),
    ]
