"""The editorial checks on the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from encyclopedia import auditing
from encyclopedia.core.checks import Finding
from encyclopedia.management import choosing
from encyclopedia.models import Article
from sources.management.progress import shown
from sources.management.stopping import StoppableCommand


class Command(StoppableCommand):
    """`manage.py audit [SLUG…] [--format text|json] [--fail-on LEVEL]`."""

    help = "Check articles, all or those named: quotations, citations, dates, sources, words."

    stopped = "It writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument(
            "--fail-on", choices=auditing.LEVELS, help="end with exit code 1 at such a finding"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        articles = choosing.among(Article.objects.present().order_by("title_key"), options["slugs"])
        today = timezone.localdate()
        audits = [auditing.audit(article, today=today) for article in shown(articles, "article")]
        if options["format"] == "json":
            self.stdout.write(
                json.dumps([_data(each) for each in audits], ensure_ascii=False, indent=2)
            )
        else:
            for each in audits:
                self._tell(each)
        level = options["fail_on"]
        if level and (count := sum(each.at_least(level) for each in audits)):
            raise CommandError(
                f"{count} finding{'' if count == 1 else 's'} of level {level} or graver."
            )

    def _tell(self, audit: auditing.Audit) -> None:
        self.stdout.write(f"{audit.document.title} (revision {audit.edit.pk})")
        open_findings = [finding for finding in audit.findings if not finding.declined]
        for finding in open_findings:
            self.stdout.write(f"  {finding.level}: {finding.rule} at {_where(audit, finding)}")
            if finding.words:
                self.stdout.write(f"    “{finding.words}”")
            self.stdout.write(f"    {finding.message} {finding.mend}")
        declined = len(audit.findings) - len(open_findings)
        self.stdout.write(f"  {len(open_findings)} findings, {declined} declined.")


def _where(audit: auditing.Audit, finding: Finding) -> str:
    if finding.place is None:
        return "the article"
    names = {section.id: f"section “{section.heading}”" for section in audit.document.sections}
    names |= {field.id: f"infobox “{field.label}”" for field in audit.document.infobox}
    names |= {event.id: f"event {event.date}" for event in audit.document.events}
    place = names.get(finding.place.id, finding.place.part) if finding.place.id else ""
    return f"{place or finding.place.part}, characters {finding.start}–{finding.end}"


def _data(audit: auditing.Audit) -> dict[str, Any]:
    return {
        "article": audit.document.title,
        "slug": audit.article.slug,
        "revision": audit.edit.pk,
        "findings": [
            {
                "rule": finding.rule,
                "level": str(finding.level),
                "part": finding.place.part if finding.place else None,
                "part_id": str(finding.place.id) if finding.place and finding.place.id else None,
                "start": finding.start,
                "end": finding.end,
                "words": finding.words,
                "message": finding.message,
                "mend": finding.mend,
                "fingerprint": finding.fingerprint,
                "declined": finding.declined,
            }
            for finding in audit.findings
        ],
    }
