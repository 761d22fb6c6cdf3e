"""Sources recorded while an article is written, from what was pasted."""

import examples
import pytest
from django.contrib.auth.models import Group

from sources import store as source_store
from sources.models import Source

pytestmark = pytest.mark.django_db

WRITING = "/admin/encyclopedia/article/writing"

BIBTEX = """@article{Skerry_Board:1888,
  title = {The Reef and its Light}, author = {Skerry, Ann and Board, Bo}, year = {1888},
  journal = {Harbour Journal}, doi = {10.1234/reef.1888}
}"""


class TestNewSources:
    def read(self, desk, pasted):
        return desk.post(f"{WRITING}/paste/", {"pasted": pasted})

    def add(self, desk, **fields):
        return desk.post(f"{WRITING}/source/", {"type": "webpage", **fields})

    def test_an_address_is_read(self, desk):
        fields = self.read(desk, " https://www.example.org/reef ").json()["fields"]

        assert (fields["url"], fields["container"], fields["type"]) == (
            "https://www.example.org/reef",
            "example.org",
            "webpage",
        )

    def test_what_only_tells_where_its_reader_came_from_is_left_out_of_an_address(self, desk):
        told = self.read(desk, "https://example.org/reef?id=7&utm_source=feed&fbclid=x#part").json()

        assert told["fields"]["url"] == "https://example.org/reef?id=7#part"

    def test_an_entry_of_bibtex_is_read(self, desk):
        fields = self.read(desk, BIBTEX).json()["fields"]

        assert (fields["title"], fields["author_lines"], fields["issued"], fields["key"]) == (
            "The Reef and its Light",
            "Skerry, Ann\nBoard, Bo",
            "1888",
            "skerry_board:1888",
        )

    @pytest.mark.parametrize(
        "same",
        [
            "http://example.org/reef/?utm_source=feed",
            "https://www.example.org/reef#part",
            "10.1234/REEF",
            "https://doi.org/10.1234/reef",
        ],
    )
    def test_what_is_there_already_is_offered(self, desk, same):
        source_store.save(
            examples.almanac(key="reef", url="https://example.org/reef", doi="10.1234/reef"),
            editor=None,
            summary="",
        )

        assert self.read(desk, same).json()["known"]["key"] == "reef"

    @pytest.mark.parametrize(
        "pasted", ["", "words", "javascript:alert(1)", "https://", "@book{", "x" * 30_000]
    )
    def test_what_cannot_be_read_is_a_sentence(self, desk, pasted):
        answer = self.read(desk, pasted)

        assert answer.status_code == 400
        assert answer.json()["error"].endswith(".")

    def test_it_is_recorded_under_a_key_of_its_own_with_its_text(self, desk, ada):
        source_store.save(examples.almanac(key="example-org-2024"), editor=None, summary="")

        told = self.add(
            desk,
            url="https://example.org/reef",
            title="The reef",
            container="example.org",
            issued="2024-05-14",
            text="The reef has many teeth.",
        ).json()

        source = Source.objects.get(key=told["key"])
        assert told == {
            "key": "example-org-2024-2",
            "title": "The reef",
            "by": "example.org",
            "archived": True,
        }
        assert source.snapshot.text == "The reef has many teeth."
        assert source.edits.first().editor == ada
        text = desk.get(f"{WRITING}/text/", {"source": told["key"]})
        assert (text.content, text["Content-Type"]) == (
            b"The reef has many teeth.",
            "text/plain; charset=utf-8",
        )

    def test_the_key_of_an_entry_stays(self, desk):
        fields = self.read(desk, BIBTEX).json()["fields"]

        assert self.add(desk, **fields).json()["key"] == "skerry_board:1888"

    def test_a_second_one_with_the_same_address_is_not_recorded(self, desk):
        first = self.add(desk, url="https://example.org/reef", title="The reef").json()

        answer = self.add(desk, url="https://example.org/reef/", title="Again")

        assert (answer.status_code, answer.json()["known"]["key"]) == (409, first["key"])
        assert Source.objects.count() == 1

    @pytest.mark.parametrize(
        ("fields", "at"),
        [
            ({"title": ""}, "title"),
            ({"title": "x" * 501}, "title"),
            ({"title": "T", "url": "javascript:alert(1)"}, "url"),
            ({"title": "T", "type": "spell"}, "type"),
            ({"title": "T", "text": "a\0b"}, "text"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, desk, fields, at):
        answer = self.add(desk, **fields)

        assert (answer.status_code, list(answer.json()["errors"])) == (400, [at])
        assert not Source.objects.exists()

    def test_who_may_not_record_sources_does_not(self, client, django_user_model):

        author = django_user_model.objects.create_user("wim", password="wim", is_staff=True)
        author.groups.set(Group.objects.filter(name="author"))
        client.force_login(author)

        assert self.add(client, title="T").status_code == 403
        assert (
            'id="new-source"' not in client.get("/admin/encyclopedia/article/add/").content.decode()
        )
