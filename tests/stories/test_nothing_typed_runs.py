"""Somebody types, imports and sends what would run elsewhere: in no browser of ours it does.

Every page is visited three times: as it is served; without its policy, so that escaping alone
holds; and with everything unescaped, so that the policy alone holds.
"""

from dataclasses import replace
from html import unescape
from urllib.parse import quote
from uuid import uuid4

import examples
import pytest
from django.core.management import call_command

from encyclopedia import publishing, reporting, store, tokens
from encyclopedia.core.document import Illustration
from encyclopedia.core.writers import html
from encyclopedia.models import Article
from sources.core.record import Access, Name

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RUN = "window.ran=1"
LINE = f"\"'><img src=x onerror={RUN}><svg onload={RUN}>"
PROSE = "\n\n".join(
    (
        f"{LINE} <script>{RUN}</script> <iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
        f"[a](javascript:{RUN}) [b](JaVa&#x73;cript:{RUN}) <javascript:{RUN}> [c](vbscript:{RUN})",
        f'[d](data:text/html,<script>{RUN}</script>) [e](https://a.example/"onmouseover="{RUN})',
        f'[[{LINE}|{LINE}]] ^[{LINE}] ![x" onerror="{RUN}](picture:p) ![y](javascript:{RUN})',
        f"<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror={RUN}>",
        f"<noscript><p title='</noscript><img src=x onerror={RUN}>'> <template><b onclick={RUN}>",
        f"```\n</code></pre><script>{RUN}</script>\n```",
        f"| <script>{RUN}</script> |\n|---|\n| <a href=javascript:{RUN}>x</a> |",
        f'Said. [@hostile, p. {LINE.replace(chr(34), "")}, "The very words"] [@? since {LINE[2:]}]',
    )
)
WHY = store.Reason(editor=None, editor_name=f"Eve {LINE}", summary=LINE)
WIKITEXT = f"""'''Wiki''' is {LINE}. <script>{RUN}</script> <ref name="x">{{{{cite web|title={LINE}
|url=javascript:{RUN}}}}}</ref> [javascript:{RUN} x] [https://a.example/"onclick="{RUN} y]
{{| style="x" onmouseover="{RUN}"
| onclick="{RUN}" | <img src=x onerror={RUN}>
|}}
[[File:x.png|thumb|alt={LINE}|{LINE}]] <span onmouseover={RUN}>z</span> <svg onload={RUN}></svg>
"""
BIBTEX = f"@book{{bib, title = {{{LINE}}}, author = {{{LINE}}}, url = {{javascript:{RUN}}}}}\n"
# What would run, or could be made to by a click or the mouse.
ALIVE = """() => [
    ...(window.ran ? ['ran'] : []),
    ...[...document.querySelectorAll('*')].flatMap(element => [...element.attributes]
        .filter(attribute => attribute.name.startsWith('on')).map(a => `${a.name}=${a.value}`)),
    ...[...document.querySelectorAll('a[href], area[href]')].filter(link =>
        !['http:', 'https:', 'mailto:'].includes(link.protocol)).map(link => link.href),
    ...[...document.querySelectorAll('iframe, object, embed, math, template[shadowrootmode], base')]
        .map(element => element.outerHTML),
]"""


def hostile(title):
    record = examples.almanac(
        key="hostile",
        title=LINE,
        container=LINE,
        publisher=LINE,
        authors=(Name(family=LINE, given=LINE),),
        url=f'https://a.example/"onclick="{RUN}',
        access=Access.PUBLIC,
    )
    examples.archive(record, f"The very words {PROSE}")
    base = examples.lighthouse(title)
    return replace(
        base,
        title=f"{title} {LINE}",
        short_description=LINE,
        hatnote=f"See {LINE}",
        series=LINE,
        categories=(LINE,),
        lead=PROSE,
        infobox=tuple(replace(each, label=LINE, text=f"{LINE} 1887") for each in base.infobox[1:]),
        sections=tuple(replace(each, heading=LINE, text=PROSE) for each in base.sections),
        events=tuple(replace(each, title=LINE, text=LINE) for each in base.events),
        see_also=(replace(base.see_also[0], title=LINE, note=LINE),),
        illustrations=(
            Illustration(
                id=uuid4(),
                key="p",
                file="0" * 64,
                media_type="image/png",
                width=9,
                height=9,
                alt=LINE,
                caption=LINE,
                credit=LINE,
            ),
        ),
    )


@pytest.fixture
def eve(django_user_model):
    """A superuser with a name that Django's own forms would not take."""
    name = "eve"
    return django_user_model.objects.create_superuser(
        name, password=name, first_name=LINE[:150], last_name=LINE[:150]
    )


@pytest.fixture
def typed(site, eve, client, tmp_path):
    """An article with it in every field, published twice; others by file and by the API."""
    edit = store.create(hostile("Typed"), reason=WHY).edit
    publishing.publish(edit, publisher=None)
    document = store.at(edit)
    again = replace(document, lead=f"{PROSE}\n\nMore {LINE}", hatnote=f"Or {LINE}")
    saved = store.save(edit.article, again, base=edit.pk, reason=WHY).edit
    publishing.publish(saved, publisher=None)
    reporting.report(saved, reporting.WHOLE, reporting.Told(kind="wrong", text=PROSE))
    (tmp_path / "Wiki.wikitext").write_text(WIKITEXT)
    (tmp_path / "b.bib").write_text(BIBTEX)
    call_command("import_article", str(tmp_path / "Wiki.wikitext"), publish=True, verbosity=0)
    call_command("import_sources", str(tmp_path / "b.bib"), verbosity=0)
    secret = tokens.make(eve, LINE[:40], ("read", "write"))[1]
    sent = client.post(
        "/api/v1/articles",
        {"markdown": f"---\ntitle: Sent\n---\n\n{PROSE}", "summary": LINE},
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert sent.status_code == 201, sent.content
    publishing.publish(store.head(Article.objects.get(title="Sent")), publisher=None)
    return edit.article, edit.pk, saved.pk


def public_pages(article, first, last):
    here, asked = f"/articles/{article.slug}", quote(LINE)
    return (
        *("/", "/articles/", "/recent/", "/categories/", "/series/", "/contributors/", "/sources/"),
        *(f"{here}/", f"{here}/history/", f"{here}/history/?words={asked}", f"{here}/evidence/"),
        *(f"{here}/authorship/", f"{here}/cite/", f"{here}/references/", f"{here}/links/"),
        *(f"{here}/revisions/{first}/", f"{here}/compare/{first}/{last}/", f"{here}/report/"),
        f"{here}/compare/{first}/{last}/?view=source&layout=split",
        *("/sources/hostile/", "/sources/bib/", f"/search/?q={asked}", f"/articles/{asked}/"),
        *(f"/contributors/{quote(WHY.editor_name)}/", "/articles/wiki/", "/articles/sent/"),
    )


def desk_pages(article, first, last):
    here, desk = f"/articles/{article.slug}", f"/admin/encyclopedia/article/{article.pk}"
    return (
        *(
            "/admin/",
            "/admin/encyclopedia/article/",
            f"/admin/encyclopedia/article/?q={quote(LINE)}",
        ),
        *(f"{desk}/{page}/" for page in ("change", "evidence", "review", "history", "addresses")),
        *(f"{desk}/{page}/" for page in ("delete", "split", "merge", "protect")),
        *("/admin/encyclopedia/report/", "/admin/encyclopedia/auditentry/", "/admin/auth/user/"),
        *("/admin/sources/source/", "/admin/sources/source/duplicates/", "/admin/tokens/"),
        *("/admin/categories/", f"{here}/revisions/{first}/restore/", f"{here}/history/"),
        f"{here}/compare/{first}/{last}/",
    )


def visit(page, addresses):
    """Open each address, and give what is alive there."""
    opened = []
    broken = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.on("response", lambda answer: broken.append(answer.url) if answer.status >= 500 else None)
    found = {}
    for address in addresses:
        page.goto(address, wait_until="load")
        if alive := page.evaluate(ALIVE):
            found[address] = alive
    told = {"dialogs": opened, "broken": broken}
    return found | {name: each for name, each in told.items() if each}


def forget_what_is_not_there(complaints):
    """Let the browser note the picture and the article that there are not."""
    complaints[:] = [each for each in complaints if "status of 404" not in each]


@pytest.mark.parametrize("policy", [True, False], ids=["as served", "without the policy"])
def test_no_page_runs_what_somebody_typed(open_browser, typed, complaints, policy):
    reader = open_browser(bypass_csp=not policy)

    found = visit(reader, public_pages(*typed))

    forget_what_is_not_there(complaints)
    assert found == {}


@pytest.mark.parametrize("policy", [True, False], ids=["as served", "without the policy"])
def test_no_page_of_the_desk_runs_what_somebody_typed(open_browser, eve, typed, complaints, policy):
    page = open_browser(bypass_csp=not policy)
    page.goto("/admin/")
    page.get_by_label("Username").fill("eve")
    page.get_by_label("Password").fill("eve")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")

    found = visit(page, desk_pages(*typed))

    forget_what_is_not_there(complaints)
    assert found == {}


def test_the_policy_alone_holds_where_nothing_is_escaped(
    open_browser, typed, complaints, monkeypatch
):
    monkeypatch.setattr(html, "clean", unescape)
    article, first, _ = typed
    publishing.publish(store.history(article).get(pk=first), publisher=None)
    page = open_browser()

    found = visit(
        page, (f"/articles/{article.slug}/", f"/articles/{article.slug}/revisions/{first}/")
    )

    assert any("Content Security Policy" in each for each in complaints)
    assert len(found) == 2
    assert all("ran" not in alive for alive in found.values())
    complaints.clear()  # of what it was kept from
