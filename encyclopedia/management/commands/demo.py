"""The demonstration: everything set up and served by one command."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from encyclopedia import demo, publishing, store
from encyclopedia.models import Article, Kind
from sources import capturing
from sources import store as source_store
from sources.models import Source

EDITOR = "editor"
ADDRESS = "127.0.0.1:8000"


class Command(BaseCommand):
    """`manage.py demo [--no-serve] [--captures DIR]`."""

    help = "Migrate, load the demonstration articles, make an editor, and serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="only set up")
        parser.add_argument(
            "--captures", type=Path, metavar="DIR", help="archive captured source texts found there"
        )
        parser.add_argument("address", nargs="?", default=ADDRESS, help="where to serve")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path | None = options["captures"]
        if folder is not None and not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        call_command("migrate", verbosity=0)
        captured = demo.captures(folder) if folder else {}
        with transaction.atomic():
            self._load(captured)
            password = self._editor()
        if password:
            self.stdout.write(f"Sign in at http://{options['address']}/admin/ as “{EDITOR}”")
            self.stdout.write(f"with the password {password} (shown only this once).")
        if not options["no_serve"]:
            self.stdout.write(f"Read at http://{options['address']}/ and stop with Ctrl-C.")
            self.stdout.flush()
            call_command("runserver", options["address"], use_reloader=False)

    def _load(self, captured: Mapping[str, Path]) -> None:
        for kind in demo.kinds():
            Kind.objects.get_or_create(name=kind["name"], defaults=kind)
        archived = sum(self._source(source, captured) for source in demo.sources())
        if archived:
            self.stdout.write(f"Archived {archived} source{'' if archived == 1 else 's'}.")
        begun = set(Article.objects.values_list("pk", flat=True))
        loaded = [r for r in demo.revisions() if r.document.id not in begun]
        for revision in loaded:
            self._revision(revision)
        if loaded:
            count = len({revision.slug for revision in loaded})
            self.stdout.write(f"Loaded {count} articles in {len(loaded)} revisions.")
        else:
            self.stdout.write("The demonstration articles are there already.")
        if archived and not loaded:
            self._adopt({source.record.key for source in demo.sources()})

    def _source(self, source: demo.DemoSource, captured: Mapping[str, Path]) -> bool:
        """Record *source* and archive what there is of it; tell whether that is new."""
        path = source.document or captured.get(source.capture)
        existing = Source.objects.filter(key=source.record.key).first()
        if existing is None:
            source_store.save(source.record, editor=None, summary="Loaded with the demonstration")
        elif existing.snapshot_id is not None:
            return False
        if path is None:
            return False
        data = path.read_bytes()
        copy = source_store.archived(data, capturing.read(data, path.name), path.name)
        source_store.keep(source.record, copy, editor=None, summary=f"Archived {path.name}")
        return True

    def _revision(self, revision: demo.DemoRevision) -> None:
        reason = store.Reason(
            editor=None,
            editor_name=revision.editor,
            summary=revision.summary,
            minor=revision.minor,
        )
        article = Article.objects.filter(pk=revision.document.id).first()
        if article is None:
            saved = store.create(revision.document, reason=reason)
        else:
            base = store.head(article).pk
            saved = store.save(article, revision.document, base=base, reason=reason)
        # The demonstration shows what readers get, so it publishes its own articles, and none
        # besides, also where readers get only what was approved: it comes reviewed as a whole.
        if revision.publish:
            publishing.publish(saved.edit, publisher=None)

    def _adopt(self, keys: set[str]) -> None:
        """Let the demonstration's articles take over the captures that came after them."""
        own = Article.objects.filter(pk__in={each.document.id for each in demo.revisions()})
        for article in own.filter(citations__source__key__in=keys).distinct():
            reason = store.Reason(
                editor=None, editor_name="Demonstration", summary="Take over newly archived sources"
            )
            publication = getattr(article, "publication", None)
            is_public = publication is not None and publication.edit_id == store.head(article).pk
            saved = store.adopt_sources(article, reason=reason)
            if saved.changed and is_public:
                publishing.publish(saved.edit, publisher=None)
                self.stdout.write(f"“{article}” takes over newly archived sources.")

    def _editor(self) -> str:
        """Make the account of an editor who may publish; give its password if it is new."""
        accounts = get_user_model().objects
        if accounts.filter(username=EDITOR).exists():
            return ""
        password = secrets.token_urlsafe(12)
        editor = accounts.create_user(EDITOR, password=password, is_staff=True)
        editor.groups.set(Group.objects.filter(name__in=("editor", "publisher")))
        return password
