from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("encyclopedia", "0024_heads"),
    ]

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                ("command", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("said", models.CharField(blank=True, max_length=300)),
            ],
            options={"verbose_name": "run", "default_permissions": ()},
        ),
    ]
