"""Reports of readers and pages about the site, and the roles that settle and write them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.apps import apps as real_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

GIVEN = {
    "editor": ("settle_report",),
    "publisher": ("settle_report",),
    "administrator": (
        "settle_report",
        "delete_report",
        "view_sitepage",
        "add_sitepage",
        "change_sitepage",
        "delete_sitepage",
    ),
}


def give_rights(apps, schema_editor):
    alias = schema_editor.connection.alias
    create_permissions(
        real_apps.get_app_config("encyclopedia"), apps=apps, verbosity=0, using=alias
    )
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    for name, codenames in GIVEN.items():
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):

    dependencies = [
        ('encyclopedia', '0016_counterparts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(blank=True, max_length=10)),
                ('part_id', models.UUIDField(null=True)),
                ('words', models.TextField(blank=True)),
                ('prefix', models.CharField(blank=True, max_length=100)),
                ('suffix', models.CharField(blank=True, max_length=100)),
                ('kind', models.CharField(choices=[('wrong', 'It is wrong'), ('outdated', 'It is out of date'), ('unsupported', 'Its source does not say this'), ('unreadable', 'It cannot be understood'), ('other', 'Something else')], max_length=15)),
                ('text', models.TextField()),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                ('outcome', models.CharField(blank=True, choices=[('corrected', 'Corrected'), ('kept', 'Nothing to correct'), ('spam', 'No report at all (spam)')], max_length=15)),
                ('answer', models.TextField(blank=True)),
                ('settled_at', models.DateTimeField(db_index=True, null=True)),
                ('settled_by_name', models.CharField(blank=True, max_length=150)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='encyclopedia.article')),
                ('edit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='encyclopedia.edit')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'report of a reader',
                'verbose_name_plural': 'reports of readers',
                'ordering': ('-pk',),
                'permissions': (('settle_report', 'Can settle reports of readers'),),
                'default_permissions': ('delete',),
            },
        ),
        migrations.CreateModel(
            name='SitePage',
            fields=[
                ('name', models.CharField(choices=[('about', 'About'), ('licence', 'Licence'), ('policy', 'Editorial policy')], max_length=20, primary_key=True, serialize=False, verbose_name='page')),
                ('text', models.TextField(verbose_name='text')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'page about the site',
                'verbose_name_plural': 'pages about the site',
                'ordering': ('name',),
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
