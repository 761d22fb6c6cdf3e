"""Hidden words are found nowhere by those without the right; the history says who hid them."""

import gzip
import re
from dataclasses import replace
from html import unescape

import examples
import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from encyclopedia import publishing, store
from encyclopedia.models import Article, Edit, Hiding, Publication, Redirect
from sources import store as source_store

pytestmark = pytest.mark.django_db

CANARY = "Zanzibarcanary"
HERE = "/articles/skerry-lighthouse/"
WHY = store.Reason(editor=None, editor_name="Hilda", summary="Names a private person")


def edit(article, *, name="Keeper", summary="", publish=True, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    reason = store.Reason(editor=None, editor_name=name, summary=summary)
    made = store.save(article, document, base=began.pk, reason=reason).edit
    if publish:
        publishing.publish(made, publisher=None)
    return made


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    reason = store.Reason(editor=None, editor_name="Keeper", summary="Begun")
    first = store.create(examples.lighthouse(), reason=reason).edit
    publishing.publish(first, publisher=None)
    return first.article


@pytest.fixture
def bad(article):
    """A published revision with a canary in every field, between two clean ones."""
    began = store.current(article)
    made = edit(
        article,
        name=f"{CANARY} editor",
        summary=f"{CANARY} summary",
        title=f"{CANARY} title",
        lead=f"{CANARY} lead [@almanac]",
        short_description=f"{CANARY} description",
        hatnote=f"{CANARY} hatnote",
        categories=(f"{CANARY} category",),
        infobox=(replace(began.infobox[0], label="Canary", text=f"{CANARY} value"),),
        sections=tuple(replace(s, heading=f"{CANARY} {s.anchor}") for s in began.sections),
        events=(replace(began.events[0], title=f"{CANARY} event"),),
        see_also=(replace(began.see_also[0], title=f"{CANARY} elsewhere"),),
    )
    back = {
        name: getattr(began, name)
        for name in (
            *("title", "lead", "short_description", "hatnote", "categories"),
            *("infobox", "sections", "events", "see_also"),
        )
    }
    edit(article, summary="Clean again", **back)
    return made


def hide(made, *what, hidden=True, reason=WHY, through=None):
    asked = dict.fromkeys(what, hidden)
    return publishing.hide(made.article, (made.pk, through or made.pk), asked, reason=reason)


def shown_to(client, url):
    """Give what an answer shows, in its body and its headers but for its number."""
    answer = client.get(url)
    headers = {name: value for name, value in answer.items() if name != "X-Request-ID"}
    return unescape(answer.content.decode()) + str(headers)


def every_address(article, bad):
    first, *_, last = store.history(article).order_by("pk").values_list("pk", flat=True)
    desk = f"/admin/encyclopedia/article/{article.pk}/"
    return [
        *("/", "/articles/", f"/articles/?q={CANARY}", "/sources/", "/sources/almanac/"),
        *("/feeds/recent.atom", f"{HERE}feed.atom", f"{HERE}cite/", f"{HERE}evidence/"),
        *("/articles/?letter=Z", "/categories/", "/categories/lighthouses/", "/series/"),
        *("/categories/lighthouses/feed.atom", "/recent/", "/recent/?category=lighthouses"),
        *("/contributors/", "/contributors/Keeper/", f"{HERE}links/"),
        f"/categories/{CANARY.lower()}-category/",
        f"/recent/?category={CANARY}+category",
        f"/contributors/{CANARY}%20editor/",
        *(HERE, f"{HERE}evidence/?format=json", f"{HERE}history/", f"{HERE}history/?page=1"),
        f"{HERE}history/?words={CANARY}",
        f"{HERE}history/?editor={CANARY}+editor",
        f"{HERE}authorship/",
        f"{HERE}authorship/?format=json",
        f"{HERE}authorship/?revision={bad.pk}&format=json",
        f"{HERE}authorship/?editor={CANARY}+editor",
        *(f"{HERE}revisions/{number}/" for number in (first, bad.pk, last)),
        *(f"{HERE}revisions/{bad.pk}/{act}/" for act in ("restore", "undo", "hide")),
        f"{HERE}revisions/{last}/undo/",
        *(
            f"{HERE}compare/{old}/{new}/{asked}"
            for old, new in ((first, bad.pk), (bad.pk, last), (first, last), (bad.pk, bad.pk))
            for asked in ("", "?view=source", "?format=json")
        ),
        f"/articles/{CANARY.lower()}-title/",
        f"/articles/{CANARY.lower()}-title/history/",
        "/admin/",
        "/admin/encyclopedia/article/",
        *(f"{desk}{page}" for page in ("change/", "evidence/", "addresses/", "history/")),
        f"{desk}cite/?base={bad.pk}&part=lead&start=0&end=4",
    ]


def test_no_hidden_word_is_found_by_anybody_without_the_right(client, rita, tom, article, bad):
    hide(bad, "text", "summary", "editor")

    found = {}
    for user in (None, rita, tom):
        client.logout()
        if user:
            client.force_login(user)
        for url in every_address(article, bad):
            shown = shown_to(client, url).lower()
            if CANARY.lower() in url.lower():
                # Any other word that nobody ever wrote gets the very same answer.
                other = url.lower().replace(CANARY.lower(), "xanzibarcanary")
                told = shown_to(client, other).lower() != shown.replace(
                    CANARY.lower(), "xanzibarcanary"
                )
            else:
                told = CANARY.lower() in shown
            if told:
                found[user and user.username, url] = client.get(url).status_code

    assert found == {}


def test_before_they_are_hidden_the_same_words_are_found(client, article, bad):
    """The crawl above would see them: it is the hiding that keeps them away."""
    seen = [url for url in every_address(article, bad) if CANARY in shown_to(client, url)]

    assert len(seen) >= 12
    assert {HERE, f"{HERE}feed.atom", "/feeds/recent.atom"} <= set(seen)


def test_those_with_the_right_see_them_marked_as_hidden(client, ada, article, bad):
    hide(bad, "text", "summary", "editor")
    client.force_login(ada)

    page = shown_to(client, f"{HERE}revisions/{bad.pk}/")
    history = shown_to(client, f"{HERE}history/")

    assert f"{CANARY} lead" in page
    assert "Text hidden by Hilda on " in page
    assert f"{CANARY} summary" in history
    assert f"{CANARY} editor" in history
    assert "Summary hidden by Hilda on " in history


def test_the_history_says_that_something_was_hidden_by_whom_and_why(client, article, bad):
    hide(bad, "text", "editor")
    hide(bad, "summary", reason=replace(WHY, summary="An insult"))

    history = shown_to(client, f"{HERE}history/")

    for what, why in (
        ("Text", "Names a private person"),
        ("Editor", "Names a private person"),
        ("Summary", "An insult"),
    ):
        assert re.search(rf"{what} hidden by Hilda on \d{{4}}-\d\d-\d\d: {why}", history)
    assert f'name="to" value="{bad.pk}"' in client.get(f"{HERE}history/").content.decode()


@pytest.mark.parametrize(
    ("what", "stays"),
    [
        ("text", ("summary", "editor")),
        ("summary", ("text", "editor")),
        ("editor", ("text", "summary")),
    ],
)
def test_each_is_hidden_separately(client, article, bad, what, stays):
    hide(bad, what)
    page = shown_to(client, f"{HERE}revisions/{bad.pk}/") + shown_to(client, f"{HERE}history/")

    words = {"text": "lead", "summary": "summary", "editor": "editor"}
    assert {each for each, word in words.items() if f"{CANARY} {word}" in page} == set(stays)


@pytest.mark.parametrize("address", ["revisions/{bad}/", "compare/{first}/{bad}/"])
def test_a_page_of_hidden_words_says_who_hid_them_and_why(client, article, bad, address):
    hide(bad, "text")
    first = store.history(article).last().pk

    answer = client.get(HERE + address.format(bad=bad.pk, first=first))

    assert answer.status_code == 403
    assert f"Revision {bad.pk}: text hidden by Hilda on" in unescape(answer.content.decode())
    assert answer["Cache-Control"] == "no-cache, private"


def test_neighbours_lead_around_hidden_words(client, article, bad):
    hide(bad, "text")
    first, _, last = store.history(article).order_by("pk").values_list("pk", flat=True)

    page = client.get(f"{HERE}revisions/{last}/").content.decode()
    compared = client.get(f"{HERE}compare/{first}/{last}/").content.decode()

    assert f'href="{HERE}revisions/{first}/" rel="prev"' in page
    assert f"{bad.pk}/" not in re.sub(r"\?[^\"]*", "", page)
    assert "1 revision by 1 editor between" in compared
    assert f"/{bad.pk}/" not in compared


def test_sizes_of_hidden_words_are_not_told(client, article, bad):
    hide(bad, "text")
    history = client.get(f"{HERE}history/").content.decode()
    rows = re.findall(r"<tr>.*?</tr>", history, re.DOTALL)[1:]

    assert ["not told" in row for row in rows] == [True, True, False]
    assert "changes<span" not in rows[1]


def test_hidden_editors_are_not_counted_apart(client, article, bad):
    edit(article, name="Other", lead="Once.")
    other = edit(article, name="Third", lead="Twice.")
    last = edit(article, lead="Thrice.")
    first = store.history(article).last()
    url = f"{HERE}compare/{first.pk}/{last.pk}/"
    before = re.search(r"by (\d) editors", client.get(url).content.decode())[1]

    hide(bad, "editor")
    hide(other, "editor")

    assert (before, re.search(r"by (\d) editors", client.get(url).content.decode())[1]) == (
        "4",
        "3",
    )


class TestPublicPage:
    def test_it_names_a_hidden_editor_no_more_and_has_another_tag(self, client, article, bad):
        before = client.get(HERE)
        hide(bad, "editor")
        after = client.get(HERE, headers={"If-None-Match": before["ETag"]})

        assert f"{CANARY} editor" in before.content.decode()
        assert (after.status_code, CANARY in after.content.decode()) == (200, False)
        assert CANARY.encode() not in gzip.decompress(bytes(Publication.objects.get().page))

    def test_the_same_name_comes_back_when_it_is_shown_again(self, client, article, bad):
        before = client.get(HERE)["ETag"]
        hide(bad, "editor")
        hide(bad, "editor", hidden=False)

        assert client.get(HERE)["ETag"] == before

    def test_a_name_that_only_hidden_words_had_leads_here_no_more(self, client, article, bad):
        url = f"/articles/{CANARY.lower()}-title/"
        before = client.get(url).status_code
        hide(bad, "text")
        hidden = client.get(url).status_code
        hide(bad, "text", hidden=False)

        assert (before, hidden, client.get(url).status_code) == (301, 404, 301)

    def test_a_name_that_other_words_had_too_still_leads_here(self, client, article):
        renamed = edit(article, title="Skerry Light", lead="Bad.")
        edit(article, lead="Good.")
        edit(article, title="Skerry Lighthouse")
        hide(renamed, "text")

        assert client.get("/articles/skerry-light/").status_code == 301


class TestRefused:
    def test_the_words_that_readers_have_now(self, article, bad):
        head = edit(article, lead="Newer.", publish=False)
        public = Publication.objects.get().edit

        with pytest.raises(store.StillShownError, match="Publish another revision, or withdraw"):
            hide(public, "text")
        with pytest.raises(store.StillShownError, match="is the newest"):
            hide(head, "text")
        assert not Hiding.objects.exists()

    def test_a_range_with_the_public_revision_hides_nothing(self, article, bad):
        last = store.head(article)

        with pytest.raises(store.StillShownError):
            hide(bad, "text", through=last.pk)
        assert not Edit.objects.filter(hidden__has_key="text").exists()

    def test_their_summary_and_editor_can_be_hidden_all_the_same(self, article, bad):
        hide(store.head(article), "summary", "editor")

        assert set(store.head(article).hidden) == {"summary", "editor"}

    def test_hidden_words_are_not_published(self, article, bad):
        hide(bad, "text")

        with pytest.raises(store.HiddenTextError):
            publishing.publish(bad, publisher=None)

    def test_a_revision_of_another_article(self, article, bad):
        other = store.create(examples.lighthouse("Other"), reason=WHY).edit

        with pytest.raises(store.ForeignRevisionError):
            publishing.hide(article, (bad.pk, other.pk), {"editor": True}, reason=WHY)

    def test_restoring_and_undoing_without_the_right(self, tom, ada, article, bad):
        hide(bad, "text")
        head = store.head(article)
        by_tom = store.Reason(editor=tom, summary="")

        with pytest.raises(store.HiddenTextError):
            store.restore(article, bad, seen=head.pk, reason=by_tom)
        with pytest.raises(store.HiddenTextError):
            store.undo(article, head, seen=head.pk, reason=by_tom)
        by_ada = store.Reason(editor=ada, summary="")
        restored = store.restore(article, bad, seen=head.pk, reason=by_ada)
        assert restored.document.lead == f"{CANARY} lead [@almanac]"

    def test_a_save_that_began_from_hidden_words_shows_none_of_them(self, tom, article, bad):
        hide(bad, "text")
        mine = replace(store.current(article), lead="Mine.")

        with pytest.raises(store.HiddenTextError, match="Copy what is yours"):
            store.save(article, mine, base=bad.pk, reason=store.Reason(editor=tom, summary=""))

    def test_exporting_it(self, article, bad):
        hide(bad, "text")

        with pytest.raises(CommandError, match="text hidden by Hilda"):
            call_command("export_article", article.slug, revision=bad.pk)


class TestLog:
    def test_every_change_leaves_a_row_that_nobody_changes(self, client, admin_user, article, bad):
        hide(bad, "text", "editor")
        hide(bad, "text", hidden=False, reason=replace(WHY, summary="A mistake"))
        client.force_login(admin_user)
        row = Hiding.objects.first()
        desk = "/admin/encyclopedia/hiding/"

        log = [
            (row.what, row.hidden, row.by_name, row.reason) for row in Hiding.objects.order_by("id")
        ]
        assert log == [
            ("text", True, "Hilda", "Names a private person"),
            ("editor", True, "Hilda", "Names a private person"),
            ("text", False, "Hilda", "A mistake"),
        ]
        assert "A mistake" in client.get(desk).content.decode()
        statuses = [
            client.post(f"{desk}{page}").status_code
            for page in ("add/", f"{row.pk}/change/", f"{row.pk}/delete/")
        ]
        assert statuses == [403, 403, 403]

    def test_what_is_so_already_leaves_none(self, article, bad):
        hide(bad, "text")

        assert hide(bad, "text").edits == ()
        assert Hiding.objects.count() == 1

    def test_a_range_leaves_one_for_each_revision(self, article, bad):
        first = store.history(article).last()
        hide(first, "editor", through=bad.pk)

        assert set(Hiding.objects.values_list("edit", flat=True)) == {first.pk, bad.pk}

    def test_the_log_of_the_admin_forgets_a_hidden_title(self, ada, article, bad):
        LogEntry.objects.create(
            user=ada,
            content_type=ContentType.objects.get_for_model(Article),
            object_id=str(article.pk),
            object_repr=f"{CANARY} title",
            action_flag=CHANGE,
        )
        hide(bad, "text")

        assert LogEntry.objects.get().object_repr == "Skerry Lighthouse"


class TestForm:
    def url(self, made):
        return reverse("hide", args=["skerry-lighthouse", made.pk])

    def test_it_hides_shows_again_and_is_told_on_the_history(self, client, ada, article, bad):
        client.force_login(ada)
        asked = {"text": "on", "editor": "on", "reason": "Names a private person"}

        told = client.post(self.url(bad), asked, follow=True).content.decode()
        assert f"Text and editor hidden: revision {bad.pk}." in told
        assert set(Edit.objects.get(pk=bad.pk).hidden) == {"text", "editor"}

        client.post(self.url(bad), {"editor": "on", "reason": "Only the name"})
        assert set(Edit.objects.get(pk=bad.pk).hidden) == {"editor"}
        log = client.get(self.url(bad)).content.decode()
        assert "text shown again by ada: Only the name" in log

    def test_without_a_reason_nothing_is_hidden_and_the_boxes_stay(self, client, ada, bad):
        client.force_login(ada)

        answer = client.post(self.url(bad), {"text": "on", "reason": " "})

        page = answer.content.decode()
        assert "Say why: everybody sees the reason" in unescape(page)
        assert re.search(r'name="text"[^>]* checked', page)
        assert not Hiding.objects.exists()

    def test_what_cannot_be_hidden_is_said_in_a_sentence(self, client, ada, article, bad):
        client.force_login(ada)
        head = store.head(article)

        answer = client.post(self.url(head), {"text": "on", "reason": "Why"})

        assert "Publish another revision, or withdraw" in answer.content.decode()
        assert 'value="Why"' in answer.content.decode()

    def test_it_tells_of_other_revisions_with_the_same_words(self, client, ada, article, bad):
        client.force_login(ada)
        first, *_, last = store.history(article).order_by("pk")

        assert f"stands in revision {last.pk} too" in client.get(self.url(first)).content.decode()

    def test_only_those_with_the_right_see_it(self, client, tom, rita, bad):
        statuses = []
        for user in (None, rita, tom):
            client.logout()
            if user:
                client.force_login(user)
            statuses.append(client.post(self.url(bad), {"text": "on", "reason": "x"}).status_code)

        assert statuses == [403, 403, 403]
        assert not Hiding.objects.exists()


def test_a_history_with_hidden_things_costs_no_more_queries(client, article, bad):
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{HERE}history/")
        costs.append(len(asked))
        hide(bad, "text", "summary", "editor")

    assert costs[0] == costs[1]


def test_names_that_lead_here_are_of_public_revisions_alone(article):
    edit(article, title=f"{CANARY} draft", publish=False)
    edit(article, title="Skerry Light")

    assert list(Redirect.objects.values_list("title", flat=True)) == ["Skerry Lighthouse"]
