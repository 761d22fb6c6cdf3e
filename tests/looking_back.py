"""What the desk gets of the past: each revision as it was, what changed, the way back to it."""

import re
from html import unescape
from itertools import pairwise

from django.urls import reverse

from encyclopedia import store
from encyclopedia.core.readers import changes_json
from encyclopedia.core.readers import json as reader

HEADING = re.compile(r'<h1 dir="auto">(.*?)</h1>', re.DOTALL)


def got(client, url, **asked):
    answer = client.get(url, asked)
    assert answer.status_code == 200, url
    return answer


def shown(client, edit):
    """Give the title on the page of *edit*, and the article in its JSON."""
    page = edit.get_absolute_url()
    (title,) = HEADING.findall(got(client, page).content.decode())
    text = got(client, f"{page.rstrip('/')}.json").content.decode()
    return unescape(title), reader.read(text)


def compared(client, old, new):
    """Give both articles that the comparison of *old* and *new* is about, as its data say."""
    url = reverse("compare", args=[old.article.slug, old.pk, new.pk])
    assert f"/revisions/{old.pk}/" in got(client, url).content.decode()
    told = got(client, url, format="json").json()
    return changes_json.read(told["comparison"]["changes"])


def offered(client, edit):
    """Tell whether the desk is asked if *edit* shall be restored, without a word of refusal."""
    page = got(client, reverse("restore", args=[edit.article.slug, edit.pk])).content.decode()
    return f"Restore revision {edit.pk}" in page and 'role="alert"' not in page


def unlike(client, article):
    """Name each revision of *article* that is not shown, compared or offered as it was."""
    edits = list(article.edits.order_by("pk"))
    was = {edit: store.at(edit) for edit in edits}
    for edit in edits:
        if shown(client, edit) != (was[edit].title, was[edit]) or not offered(client, edit):
            yield edit.pk
    for old, new in pairwise(edits):
        if compared(client, old, new) != (was[old], was[new]):
            yield old.pk, new.pk
