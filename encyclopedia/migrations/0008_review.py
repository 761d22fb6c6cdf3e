"""Reviews, comments, schedules, withdrawals, protections, and the roles that work with them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.apps import apps as real_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

EDITOR = ("change_any_article",)
PUBLISHER = (*EDITOR, "review_article", "protect_article")
GIVEN = {
    "author": ("add_comment",),
    "editor": ("add_comment", *EDITOR),
    "publisher": ("add_comment", *PUBLISHER),
    "administrator": ("add_comment", *PUBLISHER, "pass_protection"),
}
TAKEN = {"editor": ("add_kind", "change_kind"), "publisher": ("add_kind", "change_kind")}


def make_roles(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = real_apps.get_app_config("encyclopedia")
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    for name, codenames in GIVEN.items():
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))
        group.permissions.remove(*permissions.filter(codename__in=TAKEN.get(name, ())))


def tell_who_began(apps, schema_editor):
    alias = schema_editor.connection.alias
    edits = apps.get_model("encyclopedia", "Edit").objects.using(alias)
    first = edits.filter(article=OuterRef("pk")).order_by("revision_id")
    articles = apps.get_model("encyclopedia", "Article").objects.using(alias)
    articles.update(begun_by=Subquery(first.values("editor")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('encyclopedia', '0007_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ('title',), 'permissions': (('publish_article', 'Can publish and withdraw articles'), ('change_any_article', 'Can change articles that others began'))},
        ),
        migrations.AddField(
            model_name='article',
            name='begun_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(blank=True, max_length=10)),
                ('part_id', models.UUIDField(null=True)),
                ('words', models.TextField(blank=True)),
                ('prefix', models.CharField(blank=True, max_length=100)),
                ('suffix', models.CharField(blank=True, max_length=100)),
                ('text', models.TextField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('resolved_at', models.DateTimeField(null=True)),
                ('resolved_by_name', models.CharField(blank=True, max_length=150)),
                ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='encyclopedia.comment')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='encyclopedia.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='encyclopedia.edit')),
                ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('pk',),
                'default_permissions': ('add',),
            },
        ),
        migrations.CreateModel(
            name='Protection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(blank=True, choices=[('', 'Everybody who may write'), ('editors', 'Editors and above'), ('publishers', 'Publishers and above'), ('administrators', 'Administrators only')], max_length=15)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='protections', to='encyclopedia.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-pk',),
                'permissions': (('protect_article', 'Can protect articles'), ('pass_protection', 'Can change articles that are protected from all others')),
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='article',
            name='protection',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='encyclopedia.protection'),
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_reason', models.TextField(blank=True)),
                ('ended_by_name', models.CharField(blank=True, max_length=150)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withdrawals', to='encyclopedia.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='encyclopedia.edit')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-pk',),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('in-review', 'In review'), ('changes-asked', 'Changes asked'), ('approved', 'Approved'), ('taken-back', 'Review taken back')], max_length=15)),
                ('by_name', models.CharField(max_length=150)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='encyclopedia.review')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='encyclopedia.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='encyclopedia.edit')),
                ('reviewer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-pk',),
                'permissions': (('review_article', 'Can approve revisions and ask for changes'),),
                'default_permissions': (),
                'indexes': [models.Index(fields=['article', '-id'], name='review_by_article')],
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publish_at', models.DateTimeField(db_index=True)),
                ('state', models.CharField(choices=[('waiting', 'Scheduled'), ('done', 'Published'), ('taken-back', 'Taken back'), ('overtaken', 'Overtaken by another publication'), ('failed', 'Not published')], default='waiting', max_length=10)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to='encyclopedia.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schedules', to='encyclopedia.edit')),
            ],
            options={
                'ordering': ('-pk',),
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('article',), name='one_schedule_an_article')],
            },
        ),
        migrations.RunPython(tell_who_began, migrations.RunPython.noop),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
