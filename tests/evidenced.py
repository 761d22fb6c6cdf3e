"""An article with evidence, and what its editor does with that at the desk."""

import html
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import examples
import pytest
from django.urls import reverse

from encyclopedia import store
from encyclopedia.models import Edit

WHY = store.Reason(editor=None, summary="")
ALMANAC = (
    "The lamp of the skerry was first lit in 1887, on the first of May.\n\n"
    "Wrecks on the reef became rare, the board wrote. The board wrote so twice.\n\n"
    "A keeper said: the lamp of the skerry never failed."
)


@pytest.fixture
def article():
    examples.archive(examples.almanac(), ALMANAC)
    return store.create(examples.lighthouse(), reason=WHY).edit.article


@pytest.fixture
def desk(client, ada):
    client.force_login(ada)
    return client


def page_of(article, name):
    return reverse(f"admin:encyclopedia_article_{name}", args=[article.pk])


def edits_of(article):
    return Edit.objects.filter(article=article).count()


def rewrite(article, **changes):
    document = replace(store.current(article), **changes)
    return store.save(article, document, base=store.head(article).pk, reason=WHY)


def sentence(client, article, words):
    """Read the address of "find support" for the sentence that has *words*, as form data."""
    page = client.get(page_of(article, "evidence")).content.decode()
    claims = re.findall(r'<li class="\w+" id="sentence-.*?</li>', page, re.DOTALL)
    (claim,) = [each for each in claims if words in html.unescape(each)]
    return asked_by(re.search(r'href="([^"]+/cite/[^"]+)"', claim)[1])


def asked_by(url):
    fields = parse_qs(urlsplit(html.unescape(url)).query, keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def cite(client, article, words, quote, **typed):
    asked = sentence(client, article, words)
    typed = {"source": "almanac", "base": store.head(article).pk, **typed}
    return client.post(page_of(article, "cite"), {**asked, "words": quote, **typed})


def section(article, anchor):
    return {s.anchor: s.text for s in store.current(article).sections}[anchor]


def statuses(client, article):
    page = client.get(page_of(article, "evidence")).content.decode()
    return re.findall(r'<li class="(\w+)" id="sentence-', page)


def finding(client, article, message):
    """Give the fingerprint of the finding whose message holds *message*, "" where there is none."""
    page = html.unescape(client.get(page_of(article, "evidence")).content.decode())
    declined = page.partition('id="declined"')[0]
    for found in re.findall(r'<li class="finding">.*?</li>', declined, re.DOTALL):
        if message in found:
            return re.search(r'name="fingerprint" value="(\w+)"', found)[1]
    return ""


def decline(client, article, fingerprint, why="The almanac says no more"):
    data = {"base": store.head(article).pk, "fingerprint": fingerprint, "why": why}
    return client.post(page_of(article, "evidence"), data)
