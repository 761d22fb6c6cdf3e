"""Somebody types, imports and sends what would run elsewhere: in no browser of ours it does.

Every page is visited as it is served, and without its policy, so that escaping alone holds; those
of readers also with everything unescaped, so that the policy alone holds. At the desk previews, and
what its scripts fetch and put in later, are judged when they are there.
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
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RUN = "window.ran=1"
LINE = f"\"'><img src=x onerror={RUN}><svg onload={RUN}>"
SINCE = f"since {LINE[2:]}"
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
        f'The very words. [@hostile, p. {LINE.replace(chr(34), "")}, "very words"] [@? {SINCE}]',
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
# What would run, or could be made to by a click or the mouse, in the page and its shadow roots.
ALIVE = """() => {
    const within = (root) => [...root.querySelectorAll('*')].flatMap(element =>
        [element, ...(element.shadowRoot ? within(element.shadowRoot) : [])]);
    const all = within(document);
    return [
        ...(window.ran ? ['ran'] : []),
        ...all.flatMap(element => [...element.attributes]
            .filter(attribute => attribute.name.startsWith('on')).map(a => `${a.name}=${a.value}`)),
        ...all.filter(element => element.matches('a[href], area[href]') &&
            !['http:', 'https:', 'mailto:'].includes(element.protocol)).map(link => link.href),
        ...all.filter(element => element.matches(
            'iframe, object, embed, math, template[shadowrootmode], base'))
            .map(element => element.outerHTML),
    ];
}"""
# Previews are in shadow roots, and fetched for what is in view; those of all texts are asked for.
TEXTS = """[...document.querySelectorAll('textarea.markdownx-editor')]
    .filter(text => !text.closest('.empty-form') && text.value.trim())"""
ASK_FOR_PREVIEWS = f"""() => {TEXTS}.forEach(text =>
    text.dispatchEvent(new CustomEvent('desk:preview', {{ bubbles: true }})))"""
ARE_PREVIEWED = f"""() => {TEXTS}.every(text => text.closest('.markdownx')
    .querySelector('.markdownx-preview').shadowRoot?.querySelector('.body > :not(.quiet)'))"""


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
        *("/admin/sources/source/add/", "/admin/sources/source/paste/"),
        *("/admin/categories/", f"{here}/revisions/{first}/restore/", f"{here}/history/"),
        f"{here}/compare/{first}/{last}/",
    )


@pytest.fixture
def unescaped(monkeypatch):
    """Let the writer of HTML clean nothing, and undo what it escaped."""
    monkeypatch.setattr(html, "clean", unescape)


def visit(page, addresses):
    """Open each address, and give what is alive there."""
    opened = []
    broken = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.on("response", lambda answer: broken.append(answer.url) if answer.status >= 500 else None)
    found = {}
    for address in addresses:
        page.goto(address, wait_until="load")
        if page.locator("textarea.markdownx-editor").count():
            show_previews(page)
        if alive := page.evaluate(ALIVE):
            found[address] = alive
    told = {"dialogs": opened, "broken": broken}
    return found | {name: each for name, each in told.items() if each}


def show_previews(page):
    """Have every text of the form previewed, and wait until all are."""
    page.evaluate(ASK_FOR_PREVIEWS)
    page.wait_for_function(ARE_PREVIEWED)


def sign_in(page):
    page.goto("/admin/")
    page.get_by_label("Username").fill("eve")
    page.get_by_label("Password").fill("eve")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")


def forget_what_is_not_there(complaints):
    """Let the browser note the picture and the article that there are not."""
    complaints[:] = [each for each in complaints if "status of 404" not in each]


def forget_what_was_kept_back(complaints):
    """Let the browser note that the server did not answer."""
    complaints[:] = [each for each in complaints if "ERR_FAILED" not in each]


@pytest.mark.parametrize("policy", [True, False], ids=["as served", "without the policy"])
def test_no_page_runs_what_somebody_typed(open_browser, typed, complaints, policy):
    reader = open_browser(bypass_csp=not policy)

    found = visit(reader, public_pages(*typed))

    forget_what_is_not_there(complaints)
    assert found == {}


@pytest.mark.parametrize("policy", [True, False], ids=["as served", "without the policy"])
def test_no_page_of_the_desk_runs_what_somebody_typed(open_browser, eve, typed, complaints, policy):
    page = open_browser(bypass_csp=not policy)
    sign_in(page)

    found = visit(page, desk_pages(*typed))

    forget_what_is_not_there(complaints)
    assert found == {}


@pytest.mark.parametrize("policy", [True, False], ids=["as served", "without the policy"])
def test_nothing_that_a_form_fetches_runs_what_somebody_typed(
    open_browser, eve, typed, complaints, policy
):
    article, _, last = typed
    page = open_browser(bypass_csp=not policy)
    sign_in(page)
    page.goto(f"/admin/encyclopedia/article/{article.pk}/change/")
    alive = {}

    cite(page)
    alive["support, with its archived text"] = page.evaluate(ALIVE)
    offer_keys(page)
    alive["keys that are offered"] = page.evaluate(ALIVE)
    document = replace(store.at(store.head(article)), hatnote=LINE)
    store.save(article, document, base=last, reason=WHY)
    page.locator("#id_short_description").fill(LINE)
    expect(page.locator("#news")).to_contain_text("saved revision")
    alive["news of others"] = page.evaluate(ALIVE)
    page.get_by_role("button", name="Show changes").click()
    expect(page.locator("#changes > section")).to_be_visible()
    alive["changes"] = page.evaluate(ALIVE)
    leave_words_in_the_browser(page)
    expect(page.locator("#kept-offers .offer").first).to_be_visible()
    alive["drafts that were kept"] = page.evaluate(ALIVE)

    forget_what_is_not_there(complaints)
    forget_what_was_kept_back(complaints)
    assert {place: found for place, found in alive.items() if found} == {}


def cite(page):
    """Open the evidence beside the form, and a passage that supports the sentence at the caret."""
    page.locator("#evidence > summary").click()
    panel = page.locator("#evidence [data-evidence]")
    expect(panel.locator("[data-findings]")).to_be_visible()
    lead = page.locator("#id_lead")
    lead.focus()
    lead.evaluate(f"text => text.setSelectionRange({PROSE.index('words. ')}, {len(PROSE)})")
    panel.locator("[data-find]").click()
    expect(panel.locator("[data-said]")).to_have_text("")
    panel.locator(".ranked [data-quote]").first.click()
    expect(panel.locator("[data-archived]")).not_to_have_value("")


def offer_keys(page):
    """Begin a citation in the lead, so that sources are offered, and take one to its passages."""
    lead = page.locator("#id_lead")
    lead.focus()
    lead.evaluate("text => text.setSelectionRange(text.value.length, text.value.length)")
    page.keyboard.type(" Said. [@hos")
    expect(page.locator("#completions").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator("[data-archived]")).not_to_have_value("")
    page.keyboard.press("Escape")


def leave_words_in_the_browser(page):
    """Type what the server does not get, and open the form anew, which sends and offers it."""
    page.context.route("**/draft/", lambda route: route.abort())
    page.locator("#id_short_description").fill(f"Typed {LINE}")
    expect(page.locator("[data-kept]")).to_contain_text("kept in this browser")
    page.context.unroute("**/draft/")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()


def test_the_policy_alone_holds_where_nothing_is_escaped(
    open_browser, unescaped, typed, complaints
):
    article, first, _ = typed
    page = open_browser()

    found = visit(page, public_pages(*typed))

    assert any("Content Security Policy" in each for each in complaints)
    assert {f"/articles/{article.slug}/", f"/articles/{article.slug}/revisions/{first}/"} <= {
        *found
    }
    assert {"dialogs", "broken"}.isdisjoint(found)
    assert all("ran" not in alive for alive in found.values())
    complaints.clear()  # of what it was kept from
