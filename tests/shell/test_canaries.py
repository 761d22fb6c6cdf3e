"""What nobody published is nowhere: in no answer to any address, and no count or tag betrays it.

Every field holds a word of its own; the addresses are all that the resolver knows.
"""

import gzip
import io
import re
import zipfile
from dataclasses import replace
from html import unescape
from itertools import product
from uuid import uuid4

import examples
import pytest
from PIL import Image
from test_permission_matrix import (  # noqa: F401 -- `people` and `world` are fixtures
    IN_FULL,
    ROUTES,
    address,
    is_of_an_article,
    people,
    world,
)

from encyclopedia import formats, pictures, store
from encyclopedia.core.document import Illustration
from encyclopedia.models import Edit
from sources.core.record import Access, Name

pytestmark = pytest.mark.django_db

DRAFT, HEAD = "Drumlincanary", "Headlandcanary"
WORDS = (DRAFT, HEAD)
STATES = ("draft", "published", "withdrawn")
FORMATS = None if IN_FULL else 2  # all go through the same doors
ON_EVERY_PAGE = re.compile(
    r"""name="csrfmiddlewaretoken" value="\w+"|csrftoken=\w+|'Expires': '[^']*'"""
)


def drawn(word):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (len(word), ord(word[0]), ord(word[1]))).save(out, "PNG")
    return pictures.keep(pictures.prepare(out.getvalue()))


def all_of(document, word):
    """Put *word* into every field of *document*, and cite a source that only it knows."""
    key, picture = f"{word.lower()}-source", drawn(word)
    examples.archive(
        examples.almanac(
            key=key,
            title=f"{word} title",
            container=f"{word} container",
            publisher=f"{word} publisher",
            authors=(Name(family=word, given=word),),
            url=f"https://{word.lower()}.example/",
            doi=f"10.1000/{word.lower()}",
            access=Access.PUBLIC,
        ),
        f"The {word} of the snapshot.",
    )
    cited = f'[@{key}, p. {word}, "{word} of the snapshot"] [[{word} elsewhere]] ^[{word} note]'
    return replace(
        document,
        title=f"{word} title",
        short_description=f"{word} description",
        hatnote=f"{word} hatnote",
        series=f"{word} series",
        categories=(f"{word} category",),
        lead=f"{word} lead. {cited}",
        infobox=tuple(replace(each, label=f"{word} {each.label}") for each in document.infobox),
        sections=tuple(
            replace(each, heading=f"{word} {each.heading}", text=f"{word} text. {cited}")
            for each in document.sections
        ),
        events=tuple(
            replace(each, title=word, text=f"{word} happened.") for each in document.events
        ),
        see_also=(replace(document.see_also[0], id=uuid4(), title=f"{word} see", note=word),),
        illustrations=(
            Illustration(
                id=uuid4(),
                key=f"{word.lower()}-picture",
                file=picture.file,
                media_type=picture.media_type,
                width=picture.width,
                height=picture.height,
                alt=f"{word} alt",
                caption=f"{word} caption",
            ),
        ),
    )


def saved(article, document, word):
    why = store.Reason(editor=None, editor_name=f"{word} editor", summary=f"{word} summary")
    return store.save(article, document, base=store.head(article).pk, reason=why).edit


def addresses(world):  # noqa: F811 -- the same
    """Every address that the resolver knows, of every article and revision, in every format."""
    articles, fills, _ = world
    suffixes = [each.suffix for each in formats.FORMATS if each.suffix and each.suffix != "pdf"]
    suffixes = suffixes[:FORMATS]
    for route in ROUTES:
        for state in STATES if is_of_an_article(route) else STATES[:1]:
            for suffix in suffixes if "<suffix:" in route else ("",):
                known = {**fills, "<suffix:suffix>": suffix}
                yield from of_revisions(route, state, (articles, known, world[2]))
    for word in WORDS:
        low = word.lower()
        yield from (f"/search/?q={word}", f"/search/suggest/?q={word[:6]}", f"/articles/?q={word}")
        yield from (f"/api/v1/search?q={word}", f"/recent/?category={low}-category")
        yield from (f"/articles/{low}-title/", f"/articles/{low}-title.json")
        yield from (f"/categories/{low}-category/", f"/series/{low}-series/")
        yield from (f"/sources/{low}-source/", f"/api/v1/sources/{low}-source")
        yield from (f"/contributors/{word}%20editor/", f"/articles/?letter={word[0]}")
        yield from (f"/media/pictures/{drawn(word).file}.png",)
        for state in STATES:
            here = f"/articles/{articles[state].slug}"
            yield from (f"{here}/history/?words={word}", f"{here}/history/?editor={word}+editor")
            yield from (f"{here}/authorship/?editor={word}+editor", f"{here}/?from={low}-title")


def of_revisions(route, state, world):  # noqa: F811 -- the same
    """Name *route* for every revision that it can be about, or every two of them."""
    holes = re.findall(r"<(?:revision:)?(?:revision|old|new)>", route)
    numbers = world[0][state].edits.order_by("pk").values_list("pk", flat=True)
    for chosen in product(numbers, repeat=len(holes)):
        filled = route
        for hole, number in zip(holes, chosen, strict=True):
            filled = filled.replace(hole, str(number))
        url = address(filled, state, world)
        yield url
        if any(page in route for page in ("compare", "authorship", "evidence")):
            yield f"{url}?format=json"


def shown(client, url):
    """Give all that an answer says, in body and headers, unpacked and unescaped."""
    answer = client.get(url)
    body = answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) + name.encode() for name in packed.namelist())
    if body[:2] == b"\x1f\x8b":
        body = gzip.decompress(body)
    text = unescape(body.decode("utf-8", "replace")) + str(answer.headers)
    return f"{answer.status_code} {ON_EVERY_PAGE.sub('', text)}".lower()


def test_what_nobody_published_changes_no_byte_that_the_public_gets(client, people, world):  # noqa: F811
    """Counts, sizes, colours of links, tags, dates, names of pictures: all is in the bytes."""
    articles, _, _ = world
    urls = sorted({url for url in addresses(world) if "canary" not in url.lower()})
    before = {url: shown(client, url) for url in urls}

    public = store.current(articles["published"])
    saved(articles["published"], all_of(public, HEAD), HEAD)
    begun = all_of(examples.lighthouse("Reef of Teeth"), DRAFT)
    linking = replace(begun, title="Reef of Teeth", lead=f"{begun.lead} [[{public.title}]]")
    store.create(
        replace(linking, categories=public.categories, series=public.series),
        reason=store.Reason(editor=people["author"], summary=DRAFT),
    )

    changed = [url for url in urls if shown(client, url) != before[url]]
    assert Edit.objects.filter(article__title="Reef of Teeth").exists()
    assert changed == []
