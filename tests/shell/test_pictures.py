"""Pictures: what comes in is made anew, and only what was published goes out to everybody."""

import io
from dataclasses import replace
from uuid import uuid4

import examples
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from encyclopedia import pictures, publishing, store, uploads
from encyclopedia.core.document import Illustration
from encyclopedia.core.writers.html import picture_address
from encyclopedia.models import Picture
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
UPLOAD = "/admin/encyclopedia/article/pictures/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def drawn(kind="PNG", size=(60, 40), mode="RGB", **options):
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **options)
    return out.getvalue()


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=WHY).edit.article


def illustrate(article):
    """Put a picture into *article*; give what is kept, and its address."""
    kept = pictures.keep(pictures.prepare(drawn()))
    shown = Illustration(
        id=uuid4(),
        key="tower",
        file=kept.file,
        media_type=kept.media_type,
        width=kept.width,
        height=kept.height,
        alt="The tower",
    )
    head = store.head(article)
    document = replace(store.at(head), lead="![](picture:tower)", illustrations=(shown,))
    saved = store.save(article, document, base=head.pk, reason=WHY)
    return saved.edit, picture_address(kept.file, kept.media_type)


def upload(client, data, name="tower.png", media_type="image/png"):
    file = SimpleUploadedFile(name, data, content_type=media_type)
    return client.post(UPLOAD, {"picture-upload": file})


class TestMakingAnew:
    @pytest.mark.parametrize(
        ("kind", "media_type"),
        [
            ("JPEG", "image/jpeg"),
            ("PNG", "image/png"),
            ("WEBP", "image/webp"),
            ("GIF", "image/png"),
        ],
    )
    def test_rasters_keep_their_kind_and_a_gif_becomes_a_png(self, kind, media_type):
        made = pictures.prepare(drawn(kind))

        assert (made.media_type, made.width, made.height) == (media_type, 60, 40)

    def test_where_it_was_taken_and_what_was_written_into_it_are_gone(self):
        exif = Image.Exif()
        exif[0x010F] = "Secretcanary"
        exif[0x8825] = {1: "N", 2: (54.0, 12.0, 3.0)}
        data = drawn("JPEG", exif=exif, comment=b"Secretcanary")
        assert b"Secretcanary" in data

        made = pictures.prepare(data)

        assert b"Secretcanary" not in made.data
        assert not Image.open(io.BytesIO(made.data)).getexif()

    def test_a_picture_taken_sideways_stands_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6

        made = pictures.prepare(drawn("JPEG", exif=exif))

        assert (made.width, made.height) == (40, 60)

    def test_what_hangs_behind_a_picture_is_gone(self):
        made = pictures.prepare(drawn() + b"<script>alert(1)</script>")

        assert b"<script" not in made.data

    def test_transparency_stays(self):
        made = pictures.prepare(drawn(mode="LA"))

        assert Image.open(io.BytesIO(made.data)).mode == "RGBA"

    def test_a_large_picture_is_made_smaller(self):
        made = pictures.prepare(drawn("JPEG", size=(5000, 2500)))

        assert (made.width, made.height) == (2560, 1280)

    def test_the_same_picture_is_the_same_file(self):
        assert pictures.prepare(drawn()) == pictures.prepare(drawn())

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (SVG, "no picture that we keep"),
            (b"%PDF-1.7", "no picture that we keep"),
            (b"", "no picture that we keep"),
            (b"<html><script>alert(1)</script>", "no picture that we keep"),
            (drawn()[:60], "damaged"),
            (drawn("JPEG")[:200], "damaged"),
            (drawn("TIFF"), "no picture that we keep"),
            (drawn(size=(3000, 2)), "too long and thin"),
            (b"\x89PNG" + b"x" * uploads.LARGEST, "larger than 10 MB"),
        ],
    )
    def test_what_is_no_picture_is_refused_with_a_sentence(self, data, said):
        with pytest.raises(pictures.PictureError, match=said):
            pictures.prepare(data)


class TestUploading:
    def test_it_gives_what_the_form_must_know(self, desk):
        answer = upload(desk, drawn(), "Skerry Tower (1887).PNG").json()

        kept = Picture.objects.get()
        assert answer == {
            "file": kept.file,
            "address": f"/media/pictures/{kept.file}.png",
            "width": 60,
            "height": 40,
            "key": "skerry-tower-1887",
        }

    def test_type_and_name_that_the_client_says_are_not_believed(self, desk):
        answer = upload(desk, SVG, "tower.png", "image/png")

        assert (answer.status_code, Picture.objects.count()) == (400, 0)
        assert "no picture that we keep" in answer.json()["error"]

    def test_a_file_is_never_overwritten(self, desk):
        first = upload(desk, drawn()).json()
        with pictures.opened(Picture.objects.get()) as file:
            before = file.read()

        assert upload(desk, drawn()).json() == first
        with pictures.opened(Picture.objects.get()) as file:
            assert file.read() == before

    def test_what_is_too_large_is_cut_off_and_refused(self, desk):
        answer = upload(desk, b"\x89PNG" + b"x" * (uploads.LARGEST + 500_000))

        assert "larger than 10 MB" in answer.json()["error"]

    def test_readers_and_visitors_may_not(self, client, rita):
        visitor = upload(client, drawn())
        client.force_login(rita)

        assert (visitor.status_code, upload(client, drawn()).status_code) == (302, 302)
        assert not Picture.objects.exists()

    def test_it_needs_the_token(self, ada):
        from django.test import Client

        strict = Client(enforce_csrf_checks=True)
        strict.force_login(ada)

        assert upload(strict, drawn()).status_code == 403

    def test_the_addresses_of_markdownx_stay_closed(self, desk):
        for path in ("/markdownx/upload/", "/markdownx/markdownify/"):
            assert desk.post(path).status_code == 404


class TestServing:
    def test_the_picture_of_a_draft_is_for_the_desk_alone(self, client, ada, rita, article):
        _, address = illustrate(article)
        found = {"visitor": client.get(address).status_code}
        client.force_login(rita)
        found["reader"] = client.get(address).status_code
        client.force_login(ada)
        answer = client.get(address)

        assert {**found, "desk": answer.status_code} == {
            "visitor": 404,
            "reader": 404,
            "desk": 200,
        }
        assert "private" in answer["Cache-Control"]

    def test_caches_that_can_be_purged_forget_it_with_everything(
        self, settings, client, article, ada
    ):
        settings.SURROGATE_MAX_AGE = 3600
        edit, address = illustrate(article)
        publishing.publish(edit, publisher=None)

        public = client.get(address)
        client.force_login(ada)
        ours = client.get(address)

        assert (public["Surrogate-Key"], public["Cache-Tag"]) == ("encyclopedia", "encyclopedia")
        assert "Surrogate-Key" not in ours

    def test_what_was_published_is_for_everybody_and_kept_for_good(self, client, article):
        edit, address = illustrate(article)
        publishing.publish(edit, publisher=None)

        answer = client.get(address)

        assert answer["Content-Type"] == "image/png"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert Image.open(io.BytesIO(answer.content)).size == (60, 40)

    def test_who_has_it_is_told_so(self, client, article):
        edit, address = illustrate(article)
        publishing.publish(edit, publisher=None)
        etag = client.get(address)["ETag"]

        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304

    def test_it_goes_with_its_article_when_that_is_withdrawn(self, client, article):
        edit, address = illustrate(article)
        publishing.publish(edit, publisher=None)
        publishing.withdraw(article)

        assert client.get(address).status_code == 404

    def test_an_old_revision_shows_the_picture_that_it_had(self, client, article):
        edit, address = illustrate(article)
        publishing.publish(edit, publisher=None)
        bare = replace(store.at(edit), lead="No picture.", illustrations=())
        later = store.save(article, bare, base=edit.pk, reason=WHY).edit
        publishing.publish(later, publisher=None)

        page = client.get(edit.get_absolute_url()).content.decode()

        assert f'<img src="{address}" width="60" height="40" alt="The tower"' in page
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize("name", ["0" * 64 + ".png", "0" * 64 + ".svg", "x.png"])
    def test_what_is_not_there_is_not_found(self, desk, name):
        assert desk.get(f"/media/pictures/{name}").status_code == 404

    def test_a_picture_does_not_answer_to_another_type(self, desk, article):
        _, address = illustrate(article)

        assert desk.get(address.replace(".png", ".jpg")).status_code == 404


class TestTheForm:
    def post(self, desk, article, **changes):
        url = reverse("admin:encyclopedia_article_change", args=[article.pk])
        form = desk.get(url).context
        data = {
            name: form["adminform"].form[name].value() for name in form["adminform"].form.fields
        }
        for inline in form["inline_admin_formsets"]:
            for each in (inline.formset.management_form, *inline.formset.forms):
                data |= {each.add_prefix(name): each[name].value() for name in each.fields}
        kept = {n: v for n, v in data.items() if v is not None and v is not False}
        return desk.post(url, {**kept, "summary": "Tested", "_continue": "1", **changes})

    row = {
        "illustrations-TOTAL_FORMS": "1",
        "illustrations-0-key": "tower",
        "illustrations-0-alt": "The tower",
        "illustrations-0-credit": "Ann Skerry",
    }

    def test_without_script_a_file_comes_with_the_form(self, desk, article):
        file = SimpleUploadedFile("x.png", drawn())

        answer = self.post(desk, article, **self.row, **{"illustrations-0-picture-upload": file})

        assert answer.status_code == 302, answer.context["errors"]
        (shown,) = store.current(article).illustrations
        assert (shown.key, shown.alt, shown.credit, shown.width) == (
            "tower",
            "The tower",
            "Ann Skerry",
            60,
        )

    def test_alternative_text_is_asked_for_and_the_file_is_not_lost(self, desk, article):
        file = SimpleUploadedFile("x.png", drawn())
        changes = {**self.row, "illustrations-0-alt": "", "illustrations-0-picture-upload": file}

        answer = self.post(desk, article, **changes)

        page = answer.content.decode()
        kept = Picture.objects.get()
        assert answer.status_code == 200
        assert f'name="illustrations-0-picture" value="{kept.file}"' in page
        assert f'src="/media/pictures/{kept.file}.png"' in page
        assert "This field is required" in page

    def test_a_wrong_file_is_a_sentence_at_its_field_with_everything_typed(self, desk, article):
        file = SimpleUploadedFile("x.png", SVG)
        changes = {**self.row, "illustrations-0-picture-upload": file, "summary": "Kept words"}

        page = self.post(desk, article, **changes).content.decode()

        assert "no picture that we keep" in page
        assert 'value="Kept words"' in page
        assert 'value="Ann Skerry"' in page

    @pytest.mark.parametrize("file", ["", "0" * 64])
    def test_a_row_without_a_picture_that_is_here_is_refused(self, desk, article, file):
        page = self.post(desk, article, **self.row, **{"illustrations-0-picture": file})

        assert "Choose a" in page.content.decode() or "Choose it anew" in page.content.decode()
        assert store.current(article).illustrations == ()

    def test_two_pictures_with_one_key_are_refused(self, desk, article):
        kept = pictures.keep(pictures.prepare(drawn()))
        rows = {
            **self.row,
            "illustrations-TOTAL_FORMS": "2",
            "illustrations-0-picture": kept.file,
            "illustrations-1-picture": kept.file,
            "illustrations-1-key": "tower",
            "illustrations-1-alt": "The tower again",
        }

        page = self.post(desk, article, **rows).content.decode()

        assert "Two illustrations have the key “tower”" in page

    def test_a_picture_that_stays_costs_no_question(self, desk, article):
        illustrate(article)

        answer = self.post(desk, article, lead="Other words. ![](picture:tower)")

        assert answer.status_code == 302
        assert [shown.key for shown in store.current(article).illustrations] == ["tower"]

    def test_a_preview_shows_a_picture_that_is_not_saved_yet(self, desk, article):
        kept = pictures.keep(pictures.prepare(drawn()))
        asked = {
            "content": "![](picture:tower)",
            "article": article.pk,
            "picture-key": "tower",
            "picture-file": kept.file,
            "picture-alt": "The tower",
            "picture-caption": "Lit in 1887",
            "picture-credit": "",
        }

        page = desk.post("/admin/preview/", asked).content.decode()

        assert f'src="/media/pictures/{kept.file}.png" width="60" height="40"' in page
        assert "Lit in 1887" in page
