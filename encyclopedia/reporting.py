"""Reports of readers: a sentence that may be wrong, on its way to the editors and settled there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from encyclopedia import store, tracing
from encyclopedia.core import anchoring, evidence, reading
from encyclopedia.core.anchoring import Anchor
from encyclopedia.core.reading import Place
from encyclopedia.models import Report
from encyclopedia.running import letters

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from encyclopedia.core.document import Document
    from encyclopedia.models import Edit

OF_THE_WHOLE: Final = "article"
"""What names the article as a whole where an address names a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that may be reported: its name in addresses, and what finds it again.

    `row` is the name of the row of the infobox whose value it is. The article as a whole has no
    place and no words.
    """

    locator: str
    place: Place | None
    row: str = ""
    text: str
    anchor: Anchor


WHOLE: Final = Sentence(locator=OF_THE_WHOLE, place=None, text="", anchor=Anchor(words=""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a reader says of a sentence, and where an answer would reach them, if they said so."""

    kind: str
    text: str
    email: str = ""


class NotSentError(RuntimeError):
    """The letter to a reader could not be sent, so nothing was settled."""


def sentences(document: Document) -> Iterator[Sentence]:
    """Give the sentences of *document* in reading order."""
    cut = [
        (wording.place, " ".join(wording.text.split()))
        for wording in evidence.wordings(reading.texts(document))
    ]
    texts = anchoring.texts(cut)
    for (place, text), span in zip(cut, anchoring.spans(cut), strict=True):
        yield Sentence(
            locator=tracing.locator(document, place, text),
            place=place,
            row=tracing.row(place, document),
            text=text,
            anchor=anchoring.anchor(texts[place], *span),
        )


def named(name: str, among: Iterable[Sentence]) -> Sentence | None:
    """Find the sentence that an address names so; two of the same words are one."""
    if name == OF_THE_WHOLE:
        return WHOLE
    return next((each for each in among if each.locator == name), None)


@transaction.atomic
def report(edit: Edit, sentence: Sentence, told: Told) -> Report:
    """Give to the editors what a reader of *edit* said; the same said twice is one report."""
    store.hold(edit.article)
    place = sentence.place
    kept, _made = Report.objects.open().get_or_create(
        article_id=edit.article_id,
        edit=edit,
        part=place.part if place else "",
        part_id=place.id if place else None,
        words=sentence.anchor.words,
        prefix=sentence.anchor.prefix,
        suffix=sentence.anchor.suffix,
        kind=told.kind,
        text=told.text,
        defaults={"email": told.email, "settled_at": None},
    )
    return kept


@transaction.atomic
def settle(report: Report, outcome: str, answer: str, *, by: User) -> bool:
    """Settle *report* and write the *answer* to whoever asked for one; tell whether it was open.

    The address of the reader is forgotten then, even where no letter leaves this site. Raises
    NotSentError where the letter was not sent: the report stays open.
    """
    held = Report.objects.select_for_update().get(pk=report.pk)
    if held.settled_at is not None:
        return False
    email, held.email = held.email, ""
    held.outcome, held.answer = outcome, answer
    held.settled_at, held.settled_by = timezone.now(), by
    held.settled_by_name = store.Reason(editor=by, summary="").signature
    held.save()
    if email and is_answered(outcome):
        _answer(held, email)
    return True


def is_answered(outcome: str) -> bool:
    """Tell whether a reader who left an address is told that it came to *outcome*."""
    return outcome != Report.SPAM and letters.leave()


@transaction.atomic
def reopen(report: Report) -> bool:
    """Open a settled report again; tell whether it was settled until now."""
    settled = Report.objects.filter(pk=report.pk, settled_at__isnull=False)
    return bool(
        settled.update(settled_at=None, settled_by=None, settled_by_name="", outcome="", answer="")
    )


def sign_anew(editor: User, name: str) -> int:
    """Let *name* stand for *editor* under all that they settled; give how many that is."""
    return Report.objects.filter(settled_by=editor).update(settled_by_name=name)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())


def _answer(report: Report, email: str) -> None:
    publication = getattr(report.article, "publication", None)
    title = " ".join((publication.title if publication else report.article.title).split())
    text = render_to_string(
        "answer.txt",
        {
            "title": title,
            "report": report,
            "said": _quoted("\n".join(filter(None, (report.words, "", report.text)))),
            "site": settings.SITE_NAME,
            "url": f"{settings.SITE_URL}{publication.article.get_absolute_url()}"
            if publication and settings.SITE_URL
            else "",
        },
    )
    letter = EmailMessage(
        subject=f"{settings.SITE_NAME}: {_('your report on “%s”') % title}",
        body=text,
        to=[email],
        headers={"Auto-Submitted": "auto-replied"},  # RFC 3834
    )
    try:
        letter.send()
    except OSError as error:  # smtplib's errors are such
        raise NotSentError(_("The letter to the reader was not sent; try again later.")) from error
