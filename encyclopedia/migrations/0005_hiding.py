"""What may be hidden and deleted, who may, and the logs of both; names that are addresses alone."""

import django.db.models.deletion
import django.utils.timezone
from django.apps import apps as real_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

RIGHTS = ("hide_edit", "delete_article", "view_hiding", "view_deletion")
ROLES = ("publisher", "administrator")


def give_rights(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = real_apps.get_app_config("encyclopedia")
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name in ROLES:
        group, _ = Group.objects.using(alias).get_or_create(name=name)
        found = Permission.objects.using(alias).filter(
            content_type__app_label="encyclopedia", codename__in=RIGHTS
        )
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("encyclopedia", "0004_authorship"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="edit",
            options={"permissions": (("hide_edit", "Can hide text, summary and editor of revisions"),)},
        ),
        migrations.AddField(
            model_name="article",
            name="deleted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="edit",
            name="hidden",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="redirect",
            name="title_key",
            field=models.CharField(blank=True, max_length=300, null=True, unique=True),
        ),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deleted", models.BooleanField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_name", models.CharField(max_length=150)),
                ("reason", models.CharField(max_length=500)),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="deletions", to="encyclopedia.article")),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ("-id",)},
        ),
        migrations.CreateModel(
            name="Hiding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=7)),
                ("hidden", models.BooleanField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_name", models.CharField(max_length=150)),
                ("reason", models.CharField(max_length=500)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("edit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="hidings", to="encyclopedia.edit")),
            ],
            options={"ordering": ("-id",)},
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
