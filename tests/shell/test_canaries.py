"""A word nobody may know is nowhere: in no answer to any address, and no count or tag betrays it.

Every field holds a word of its own state: of a draft, of a revision that nobody published, of one
that was published and hidden, and of a withdrawn article. The addresses are those of the resolver.
"""

import gzip
import io
import re
import zipfile
from dataclasses import replace
from html import unescape
from itertools import product
from urllib.parse import unquote
from uuid import uuid4

import examples
import pytest
from django.core.management import call_command
from every_address import IN_FULL, ROUTES, address, is_of_an_article
from PIL import Image
from pypdf import PdfReader

from encyclopedia import formats, pictures, publishing, reviewing, store
from encyclopedia.core.document import Illustration
from encyclopedia.models import Edit
from sources.core.record import Access, Name

pytestmark = pytest.mark.django_db

# Of each state a word, and one for what it alone cites, since records of sources are for the desk.
DRAFT, HEAD, HIDDEN, GONE = "Drumlincanary", "Headlandcanary", "Hiddlecanary", "Gonfaloncanary"
SOURCES = {each: f"{each[:4]}sluicecanary" for each in (DRAFT, HEAD, HIDDEN, GONE)}
OF_NOBODY = (*SOURCES, *SOURCES.values())
NOBODYS = "xylophone"  # that nobody ever wrote, to ask with in the place of another
OF_READERS = ("anonymous", "reader", "deactivated")
WITHDRAWN = {GONE.lower(), SOURCES[GONE].lower()}
STATES = ("draft", "published", "withdrawn")  # those of the words
IN_SHORT = ("json", "markdown", "pdf")
# Short runs ask as one of the three, and for three formats: all go through the same doors.
ASKING = OF_READERS if IN_FULL else OF_READERS[:1]
SUFFIXES = [each.suffix for each in formats.offered() if IN_FULL or each.name in IN_SHORT]
OF_THE_BYTES = re.compile(r"'etag': '[^']*'")  # which hold what was asked for
ON_EVERY_PAGE = re.compile(
    r"""name="csrfmiddlewaretoken" value="\w+"|csrftoken=\w+|'(Expires|X-Request-ID)': '[^']*'"""
)


@pytest.fixture(autouse=True)
def patient(settings):
    """Whoever asks for everything is not told to wait, which is an answer too."""
    settings.API_RATE_ANONYMOUS = settings.API_RATE_TOKEN = settings.BINDING_RATE = 1_000_000


def drawn(word):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (len(word), ord(word[0]), ord(word[1]))).save(out, "PNG")
    return pictures.keep(pictures.prepare(out.getvalue()))


def all_of(document, word):
    """Put *word* into every field of *document*, and cite a source that only it knows."""
    source, picture = SOURCES[word], drawn(word)
    key = f"{source.lower()}-source"
    examples.archive(
        examples.almanac(
            key=key,
            title=f"{source} title",
            container=f"{source} container",
            publisher=f"{source} publisher",
            authors=(Name(family=source, given=source),),
            url=f"https://{source.lower()}.example/",
            doi=f"10.1000/{source.lower()}",
            access=Access.PUBLIC,
        ),
        f"The {source} of the snapshot.",
    )
    cited = f'[@{key}, p. {word}, "{source} of the snapshot"] [[{word} elsewhere]] ^[{word} note]'
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


@pytest.fixture
def told(people, world):
    """Put the words into the articles of the matrix."""
    articles, _, _ = world
    of = {state: store.current(article) for state, article in articles.items()}
    draft, public, withdrawn = (articles[s] for s in ("draft", "published", "withdrawn"))
    saved(draft, all_of(of["draft"], DRAFT), DRAFT)
    bad = saved(public, all_of(of["published"], HIDDEN), HIDDEN)
    publishing.publish(bad, publisher=None)
    publishing.publish(saved(public, of["published"], "Clean"), publisher=None)
    why = store.Reason(editor=people["publisher"], summary="Names a private person")
    asked = dict.fromkeys(("text", "summary", "editor"), True)
    publishing.hide(public, (bad.pk, bad.pk), asked, reason=why)
    saved(public, all_of(of["published"], HEAD), HEAD)
    publishing.publish(saved(withdrawn, all_of(of["withdrawn"], GONE), GONE), publisher=None)
    reviewing.withdraw(withdrawn, by=people["publisher"], reason="A complaint")
    return world


def addresses(world):
    """Every address that the resolver knows, of every article and revision, in every format."""
    articles, fills, _ = world
    for route in ROUTES:
        for state in STATES if is_of_an_article(route) else STATES[:1]:
            for suffix in SUFFIXES if "<suffix:" in route else ("",):
                known = {**fills, "<suffix:suffix>": suffix}
                yield from of_revisions(route, state, (articles, known, world[2]))
    for word in OF_NOBODY:
        low, source = word.lower(), SOURCES.get(word, word).lower()
        yield from (f"/search/?q={word}", f"/search/suggest/?q={word[:6]}", f"/articles/?q={word}")
        yield from (f"/api/v1/search?q={word}", f"/recent/?category={low}-category")
        yield from (f"/articles/{low}-title/", f"/articles/{low}-title.json")
        yield from (f"/categories/{low}-category/", f"/series/{low}-series/")
        yield from (f"/sources/{source}-source/", f"/api/v1/sources/{source}-source")
        yield from (f"/sources/?q={source}", f"/api/v1/sources?q={source}")
        yield from (f"/contributors/{word}%20editor/", f"/articles/?letter={word[0]}")
        yield from (f"/media/pictures/{drawn(word).file}.png",)
        for state in STATES:
            here = f"/articles/{articles[state].slug}"
            yield from (f"{here}/history/?words={word}", f"{here}/history/?editor={word}+editor")
            yield from (f"{here}/authorship/?editor={word}+editor", f"{here}/?from={low}-title")


def of_revisions(route, state, world):
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
    text = unescape(unpacked(answer.content)) + str(answer.headers)
    return f"{answer.status_code} {ON_EVERY_PAGE.sub('', text)}".lower()


def unpacked(data):
    """Give the text in the bytes *data* of a page or a file, of whichever format."""
    if data[:5] == b"%PDF-":
        return text_of_pdf(data)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"\n".join(packed.read(name) + name.encode() for name in packed.namelist())
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return data.decode("utf-8", "replace")


def text_of_pdf(data):
    """Give what a PDF shows, its words whole where a line breaks them, and what it says of it."""
    file = PdfReader(io.BytesIO(data))
    pages = "\n".join(page.extract_text() for page in file.pages)
    said = [*(file.metadata or {}).values(), *titles_of(file.outline)]
    for page in file.pages:
        for link in (each.get_object() for each in page.get("/Annots", ())):
            said += [link.get("/Contents", ""), link.get("/A", {}).get("/URI", "")]
    return "\n".join([re.sub(r"[-\u00ad\u2010]\s*\n", "", pages), *map(str, said)])


def titles_of(outline):
    """Give the titles of the bookmarks, and of those below them."""
    for each in outline:
        yield from titles_of(each) if isinstance(each, list) else [each.title]


def betrayed(client, url, words):
    """Tell which of *words* an answer has, or answers to otherwise than to a word of nobody."""
    asked, answer = unquote(url).lower(), ""
    for word in map(str.lower, words):
        if word not in asked and word[:6] not in asked:
            answer = answer or shown(client, url)
            if word in answer:
                yield word
        elif word in asked and word not in WITHDRAWN:  # at its address it is told to be gone
            nobodys = f"{NOBODYS}{'x' * len(word)}"[: len(word)]
            other = re.sub(word, nobodys, url, flags=re.IGNORECASE)
            answers = (shown(client, url), shown(client, other).replace(nobodys, word))
            if len({OF_THE_BYTES.sub("", each) for each in answers}) > 1:
                yield word


def betrayals(client, users, urls, words):
    """Ask each of *urls* as each of *users*."""
    for who, user in users.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        for url in urls:
            for word in betrayed(client, url, words):
                yield who, url, word


def test_no_word_that_is_not_public_is_told_to_the_public(client, people, told):
    urls = sorted(set(addresses(told)))

    found = list(betrayals(client, {who: people[who] for who in ASKING}, urls, OF_NOBODY))

    print(f"canary: {len(urls) * len(ASKING)} answers")  # noqa: T201 -- the report names them
    assert found == []


def test_no_hidden_word_is_told_at_the_desk_without_the_right(client, people, told):
    urls = sorted(set(addresses(told)))

    found = list(betrayals(client, {who: people[who] for who in ("editor",)}, urls, (HIDDEN,)))

    assert found == []


def test_those_with_the_right_are_told_them_all(client, people, told):
    """The crawl would see what is told: it is the rights that keep it away."""
    client.force_login(people["publisher"])
    texts = [shown(client, url) for url in sorted(set(addresses(told))) if "revisions/" in url]

    assert [word for word in SOURCES if any(word.lower() in text for text in texts)] == [*SOURCES]


@pytest.mark.skipif("pdf" not in SUFFIXES, reason="PDF cannot be made here")
def test_a_pdf_tells_those_with_the_right_every_word_of_the_article(client, people, told):
    client.force_login(people["publisher"])
    hidden = Edit.objects.get(hidden__has_key="text", article=told[0]["published"])

    read = shown(client, f"{hidden.get_absolute_url().rstrip('/')}.pdf")

    fields = ("title", "hatnote", "lead", "elsewhere", "note", "purpose", "happened")
    assert [each for each in fields if f"{HIDDEN} {each}".lower() not in read] == []
    assert SOURCES[HIDDEN].lower() in read


def test_no_file_of_the_exported_site_has_them(told, tmp_path, settings):
    settings.SITE_URL = "https://encyclopedia.example"
    call_command("export_site", str(tmp_path / "out"), verbosity=0)

    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    telling = [
        (path.name, word)
        for path in files
        for word in OF_NOBODY
        if word.lower() in f"{path}{unpacked(path.read_bytes())}".lower()
    ]
    assert len(files) > 100
    assert telling == []


def test_what_nobody_published_changes_no_byte_that_the_public_gets(client, people, world):
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
