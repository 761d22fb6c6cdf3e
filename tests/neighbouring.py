"""Small articles for the pages around them, and what those pages say."""

import re
from dataclasses import replace
from html import unescape
from uuid import uuid4

from reversion.models import Revision

from encyclopedia import publishing, store
from encyclopedia.core.document import Document, Section, SectionKind
from encyclopedia.models import Edit, PublishedRevision


def why(editor_name="Keeper", summary="", *, minor=False):
    return store.Reason(editor=None, editor_name=editor_name, summary=summary, minor=minor)


def timeline():
    kind = SectionKind.KEY_EVENTS
    return Section(id=uuid4(), heading="Key events", anchor="key-events", kind=kind)


def draft(title, *, reason=None, **parts):
    if "events" in parts:
        parts["sections"] = (timeline(),)
    document = Document(id=uuid4(), title=title, **parts)
    return store.create(document, reason=reason or why()).edit


def published(title, *, reason=None, **parts):
    edit = draft(title, reason=reason, **parts)
    publishing.publish(edit, publisher=None)
    return edit.article


def change(article, *, reason=None, publish=True, **changes):
    document = replace(store.current(article), **changes)
    base = store.head(article).pk
    edit = store.save(article, document, base=base, reason=reason or why()).edit
    if publish:
        publishing.publish(edit, publisher=None)
    return edit


def rewrite(article, count, *, by="Keeper"):
    """Add public revisions of nothing new, without the time that saving them takes."""
    head = store.head(article)
    revisions = Revision.objects.bulk_create(
        Revision(date_created=head.saved_at) for _ in range(count)
    )
    edits = Edit.objects.bulk_create(
        Edit(
            revision=revision,
            article=article,
            editor_name=by,
            content_hash=head.content_hash,
            schema=head.schema,
            manifest=head.manifest,
        )
        for revision in revisions
    )
    PublishedRevision.objects.bulk_create(PublishedRevision(edit=each) for each in edits)


def main(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return unescape(answer.content.decode()).partition("<main")[2].partition("</main>")[0]


def text(client, url):
    return " ".join(re.sub(r"<[^>]+>", " ", main(client, url)).split())


def links_in(client, url, kind="articles"):
    found = re.findall(rf'href="/{kind}/[^"?]+"[^>]*><bdi>(.*?)</bdi>', main(client, url))
    return list(dict.fromkeys(found))
