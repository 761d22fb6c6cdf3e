from django.db import migrations

from encyclopedia.search import postgres


def run(schema_editor, statements):
    """SQLite's index knows columns; PostgreSQL's wants what heads an article beside all its words."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


def add_heads(apps, schema_editor):
    run(schema_editor, postgres.ADD_HEADS)


def drop_heads(apps, schema_editor):
    run(schema_editor, postgres.DROP_HEADS)


class Migration(migrations.Migration):

    dependencies = [
        ('encyclopedia', '0022_names'),
    ]

    operations = [
        migrations.RunPython(add_heads, drop_heads),
    ]
