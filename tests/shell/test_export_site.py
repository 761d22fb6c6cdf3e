"""The public encyclopedia as files: whole, linked, searchable, no word more than is public."""

import gzip
import hashlib
import json
import os
import re
from dataclasses import replace
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import examples
import pytest
from django.core.management import CommandError, call_command
from lxml import html as lxml_html

from encyclopedia import assets, exporting, publishing, store
from encyclopedia.exporting import index, places, rewriting
from encyclopedia.exporting.folder import MANIFEST, Folder
from encyclopedia.models import Publication
from encyclopedia.views import recent, sheets
from sources.core.record import Access

pytestmark = pytest.mark.django_db

SITE = "https://encyclopedia.example"
CANARY = "Zanzibarcanary"
SECRET = "Nobody may read these words of the archived text."
HERE = "articles/skerry-lighthouse"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def saved(article, *, publish=True, name="Ada", **changes):
    began = store.head(article)
    reason = store.Reason(editor=None, editor_name=name, summary="Changed")
    document = replace(store.at(began), **changes)
    edit = store.save(article, document, base=began.pk, reason=reason).edit
    if publish:
        publishing.publish(edit, publisher=None)
    return edit


def published(title="Skerry Lighthouse", **changes):
    reason = store.Reason(editor=None, editor_name="Keeper", summary="Begun")
    edit = store.create(replace(examples.lighthouse(title), **changes), reason=reason).edit
    publishing.publish(edit, publisher=None)
    return edit.article


@pytest.fixture
def article():
    examples.archive(examples.almanac(access=Access.STAFF), f"It was first lit in 1887. {SECRET}")
    found = published()
    saved(found, lead='The lighthouse was lit in 1887. [@almanac, "first lit in 1887"]')
    return found


def export(out, *options):
    call_command("export_site", out, "--without", "pdf", *options, verbosity=0)
    return out


def files(out):
    found = (str(each.relative_to(out)) for each in out.rglob("*") if each.is_file())
    return {name for name in found if not name.endswith(".gz") and name != MANIFEST}


def pages(out):
    return {
        name: lxml_html.parse(str(out / name)).getroot()
        for name in files(out)
        if name.endswith(".html")
    }


def address(name):
    return f"/{name.removesuffix('index.html')}"


def served(out, url):
    """Find the file that a web server sends for the path of *url*."""
    path = unquote(urlsplit(url).path).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def broken(out):
    """Follow every link of every page, as a browser reads it; give those that lead nowhere."""
    known, read = files(out), pages(out)
    anchors = {
        name: {each.get("id") for each in page.iter() if each.get("id")}
        for name, page in read.items()
    }
    for name, page in read.items():
        for element in page.iter("a", "link", "img", "form", "meta"):
            for attribute in ("href", "src", "action", "content"):
                url = element.get(attribute, "")
                if attribute == "content" and not element.get("property", "").startswith("og:"):
                    continue
                whole, fragment = urldefrag(urljoin(f"{SITE}{address(name)}", url))
                is_link = attribute != "content" or url.startswith(("http", "/"))
                if not url or not is_link or not whole.startswith(f"{SITE}/"):
                    continue
                target = served(out, whole)
                lost = fragment and element.tag == "a"
                if target not in known or (lost and unquote(fragment) not in anchors[target]):
                    yield name, url


def test_every_link_of_every_page_leads_to_a_file(article, out):
    published("Маяк & co", lead="See [[Skerry Lighthouse#Purpose]] and [[Nothing yet]].")
    publishing.move(article, "moved-light")

    export(out)

    assert list(broken(out)) == []


def test_the_export_has_all_that_the_public_reads(article, out):
    first, second = sorted(store.history(article).values_list("pk", flat=True))

    export(out)

    of_article = {
        *(f"{HERE}.{suffix}" for suffix in ("json", "md", "jsonld", "txt", "bib", "ris", "epub")),
        *(f"{HERE}/{page}/index.html" for page in ("history", "evidence", "authorship", "links")),
        *(f"{HERE}/{page}/index.html" for page in ("cite", "references")),
        *(f"{HERE}/revisions/{number}/index.html" for number in (first, second)),
        *(f"{HERE}/revisions/{first}.{suffix}" for suffix in ("json", "md")),
        f"{HERE}.annotations.json",
        f"{HERE}/compare/{first}/{second}/index.html",
        f"{HERE}/feed.atom",
        f"{HERE}/index.html",
    }
    around = {
        *("index.html", "404.html", "articles/index.html", "recent/index.html", "robots.txt"),
        *("sitemap.xml", "sitemaps/articles-1.xml", "llms.txt", "feeds/recent.atom"),
        *("favicon.svg", "favicon.ico", "mark-192.png", "manifest.webmanifest", "opensearch.xml"),
        *("sources/index.html", "sources/almanac/index.html", "categories/index.html"),
        *("categories/lighthouses/index.html", "categories/lighthouses/feed.atom"),
        *("contributors/Ada/index.html", "contributors/Keeper/index.html", "about/index.html"),
        *("search/index.html", "search/index.json", "schemas/article-1.json"),
    }
    assert (of_article | around) - files(out) == set()
    assert not any(name.startswith("admin") or "report" in name for name in files(out))


def test_a_page_says_what_the_live_page_says(client, article, out, settings):
    settings.ALLOWED_HOSTS = ["encyclopedia.example"]
    export(out)

    for url in (f"/{HERE}/", f"/{HERE}/cite/", "/contributors/Keeper/", "/sources/almanac/"):
        asked = client.get(url, headers={"host": "encyclopedia.example"}, secure=True)
        live = lxml_html.fromstring(asked.content).find(".//main").text_content()
        kept = pages(out)[served(out, url)].find(".//main").text_content()
        assert live.split() == kept.split()
    data = client.get(f"/{HERE}.json", headers={"host": "encyclopedia.example"}, secure=True)
    assert (out / f"{HERE}.json").read_bytes() == data.content


def test_a_static_page_keeps_a_strict_policy_and_nothing_that_needs_a_server(article, out):
    export(out)

    for name, page in pages(out).items():
        assert page.xpath("//*[@data-live]") == []
        assert {form.get("action") for form in page.iter("form")} <= {"/search/"}
        assert "/admin/" not in (out / name).read_text()
        [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") or [""]
        inline = [each.text for each in page.iter("style", "script") if not each.get("type")]
        assert all(assets.csp_hash(each) in policy for each in inline)
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_a_page_of_an_older_release_keeps_the_style_that_it_was_made_with(article, out):
    old, new = "p{color:red}", assets.style(*assets.PAGE_STYLES["article"])
    publication = article.publication
    html = gzip.decompress(publication.page).replace(new.encode(), old.encode())
    publication.page, publication.brotli = gzip.compress(html), b""
    publication.policy["style-src"] = [assets.csp_hash(old)]
    publication.save()

    export(out)

    [policy] = pages(out)[f"{HERE}/index.html"].xpath("//meta[@http-equiv]/@content")
    assert assets.csp_hash(old) in policy
    assert assets.csp_hash(new) not in policy


def test_no_word_that_is_not_public_leaves(article, ada, out):
    bad = saved(article, lead=f"{CANARY} lead", name=f"{CANARY} editor", title=f"{CANARY} title")
    saved(article, lead="Clean.", title="Skerry Lighthouse")
    why = store.Reason(editor=ada, summary="Private")
    hidden = dict.fromkeys(("text", "summary", "editor"), True)
    publishing.hide(article, (bad.pk, bad.pk), hidden, reason=why)
    saved(article, publish=False, lead=f"{CANARY} draft")
    store.create(
        examples.lighthouse(f"{CANARY} never public"),
        reason=store.Reason(editor=None, editor_name=f"{CANARY} author", summary=CANARY),
    )
    withdrawn = published(f"{CANARY} withdrawn")
    publishing.withdraw(withdrawn)

    export(out)

    for name in files(out):
        body = (out / name).read_bytes()
        for word in (CANARY, SECRET):
            assert word.lower() not in name.lower()
            assert word.lower().encode() not in body.lower()
        if (packed := out / f"{name}.gz").exists():
            assert gzip.decompress(packed.read_bytes()) == body


def test_a_second_export_touches_only_what_changed(article, out):
    export(out)
    before = {name: (out / name).stat().st_mtime_ns for name in files(out)}
    for name in before:
        os.utime(out / name, ns=(1, 1))

    export(out)
    untouched = {name for name in files(out) if (out / name).stat().st_mtime_ns == 1}
    saved(article, lead="Lit in 1888. [@almanac]")
    export(out)

    assert untouched == before.keys()
    changed = {name for name in files(out) if (out / name).stat().st_mtime_ns != 1}
    assert f"{HERE}/index.html" in changed
    assert "sources/index.html" not in changed
    assert "favicon.svg" not in changed


def test_what_is_public_no_more_is_deleted_and_what_others_put_there_stays(article, out):
    other = published("Reef of Teeth")
    export(out)
    (out / "CNAME").write_text("encyclopedia.example")
    (out / "articles/reef-of-teeth/mine.txt").write_text("mine")
    publishing.withdraw(other)

    export(out)

    assert not any("reef-of-teeth" in name and "mine" not in name for name in files(out))
    assert (out / "CNAME").read_text() == "encyclopedia.example"
    assert (out / "articles/reef-of-teeth/mine.txt").read_text() == "mine"
    assert list(broken(out)) == []


def test_a_dry_run_says_what_would_change_and_writes_nothing(article, out, capsys):
    call_command("export_site", out, "--without", "pdf", "--dry-run")

    assert not out.exists()
    assert re.search(
        r"[\d,]+ would be written, 0 unchanged, 0 would be deleted", capsys.readouterr().out
    )


def test_a_folder_that_is_not_ours_is_refused(article, out):
    out.mkdir()
    (out / "thesis.txt").write_text("Years of work")

    with pytest.raises(CommandError, match="is not empty, and no export wrote it"):
        export(out)

    assert [each.name for each in out.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    ("url", "said"), [("", "SITE_URL is not set"), (f"{SITE}/below", "without a path")]
)
def test_the_address_of_the_site_must_be_known(article, out, settings, url, said):
    settings.SITE_URL = url

    with pytest.raises(CommandError, match=said):
        export(out)

    assert not out.exists()


@pytest.mark.parametrize("end", ["", "{}\n", '{"file": 1}\n'])
def test_a_manifest_that_cannot_be_read_is_said(article, out, end):
    out.mkdir()
    head = '{"form": "encyclopedia static site, version 1"}\n'
    (out / MANIFEST).write_text(f"{head}{end}" if end else "{}")

    with pytest.raises(CommandError, match="nobody knows what is ours"):
        export(out)


def test_an_export_that_was_cut_short_knows_its_own_files(article, out):
    folder = Folder(out)
    folder.put("articles/gone/index.html", b"<!DOCTYPE html>", "text/html")
    folder.close()

    export(out)

    assert not (out / "articles/gone").exists()


def test_the_manifest_names_every_file_with_its_hash_and_type(article, out):
    export(out)

    head, *lines = map(json.loads, (out / MANIFEST).read_text().splitlines())

    assert head == {"form": "encyclopedia static site, version 1"}
    assert {line["file"] for line in lines} == files(out)
    for line in lines:
        assert hashlib.sha256((out / line["file"]).read_bytes()).hexdigest() == line["sha256"]
    assert {line["file"]: line["type"] for line in lines}[f"{HERE}.jsonld"] == "application/ld+json"


def test_an_old_name_leads_on(article, out):
    publishing.move(article, "moved-light")

    export(out)

    stub = pages(out)[f"{HERE}/index.html"]
    assert stub.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/articles/moved-light/"]


def test_long_lists_keep_all_their_pages(article, out, monkeypatch):
    monkeypatch.setattr(sheets, "A_PAGE", 2)
    monkeypatch.setattr(recent, "A_PAGE", 2)
    for letter in "ABCC":
        published(f"{letter}{len(Publication.objects.all())} light")

    export(out)

    names = files(out)
    assert "sheets/articles/page-2/index.html" in names
    assert "sheets/articles/letter-C/index.html" in names
    assert any(name.startswith("sheets/recent/before-") for name in names)
    assert list(broken(out)) == []
    [canonical] = pages(out)["sheets/articles/page-2/index.html"].xpath(
        "//link[@rel='canonical']/@href"
    )
    assert canonical == f"{SITE}/sheets/articles/page-2/"


def test_pictures_are_exported_as_they_are(article, out):
    tower = examples.tower()
    saved(article, illustrations=(tower,), lead="![The tower](picture:tower)\n\nLit.")

    export(out)

    kept = (out / f"media/pictures/{tower.file}.png").read_bytes()
    assert hashlib.sha256(kept).hexdigest() == tower.file


def test_a_name_that_no_file_can_have_has_a_place_of_its_own(article, out):
    saved(article, lead="Lit again.", name="../../escaped/index.html")

    export(out)

    assert list(broken(out)) == []
    assert not list(out.parent.rglob("escaped"))
    assert any("../../escaped" in page.text_content() for page in pages(out).values())


def test_the_index_of_the_search_finds_articles_by_words_in_small_files(article, out):
    published("Reef of Teeth", lead="A reef with Élan.")
    export(out)
    told = json.loads((out / "search/index.json").read_text())
    articles = json.loads((out / "search/articles-0.json").read_text())
    words = json.loads((out / "search/words-0.json").read_text())

    by_weight = words["reef"]

    assert told["articles"] == 2
    assert articles[by_weight[0]] == [
        "/articles/reef-of-teeth/",
        "Reef of Teeth",
        "Lighthouse on a rock",
    ]
    assert by_weight[1] > by_weight[3]
    assert "elan" in words
    assert list(words) == sorted(words)
    assert told["firsts"] == [next(iter(words))]


def test_the_words_of_the_search_are_cut_into_files_that_stay_small(article, monkeypatch):
    monkeypatch.setattr(index, "A_FILE", 100)

    made = dict(index.write())

    told = json.loads(made["search/index.json"])
    assert len(told["firsts"]) == sum(name.startswith("search/words") for name in made) > 3
    assert told["firsts"] == sorted(told["firsts"])
    assert all(len(body) < 300 for name, body in made.items() if "words" in name)


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("/", "index.html"),
        ("/articles/x/", "articles/x/index.html"),
        ("/articles/x.json", "articles/x.json"),
        ("/articles/?letter=%C3%84&page=2", "sheets/articles/letter-Ä/page-2/index.html"),
        ("/articles/%D0%BC/", "articles/м/index.html"),
    ],
)
def test_an_address_has_its_file(url, file):
    assert places.file(places.read(url)) == file


@pytest.mark.parametrize(
    "url",
    [
        "/contributors/../../etc/passwd/",
        "/contributors//x/",
        "/contributors/.hidden/",
        "/contributors/index.html/",
        f"/contributors/{'é' * 130}/",
        "/contributors/?after=a/../b",
        "/contributors/a%0Ab/",
    ],
)
def test_an_address_that_no_file_can_have_stands_apart(url):
    assert re.fullmatch(r"sheets/[0-9a-f]{32}/index\.html", places.file(places.read(url)))


def test_only_tags_are_rewritten():
    html = (
        '<p title="a > b">Write &lt;a href="/x/"&gt; <a href="/x/" title="/x/ > y">x</a>'
        '<!-- <a href="/x/"> --><script>"<a href=\\"/x/\\">"</script>'
        ' · <a href="/gone/">Gone <b>too</b></a> <a class="new" href="/red/">red</a></p>'
    )
    led = {"/x/": "/y/", "/gone/": None, "/red/": ""}

    written = rewriting.write(html, led.__getitem__)

    assert written == (
        '<p title="a > b">Write &lt;a href="/x/"&gt; <a href="/y/" title="/x/ > y">x</a>'
        '<!-- <a href="/x/"> --><script>"<a href=\\"/x/\\">"</script>'
        ' <a class="new">red</a></p>'
    )


def test_what_needs_a_server_goes_with_all_that_is_in_it():
    html = "<div data-live><div>a</div><input></div><td data-live><input></td><p>b</p>"

    assert rewriting.write(html, str) == "<p>b</p>"


def test_a_form_without_a_server_leaves_its_words():
    html = '<form action="/do/"><input name="a"><button>Go</button><table><td>1</td></table></form>'

    assert rewriting.write(html, str) == "<table><td>1</td></table>"


def test_a_page_that_fails_ends_the_export_with_a_sentence(article, out, monkeypatch):
    Publication.objects.update(page=b"no gzip")

    with pytest.raises(CommandError, match="failed with status 500"):
        export(out)


def test_the_export_is_of_one_moment_in_constant_steps(article, out):
    told = exporting.export(Folder(out), progress=lambda found, _: found)

    assert told.broken == ()
    assert told.files == told.written == len(files(out))
