"""The roles of the house, as Django's groups with Django's permissions."""

from django.apps import apps as real_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITE = ("view_article", "add_article", "change_article", "view_kind", "view_source")
SOURCES = ("add_source", "change_source", "view_snapshot")
ROLES = {
    "author": WRITE,
    "editor": (*WRITE, *SOURCES, "add_kind", "change_kind"),
    "publisher": (*WRITE, *SOURCES, "add_kind", "change_kind", "publish_article"),
    "administrator": (
        *WRITE,
        *SOURCES,
        "add_kind",
        "change_kind",
        "delete_kind",
        "publish_article",
        "view_user",
        "add_user",
        "change_user",
        "view_group",
    ),
}


def make_roles(apps, schema_editor):
    alias = schema_editor.connection.alias
    for label in ("auth", "encyclopedia", "sources"):
        create_permissions(real_apps.get_app_config(label), apps=apps, verbosity=0, using=alias)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        group, _ = Group.objects.using(alias).get_or_create(name=name)
        group.permissions.add(*Permission.objects.using(alias).filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("encyclopedia", "0001_initial"),
        ("sources", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
