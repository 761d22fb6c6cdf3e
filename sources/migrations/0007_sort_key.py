from django.db import migrations, models


class Migration(migrations.Migration):
    """Nullable columns: SQLite adds them without making the table anew, and its triggers stay."""

    dependencies = [
        ("sources", "0006_standing"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="sort_key",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="source",
            name="listed",
            field=models.BooleanField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["sort_key", "id"], name="source_in_order"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                fields=["standing", "sort_key", "id", "listed"], name="source_by_standing"
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("listed", True)),
                fields=["sort_key", "id", "listed"],
                name="source_listed",
            ),
        ),
    ]
