"""Small articles for the pages around them, and what those pages say."""

import re
from dataclasses import replace
from html import unescape
from uuid import uuid4

from encyclopedia import publishing, store
from encyclopedia.core.document import Document, Section, SectionKind


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


def main(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return unescape(answer.content.decode()).partition("<main")[2].partition("</main>")[0]


def text(client, url):
    return " ".join(re.sub(r"<[^>]+>", " ", main(client, url)).split())


def links_in(client, url, kind="articles"):
    found = re.findall(rf'href="/{kind}/[^"?]+"[^>]*><bdi>(.*?)</bdi>', main(client, url))
    return list(dict.fromkeys(found))
