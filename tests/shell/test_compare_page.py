"""The page of two revisions compared: as read or as source, in one column or two, and as JSON."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import examples
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from encyclopedia import assets, publishing, store
from encyclopedia.core.readers import changes_json
from sources.core.record import Access

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
LEAD = 'The light was *first* lit in 1887. [@almanac, "first lit in 1887"]\n\nIt still works.'
SECRET = "Its keeper, Ann Skerry, lived in the tower for nine years."


def revised(edit, **changes):
    document = replace(store.at(edit), **changes)
    return store.save(edit.article, document, base=edit.pk, reason=WHY).edit


@pytest.fixture
def old():
    examples.archive(examples.almanac(), f"The lamp was first lit in 1887.\n\n{SECRET}")
    edit = store.create(replace(examples.lighthouse(), lead=LEAD), reason=WHY).edit
    publishing.publish(edit, publisher=None)
    return edit


@pytest.fixture
def new(old):
    """A revision with a word more inside emphasis, and a quotation that does not hold."""
    lead = LEAD.replace("*first*", "*very first*").replace('"first lit', '"at last lit')
    edit = revised(old, lead=lead)
    publishing.publish(edit, publisher=None)
    return edit


@pytest.fixture
def url(old, new):
    return reverse("compare", args=[old.article.slug, old.pk, new.pk])


def html(client, url):
    return client.get(url).content.decode()


def text_lane(page):
    return page[page.index('id="lane-text"') :]


class _Hrefs(HTMLParser):
    def __init__(self):
        super().__init__()
        self.by_words = {}
        self._href = ""

    def handle_starttag(self, tag, attrs):
        self._href = dict(attrs).get("href", "") if tag == "a" else ""

    def handle_data(self, data):
        if self._href:
            self.by_words[data] = self._href


def hrefs(page):
    parser = _Hrefs()
    parser.feed(page)
    return parser.by_words


def test_words_are_shown_as_readers_read_them(client, url):
    lane = text_lane(html(client, url))

    assert '<ins><bdi class="vh"> [inserted: </bdi><em>very </em>' in lane
    assert "[cites almanac]" in lane
    assert "*" not in lane[: lane.index('class="notes"')]


def test_a_citation_whose_quote_changed_has_its_own_lines(client, url):
    lane = text_lane(html(client, url))

    assert re.findall(r"<li>(Citation [^<]*)</li>", lane) == [
        "Citation removed: [@almanac, &quot;first lit in 1887&quot;]",
        "Citation added: [@almanac, &quot;at last lit in 1887&quot;]",
    ]


def test_the_source_text_is_one_link_away_and_back(client, url):
    there = hrefs(html(client, url))["Show source text"]
    page = html(client, there)

    assert there == f"{url}?view=source"
    assert "*<ins>" in text_lane(page)
    assert hrefs(page)["Show as read"] == url


def test_two_columns_are_one_link_away_and_keep_the_source(client, url):
    there = hrefs(html(client, f"{url}?view=source"))["Show side by side"]
    page = html(client, there)

    assert there == f"{url}?view=source&layout=split"
    assert text_lane(page).count('<div class="two">') == 1
    assert hrefs(page)["Show in one column"] == f"{url}?view=source"


def test_neighbouring_changes_are_shown_the_same_way(client, old, new):
    third = revised(new, short_description="A light")
    publishing.publish(third, publisher=None)
    slug = old.article.slug

    page = html(client, reverse("compare", args=[slug, old.pk, new.pk]) + "?layout=split")

    after = reverse("compare", args=[slug, new.pk, third.pk])
    assert hrefs(page)["Changes after these →"] == f"{after}?layout=split"


def test_an_unknown_way_of_showing_is_the_usual_one(client, url):
    assert html(client, f"{url}?view=x&layout=y&format=z") == html(client, url)


def test_plain_text_has_every_change_with_words_for_it(client, url, old, new):
    answer = client.get(f"{url}?format=txt")
    told = answer.content.decode()

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert told.startswith(f"Changes to “Skerry Lighthouse”\nFrom revision {old.pk}, ")
    assert "Changed paragraph\n    The light was {+very +}first lit in 1887." in told
    assert "*very {+" not in told
    assert "== Evidence: with a quotation now that does not hold ==" in told
    assert "{+very +}*" not in client.get(f"{url}?format=txt").content.decode()
    assert "*{+very +}first*" in client.get(f"{url}?format=txt&view=source").content.decode()


def test_hidden_marks_do_not_turn_the_sentences_of_the_evidence(client, new):
    third = revised(new, lead="The \u202ekeeper\u202c left.")
    publishing.publish(third, publisher=None)

    page = html(client, reverse("compare", args=[new.article.slug, new.pk, third.pk]))

    assert "The ⟨RLO⟩keeper⟨PDF⟩ left." in page[page.index('id="lane-claims"') :]
    assert "\u202e" not in page


class TestALongArticle:
    @pytest.fixture
    def url(self, new):
        paragraphs = [f"Reef number {n} is as long as the others are. " * 20 for n in range(40)]
        long = revised(new, lead="\n\n".join(paragraphs))
        paragraphs[20] = "Reef number 20 is short."
        last = revised(long, lead="\n\n".join(paragraphs))
        for edit in (long, last):
            publishing.publish(edit, publisher=None)
        return reverse("compare", args=[new.article.slug, long.pk, last.pk])

    def test_folds_hold_what_is_near_and_lead_to_the_rest(self, client, url):
        page = html(client, url)

        assert "… 17 more unchanged …" in page
        assert "Reef number 17" in page
        assert "Reef number 16" not in page
        assert hrefs(page)["Show all unchanged text"] == f"{url}?unchanged=all"

    def test_the_rest_is_shown_where_it_is_asked_for(self, client, url):
        page = html(client, f"{url}?unchanged=all")

        assert "more unchanged" not in page
        assert "Reef number 0" in page

    def test_the_data_has_it_all(self, client, url):
        told = client.get(f"{url}?format=json").json()["comparison"]["changes"]

        old, new = changes_json.read(told)
        assert old.lead.count("\n\n") == new.lead.count("\n\n") == 39
        assert "Reef number 20 is short." in new.lead


class TestJson:
    def test_it_holds_the_comparison_and_both_revisions(self, client, url, old, new):
        answer = client.get(f"{url}?format=json")
        read = json.loads(answer.content)

        assert answer["Content-Type"] == "application/json"
        assert read["url"] == f"http://testserver{url}"
        assert (read["old"]["id"], read["new"]["id"]) == (old.pk, new.pk)
        assert read["article"]["title"] == "Skerry Lighthouse"
        assert read["comparison"]["summary"] == "1 paragraph changed."
        words = read["comparison"]["text"][0]["words"]
        assert {"kind": "inserted", "text": "very ", "styles": ["em"]} in words

    def test_both_revisions_are_rebuilt_from_it(self, client, url, old, new):
        read = client.get(f"{url}?format=json").json()

        assert changes_json.read(read["comparison"]["changes"]) == (store.at(old), store.at(new))

    def test_the_older_comes_first_whatever_the_address_says(self, client, old, new):
        turned = reverse("compare", args=[old.article.slug, new.pk, old.pk])

        read = client.get(f"{turned}?format=json", follow=True)

        assert read.redirect_chain[-1][0].endswith(f"/{old.pk}/{new.pk}/?format=json")
        assert read.json()["old"]["id"] == old.pk

    def test_it_has_the_rights_of_the_page(self, client, tom, new):
        draft = revised(new, lead="Draft.")
        url = reverse("compare", args=[new.article.slug, new.pk, draft.pk])

        assert client.get(f"{url}?format=json").status_code == 404
        client.force_login(tom)
        assert client.get(f"{url}?format=json").status_code == 200


class TestChecks:
    def test_the_desk_sees_what_came_and_went(self, client, tom, url, new):
        client.force_login(tom)

        page = html(client, url)
        lane = page[page.index('id="lane-checks"') :]
        read = client.get(f"{url}?format=json").json()["comparison"]["checks"]

        assert "<dt>Introduced" in lane
        assert "quotation_altered_or_absent" in {f["rule"] for f in read["introduced"]}

    def test_what_is_mended_is_told(self, client, tom, old, new):
        third = revised(new, lead=LEAD)
        client.force_login(tom)

        read = client.get(
            reverse("compare", args=[old.article.slug, new.pk, third.pk]) + "?format=json"
        ).json()["comparison"]["checks"]

        assert "quotation_altered_or_absent" in {f["rule"] for f in read["mended"]}
        assert read["introduced"] == []

    @pytest.mark.parametrize("access", list(Access))
    def test_readers_do_not_see_it_whatever_they_may_read(self, client, rita, url, access):
        client.force_login(rita)

        assert 'id="lane-checks"' not in html(client, url)
        assert "checks" not in client.get(f"{url}?format=json").json()["comparison"]

    def test_it_costs_readers_nothing(self, client, tom, url):
        client.get(url)
        with CaptureQueriesContext(connection) as readers:
            client.get(url)
        client.force_login(tom)
        client.get(url)
        with CaptureQueriesContext(connection) as desk:
            client.get(url)

        assert not [q for q in readers if "encyclopedia_kind" in q["sql"]]
        assert len(readers) < len(desk) <= len(readers) + COST_OF_CHECKS


COST_OF_CHECKS = 14  # the reader's account and rights, and the context of each of two revisions


def test_the_keys_are_told_in_words_and_allowed_by_the_policy(client, url):
    answer = client.get(url)
    page = answer.content.decode()
    script = page[page.rindex("<script>") + 8 : page.rindex("</script>")]

    assert "Keys: <kbd>n</kbd> or <kbd>j</kbd> next change" in page
    assert script == assets.script("compare")
    assert assets.csp_hash(script) in answer["Content-Security-Policy"]
