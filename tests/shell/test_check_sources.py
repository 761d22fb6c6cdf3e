"""Sources asked at their addresses: lost after three failures, altered where articles quote."""

from dataclasses import replace
from datetime import timedelta

import examples
import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from encyclopedia import store
from encyclopedia.models import AuditEntry
from encyclopedia.store import Reason
from sources import store as source_store
from sources.models import Alteration, Snapshot, Source, Visit

pytestmark = pytest.mark.django_db

WORDS = "The reef has forty teeth, and nine of them are sharp at any tide."
STORY = "The keepers counted them in a calm summer, walking from stone to stone with a rope."


def page(*paragraphs, aside=""):
    told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        "<!doctype html><html><head><meta charset=utf-8><title>Teeth of the reef</title></head>"
        f"<body><article><h1>Teeth of the reef</h1>{told}</article><footer>{aside}</footer>"
    )


@pytest.fixture
def reef(bird):
    """A source that is archived as it stands at its address, and quoted in an article."""
    call_command("import_sources", bird.says("/reef", page(WORDS, STORY)), stdout=_Nowhere())
    source = Source.objects.get()
    quoting(source.key, "nine of them are sharp")
    bird.heard.clear()
    return source


class _Nowhere:
    def write(self, text):
        """Leave it."""


def quoting(key, quote, title="Skerry Reef"):
    document = replace(examples.lighthouse(title), lead=f'It has teeth [@{key}, "{quote}"].')
    return store.create(document, reason=Reason(editor=None, summary="Began"))


def check(capsys, *keys, **options):
    call_command("check_sources", *keys, pause=0, **options)
    return capsys.readouterr().out.strip().split("\n")


def days_pass(days):
    later = timedelta(days=days)
    Visit.objects.update(
        visited_at=F("visited_at") - later,
        failed_first=F("failed_first") - later,
        failed_last=F("failed_last") - later,
    )


def test_a_page_that_stays_is_noted_and_tells_nothing(reef, capsys):
    said = check(capsys)

    (line,) = said
    assert line == (
        "Asked 1 source: 1 unchanged, 0 changed elsewhere, 0 with pinned passages changed,"
        " 0 not read, 0 failing, 0 unreachable, 0 left for later."
    )
    assert Visit.objects.get().answered_at is not None
    assert AuditEntry.objects.filter(action="command check_sources").count() == 1


def test_a_page_that_changed_elsewhere_is_noted_alone(bird, reef, capsys):
    bird.says("/reef", page(WORDS, "They were counted again.", "And once more, by others."))

    said = check(capsys)

    assert said[0] == f"@{reef.key}: changed, but in no passage that articles pin"
    assert (Snapshot.objects.count(), Alteration.objects.count()) == (1, 0)


def test_pinned_words_that_moved_out_of_the_article_are_there_all_the_same(bird, reef, capsys):
    bird.says("/reef", page(STORY, STORY.replace("calm", "rough"), aside=WORDS))

    assert "in no passage" in check(capsys)[0]


def test_a_pinned_passage_that_changed_waits_with_both_versions(bird, reef, capsys, client, ada):
    bird.says("/reef", page(WORDS.replace("nine", "eleven"), STORY))

    said = check(capsys)

    assert said[0] == f"@{reef.key}: 1 pinned passage changed or vanished"
    client.force_login(ada)
    front = client.get("/admin/").content.decode()
    assert "Sources that changed what is quoted" in front
    assert f"/admin/sources/source/{reef.pk}/address/" in front
    shown = client.get(f"/admin/sources/source/{reef.pk}/address/").content.decode()
    assert "<del>nine</del>" in shown
    assert "<ins>eleven</ins>" in shown
    assert "Skerry Reef" in shown


def test_a_pinned_passage_that_vanished_is_said_to_be_gone(bird, reef, capsys, client, ada):
    bird.says("/reef", page(STORY, "Nothing else is known of these stones."))
    check(capsys)
    client.force_login(ada)

    shown = client.get(f"/admin/sources/source/{reef.pk}/address/").content.decode()

    assert "These words are not there any more" in shown


def test_readers_never_see_the_copy_that_waits(bird, reef, capsys, client):
    from encyclopedia import publishing
    from encyclopedia.models import Article

    publishing.publish(store.head(Article.objects.get()), publisher=None)
    bird.says("/reef", page(WORDS.replace("nine", "eleven"), STORY))
    check(capsys)
    waiting = Alteration.objects.get()

    for path in ("", f"snapshots/{waiting.sha256}/"):
        answer = client.get(f"/sources/{reef.key}/{path}").content.decode()
        assert "eleven" not in answer
    told = client.get(f"/api/v1/sources/{reef.key}/snapshots").json()
    assert waiting.sha256 not in str(told)


def test_checking_again_tells_the_same_and_holds_one_copy(bird, reef, capsys):
    bird.says("/reef", page(WORDS.replace("nine", "eleven"), STORY))
    check(capsys)
    first = Alteration.objects.get()
    bird.says("/reef", page(WORDS.replace("nine", "eleven"), STORY, "With a new last line."))

    said = check(capsys, reef.key)

    assert "which waits at the desk" in said[0]
    assert Alteration.objects.get().sha256 == first.sha256


def test_a_page_that_says_again_what_is_quoted_leaves_nothing_to_decide(bird, reef, capsys):
    bird.says("/reef", page(WORDS.replace("nine", "eleven"), STORY))
    check(capsys)
    bird.says("/reef", page(WORDS, STORY))

    assert check(capsys, reef.key)[0].startswith("Asked 1 source: 1 unchanged")
    assert not Alteration.objects.exists()


class TestDeciding:
    @pytest.fixture
    def waiting(self, bird, reef, capsys, client, ada):
        bird.says("/reef", page(WORDS.replace("nine", "eleven"), STORY))
        check(capsys)
        client.force_login(ada)
        return Alteration.objects.get()

    def decide(self, client, action, seen):
        url = f"/admin/sources/source/{Source.objects.get().pk}/address/"
        return client.post(url, {"action": action, "seen": seen})

    def test_the_new_version_is_archived_and_articles_may_take_it_over(self, client, waiting, ada):
        answer = self.decide(client, "adopt", waiting.sha256)

        source = Source.objects.get()
        assert source.snapshot_id == waiting.sha256
        assert "eleven" in source.snapshot.text
        assert source.accessed == timezone.localdate().isoformat()
        assert source.edits.order_by("-pk").first().editor == ada
        assert answer["Location"] == f"/admin/sources/source/{source.pk}/adopt/"
        assert "Skerry Reef" in client.get(answer["Location"]).content.decode()
        assert not Alteration.objects.exists()
        assert Snapshot.objects.count() == 2

    def test_what_was_dismissed_is_not_told_again_until_it_changes_once_more(
        self, client, waiting, bird, capsys
    ):
        self.decide(client, "dismiss", waiting.sha256)
        key = Source.objects.get().key

        assert "as was seen and dismissed" in check(capsys, key)[0]
        bird.says("/reef", page(WORDS.replace("nine", "twelve"), STORY))
        assert check(capsys, key)[0] == f"@{key}: 1 pinned passage changed or vanished"
        assert not Alteration.objects.get().dismissed

    @pytest.mark.parametrize("action", ["adopt", "dismiss"])
    def test_another_version_than_was_seen_is_not_decided_on(self, client, waiting, action):
        answer = self.decide(client, action, "0" * 64)

        told = client.get(answer["Location"]).content.decode()
        assert "The copy that waits is another one now, or none. Look again." in told
        assert Alteration.objects.get() == waiting
        entry = AuditEntry.objects.latest("pk")
        assert (entry.action, entry.outcome) == ("source_address", "refused")

    def test_who_may_not_change_sources_does_not_decide(self, client, waiting, django_user_model):
        from django.contrib.auth.models import Group

        author = django_user_model.objects.create_user("wim", password="wim", is_staff=True)
        author.groups.set(Group.objects.filter(name="author"))
        client.force_login(author)

        assert self.decide(client, "adopt", waiting.sha256).status_code == 403
        assert Source.objects.get().snapshot_id != waiting.sha256


class TestLost:
    @pytest.fixture
    def gone(self, bird, reef):
        bird.answers.clear()
        return reef

    def lost(self):
        return Source.objects.get().unreachable_since

    def test_it_takes_three_failures_three_days_apart(self, gone, capsys):
        first = timezone.localdate() - timedelta(days=6)

        said = []
        for days in (0, 3, 3):
            days_pass(days)
            said += check(capsys)[:1]
            assert (self.lost() is None) is (len(said) < 3)

        assert (
            said[0]
            == f"@{gone.key}: failure 1 of 3: The address answers 404: there is nothing at it."
        )
        assert said[2].startswith(f"@{gone.key}: unreachable since {first}: ")
        assert self.lost() == first

    def test_failures_of_one_day_are_one(self, gone, capsys):
        for _ in range(5):
            said = check(capsys, gone.key)

        days_pass(2)
        assert check(capsys)[0] == said[0]
        assert "failure 1 of 3" in said[0]
        assert self.lost() is None

    def test_an_answer_in_between_begins_anew(self, gone, bird, capsys):
        check(capsys)
        days_pass(3)
        check(capsys)
        bird.says("/reef", page(WORDS, STORY))
        days_pass(3)
        check(capsys)
        bird.answers.clear()
        days_pass(3)

        assert "failure 1 of 3" in check(capsys)[0]

    def test_a_source_that_answers_again_is_not_lost_any_more(self, gone, bird, capsys):
        source_store.note_reachability(gone, timezone.localdate())
        bird.says("/reef", page(WORDS, STORY))

        said = check(capsys)

        assert said[0].startswith("Asked 1 source: 1 unchanged")
        assert self.lost() is None

    def test_another_address_begins_anew(self, gone, bird, capsys):
        for _ in range(2):
            check(capsys)
            days_pass(3)
        Source.objects.update(url=bird.url("/elsewhere"))

        assert "failure 1 of 3" in check(capsys)[0]

    def test_being_turned_away_is_no_failure(self, gone, bird, capsys):
        bird.says("/reef", "Pay first", status="403 Forbidden")

        assert check(capsys)[0].startswith(f"@{gone.key}: not read: The address answers 403")
        assert Visit.objects.get().failures == 0


class TestWhoIsAsked:
    def add(self, bird, key, **said):
        record = examples.almanac(key=key, url=bird.says(f"/{key}", page(key)), **said)
        return source_store.save(record, editor=None, summary="")

    def test_those_that_articles_cite_unless_all_are_asked_for(self, bird, reef, capsys):
        self.add(bird, "other")

        assert check(capsys)[-1].startswith("Asked 1 source:")
        assert check(capsys, all=True)[-1].startswith("Asked 1 source:")
        assert [call.split()[1] for call in bird.heard] == ["/reef", "/other"]

    def test_none_is_asked_twice_within_a_day_unless_it_is_named(self, bird, reef, capsys):
        check(capsys)

        assert check(capsys) == ["Asked 0 sources, as none is due."]
        assert check(capsys, reef.key)[-1].startswith("Asked 1 source:")

    def test_a_limit_goes_on_where_the_last_run_ended(self, bird, capsys):
        for key in ("a", "b", "c"):
            self.add(bird, key)

        for _ in range(2):
            check(capsys, all=True, limit=2)

        assert [call.split()[1] for call in bird.heard] == ["/a", "/b", "/c"]

    def test_what_another_machine_asks_is_left_to_it(self, bird, reef, capsys):
        soon = timezone.now() + timedelta(minutes=1)
        Visit.objects.create(source=reef, taken_until=soon)

        assert check(capsys)[0] == f"@{reef.key}: left: it, or its host, is asked now"
        assert bird.heard == []

    def test_a_machine_that_died_gives_it_back(self, bird, reef, capsys):
        Visit.objects.create(source=reef, taken_until=timezone.now() - timedelta(seconds=1))

        assert check(capsys)[0].startswith("Asked 1 source: 1 unchanged")

    def test_a_host_that_is_asked_by_another_machine_is_left(self, bird, reef, capsys):
        other = self.add(bird, "other")
        soon = timezone.now() + timedelta(minutes=1)
        Visit.objects.create(source=other, host="127.0.0.1", taken_until=soon)

        assert "left:" in check(capsys)[0]

    @pytest.mark.parametrize(
        ("keys", "says"),
        [
            (["nobody"], "There is no source with the key “nobody”."),
            (["bare"], "The source @bare has no address to ask."),
        ],
    )
    def test_a_key_that_cannot_be_asked_is_a_sentence(self, bird, capsys, keys, says):
        source_store.save(examples.almanac(key="bare", url=""), editor=None, summary="")

        with pytest.raises(CommandError, match=says):
            check(capsys, *keys)

    def test_where_nothing_is_fetched_it_says_what_that_needs(self, settings, capsys):
        settings.FETCH_SOURCES = False

        with pytest.raises(CommandError, match="FETCH_SOURCES"):
            check(capsys)


def test_hosts_are_asked_in_turn(db):
    from sources import visiting

    urls = ("http://a.example/1", "http://a.example/2", "http://b.example/1", "http://a.example/3")
    found = visiting.in_turn(Source(url=url) for url in urls)

    assert [source.url[7:] for source in found] == [
        "a.example/1",
        "b.example/1",
        "a.example/2",
        "a.example/3",
    ]
