"""Fill a site with articles that its pages are looked at with: long, empty, Arabic, Japanese.

    ENCYCLOPEDIA_DATA=/tmp/looked-at python manage.py demo --no-serve
    ENCYCLOPEDIA_DATA=/tmp/looked-at python tests/bench/filling.py

Each has three public revisions at least, with words changed, parts moved and parts gone, so that
its history, comparisons, authorship and evidence show something. An article that came by another
name, a disambiguation page and a withdrawn article stand beside them. Prints the addresses of all
their pages, one `label=path` a line, as the browser checks take them behind an origin. The second
time it only prints.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID, uuid5

ROOT = Path(__file__).parents[2]
SPACE = UUID("0d4c1f0a-5a64-4a0e-9a55-7c1d0e2b0001")
BESIDE = ("history", "authorship", "evidence", "cite", "references", "links", "report")
AROUND = (
    ("front", "/"),
    ("index", "/articles/"),
    ("letter", "/articles/?letter=E"),
    ("titles", "/articles/?q=visit"),
    ("categories", "/categories/"),
    ("every-series", "/series/"),
    ("sources", "/sources/"),
    ("recent", "/recent/"),
    ("contributors", "/contributors/"),
    ("search", "/search/?q=visit"),
    ("search-none", "/search/?q=zebra"),
    ("search-typo", "/search/?q=vistt+of+putn"),
    ("search-arabic", "/search/?q=%D9%85%D9%86%D8%A7%D8%B1%D8%A9"),
    ("about", "/about/"),
    ("policy", "/about/policy/"),
    ("licence", "/about/licence/"),
    ("missing", "/articles/2024-visit-by-putin/"),
    ("withdrawn", "/articles/withdrawn-article/"),
    ("redirected", "/articles/empty-article/?from=blank-sheet"),
)

if TYPE_CHECKING:
    from encyclopedia.core.document import Document
    from encyclopedia.models import Article, Publication
    from sources.core.record import SourceRecord


def main() -> int:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
    import django

    django.setup()
    from encyclopedia.models import Article

    if not Article.objects.filter(edits__editor_name="Filling").exists():
        fill()
    for label, path in addresses():
        print(f"{label}={path}")
    return 0


def fill() -> None:
    from encyclopedia import publishing

    write(long_ones())
    write(empty_ones())
    write(arabic_ones())
    write(japanese_ones())
    write(names())
    publishing.withdraw(write(withdrawn_ones()))


def write(revisions: Iterable[Document]) -> Article:
    """Save and publish *revisions* of one article, one after the other."""
    from encyclopedia import publishing, store

    first, *more = revisions
    editors = ("Filling", "ليلى حسن", "Tomás Bell", "佐藤 花")
    why = store.Reason(editor=None, editor_name=editors[0], summary="Article begun")
    edit = store.create(first, reason=why).edit
    publishing.publish(edit, publisher=None)
    for number, document in enumerate(more, start=1):
        why = store.Reason(
            editor=None,
            editor_name=editors[number % 4],
            summary="Words changed, paragraphs moved; مراجعة الفقرات (2024)",
        )
        edit = store.save(edit.article, document, base=edit.pk, reason=why).edit
        publishing.publish(edit, publisher=None)
    article: Article = edit.article
    return article


def long_ones() -> Iterator[Document]:
    from article import long_article, sources

    from sources import store as source_store

    for record in sources():
        source_store.save(record, editor=None, summary="")
    document = long_article()
    yield document
    sections = list(document.sections)
    third, fourth = (section.text.split("\n\n") for section in sections[3:5])
    moved = third.pop(0)
    fourth.append(moved)
    sections[3] = replace(sections[3], text="\n\n".join(third))
    sections[4] = replace(sections[4], text="\n\n".join(fourth))
    sections[6] = replace(
        sections[6],
        text=sections[6]
        .text.replace("harbour", "harbor")
        .replace("[@source-", "[@source-007; @source-", 1),
    )
    second = replace(document, sections=tuple(sections), categories=("Long articles",))
    yield second
    sections[10], sections[20] = sections[20], sections[10]
    del sections[12]
    yield replace(
        second,
        sections=tuple(sections),
        infobox=(*second.infobox[1:], second.infobox[0]),
        events=second.events[:-1],
    )


def empty_ones() -> Iterator[Document]:
    from encyclopedia.core.document import Document

    document = Document(id=uuid5(SPACE, "empty"), title="Blank sheet")
    yield document
    yield replace(document, short_description="An article without a word")
    yield replace(document, title="Empty article")


def arabic_ones() -> Iterator[Document]:
    from encyclopedia.core.document import (
        Document,
        FieldType,
        InfoboxField,
        KeyEvent,
        Section,
        SectionKind,
        SeeAlso,
    )
    from sources.core.record import Access, Name, SourceRecord

    keep(
        SourceRecord(
            key="hasan-2019",
            type="book",
            title="فنارات البحر المتوسط",
            authors=(Name(family="حسن", given="ليلى"),),
            publisher="دار الميناء",
            issued="2019-03",
            language="ar",
            access=Access.PUBLIC,
        ),
        "كانت المنارة تقف على جزيرة فاروس عند مدخل الميناء الشرقي. بلغ ارتفاعها نحو مئة متر، "
        "وكانت نارها ترى من مسافة خمسين كيلومترا.\n\nثم هدمتها زلازل متتالية بين القرنين العاشر "
        "والرابع عشر.",
    )
    keep(
        SourceRecord(
            key="harbour-notes",
            type="report",
            title="Notes on the Eastern Harbour, 1994–1998",
            authors=(Name(literal="Harbour Survey (Alexandria)"),),
            issued="1998",
            url="https://harbour.example/notes/1998",
            language="en",
            access=Access.PUBLIC,
        ),
        "Divers found more than 2,500 blocks on the sea floor in 1994. Some of them weigh up to "
        "seventy tonnes.",
    )
    own = uuid5(SPACE, "pharos")

    def section(name: str, heading: str, text: str, **more: object) -> Section:
        return Section(id=uuid5(own, name), heading=heading, anchor=name, text=text, **more)

    document = Document(
        id=own,
        title="منارة الإسكندرية (فاروس)",
        short_description="منارة قديمة عند مدخل ميناء الإسكندرية",
        language="ar",
        hatnote="هذه المقالة عن المنارة القديمة. للقلعة، طالع [[قلعة قايتباي]].",
        series="عجائب الدنيا السبع",
        lead=(
            "منارة الإسكندرية (باليونانية: Φάρος, *Pháros*) برج مضيء بني في القرن الثالث قبل "
            'الميلاد على جزيرة فاروس. [@hasan-2019, p. 12, "بلغ ارتفاعها نحو مئة متر"] '
            "عدت واحدة من عجائب الدنيا السبع.\n\n"
            "عثر الغواصون سنة 1994 على أكثر من 2,500 كتلة حجرية في قاع البحر "
            '[@harbour-notes, "more than 2,500 blocks on the sea floor"]، ويقدر وزن بعضها بنحو '
            "70 طنا. [@?]"
        ),
        infobox=(
            InfoboxField(id=uuid5(own, "place"), label="الموقع", text="الإسكندرية، مصر"),
            InfoboxField(
                id=uuid5(own, "height"), label="الارتفاع", text="103–118 m (تقديرا) [@hasan-2019]"
            ),
            InfoboxField(
                id=uuid5(own, "found"),
                label="العثور على الكتل",
                text="1994",
                type=FieldType.DATE,
            ),
        ),
        sections=(
            section(
                "purpose",
                "الغرض",
                "كانت المنارة ترشد السفن إلى الميناء نهارا بالدخان وليلا بالنار. "
                '[@hasan-2019, "كانت نارها ترى من مسافة خمسين كيلومترا"]\n\n'
                "ولم يكن الساحل هناك مرتفعا، فكان البحارة يضلون الطريق (انظر "
                "[[الميناء الشرقي|الميناء]]).",
                kind=SectionKind.PURPOSE,
            ),
            section(
                "events",
                "أحداث رئيسية",
                "لا تعرف الأيام كلها بدقة.",
                kind=SectionKind.KEY_EVENTS,
            ),
            section(
                "outcomes",
                "النتائج",
                "صارت كلمة «فار» تعني المنارة في لغات كثيرة:\n\n"
                "- الفرنسية: *phare*\n- الإيطالية: *faro*\n- البرتغالية: *farol*\n\n"
                "| اللغة | الكلمة |\n| --- | --- |\n| Français | phare |\n| Italiano | faro |",
                kind=SectionKind.OUTCOMES,
            ),
            section(
                "disputes",
                "خلافات",
                "يختلف الباحثون في ارتفاعها: فمنهم من يقول 103 أمتار ومنهم من يقول أكثر من 118 "
                "مترا. ^[القياسات القديمة بالذراع، وطول الذراع نفسه محل خلاف.]",
                kind=SectionKind.CONTROVERSIES,
            ),
        ),
        events=(
            KeyEvent(
                id=uuid5(own, "built"),
                date="c. 280 BC",
                title="اكتمال البناء",
                text="اكتمل البرج في عهد بطليموس الثاني. [@hasan-2019, p. 14]",
            ),
            KeyEvent(
                id=uuid5(own, "quake"),
                date="8 August 1303",
                title="زلزال",
                text="تضرر البرج كثيرا.",
            ),
            KeyEvent(id=uuid5(own, "dive"), date="1994", title="البحث في قاع البحر"),
        ),
        see_also=(
            SeeAlso(id=uuid5(own, "fort"), title="قلعة قايتباي", note="بنيت مكان المنارة"),
            SeeAlso(
                id=uuid5(own, "visit"),
                title="2024 visit by Vladimir Putin to China",
                note="مقالة بالإنجليزية",
            ),
        ),
        categories=("عمارة قديمة", "مبان بحرية (مصر)"),
    )
    yield document
    sections = list(document.sections)
    first, second = sections[0].text.split("\n\n")
    sections[0] = replace(sections[0], text=first)
    sections[3] = replace(sections[3], text=f"{sections[3].text}\n\n{second}")
    moved = replace(
        document,
        lead=document.lead.replace("عدت واحدة من", "كانت المنارة إحدى"),
        sections=tuple(sections),
        events=(*document.events[:2], replace(document.events[2], text="وجدت تماثيل أيضا.")),
    )
    yield moved
    yield replace(
        moved,
        title="منارة الإسكندرية",
        infobox=(
            replace(moved.infobox[1], text="100 m تقريبا [@hasan-2019]"),
            *moved.infobox[::2],
        ),
        lead=f"{moved.lead}\n\nولا يرى منها اليوم شيء فوق الماء.",
    )


def japanese_ones() -> Iterator[Document]:
    from encyclopedia.core.document import (
        Document,
        FieldType,
        InfoboxField,
        KeyEvent,
        Section,
        SectionKind,
        SeeAlso,
    )
    from sources.core.record import Access, Name, SourceRecord

    keep(
        SourceRecord(
            key="sato-2011",
            type="book",
            title="海峡の下を走る：青函トンネルの記録",
            authors=(Name(family="佐藤", given="花"),),
            publisher="港の本社",
            issued="2011",
            language="ja",
            access=Access.PUBLIC,
        ),
        "トンネルの全長は53.85キロメートルで、そのうち23.3キロメートルが海底部である。"
        "工事では出水が四回起き、そのたびに掘り直しが必要になった。",
    )
    own = uuid5(SPACE, "seikan")

    def section(name: str, heading: str, text: str, **more: object) -> Section:
        return Section(id=uuid5(own, name), heading=heading, anchor=name, text=text, **more)

    document = Document(
        id=own,
        title="青函トンネル",
        short_description="津軽海峡の下を通る鉄道トンネル",
        language="ja",
        lead=(
            "青函トンネルは、本州と北海道を結ぶ鉄道トンネルである。全長は53.85キロメートルに"
            '及ぶ。[@sato-2011, p. 3, "トンネルの全長は53.85キロメートル"]1988年3月13日に'
            "開業した。\n\n海底部は23.3キロメートルで、最も深い所は海面下約240メートルにある。[@?]"
        ),
        infobox=(
            InfoboxField(id=uuid5(own, "length"), label="全長", text="53.85 km [@sato-2011]"),
            InfoboxField(
                id=uuid5(own, "opened"), label="開業", text="1988-03-13", type=FieldType.DATE
            ),
            InfoboxField(id=uuid5(own, "ends"), label="両端", text="青森県今別町\n北海道知内町"),
        ),
        sections=(
            section(
                "purpose",
                "目的",
                "1954年の台風で連絡船が沈み、天候に左右されない道が求められた。"
                "船では四時間近くかかっていた。\n\n戦前にも計画はあったが、調査にとどまった。",
                kind=SectionKind.PURPOSE,
            ),
            section("events", "主な出来事", "", kind=SectionKind.KEY_EVENTS),
            section(
                "outcomes",
                "結果",
                "2016年からは新幹線も走る。在来線の貨物列車と線路を共に使うので、"
                "すれ違うときの速さが抑えられている。",
                kind=SectionKind.OUTCOMES,
            ),
            section(
                "disputes",
                "論争",
                "完成のころには飛行機で渡る人が多く、費用に見合うかが問われた。",
                kind=SectionKind.CONTROVERSIES,
            ),
        ),
        events=(
            KeyEvent(
                id=uuid5(own, "flood"),
                date="1976-05-06",
                title="出水",
                text='四回のうち最も大きい。[@sato-2011, "出水が四回起き"]',
            ),
            KeyEvent(id=uuid5(own, "through"), date="1985-03", title="本坑の貫通"),
            KeyEvent(id=uuid5(own, "open"), date="1988-03-13", title="開業"),
        ),
        see_also=(SeeAlso(id=uuid5(own, "strait"), title="津軽海峡", note="トンネルの上の海"),),
        categories=("日本のトンネル",),
    )
    yield document
    sections = list(document.sections)
    first, second = sections[0].text.split("\n\n")
    sections[0] = replace(sections[0], text=first.replace("求められた", "強く求められた"))
    sections[3] = replace(sections[3], text=f"{second}\n\n{sections[3].text}")
    moved = replace(document, sections=tuple(sections))
    yield moved
    yield replace(
        moved,
        lead=moved.lead.replace("約240メートル", "約250メートル"),
        infobox=moved.infobox[::-1],
        events=moved.events[:2],
    )


def names() -> Iterator[Document]:
    from encyclopedia.core.document import Document

    document = Document(
        id=uuid5(SPACE, "names"),
        title="Pharos",
        disambiguation=True,
        lead="**Pharos** may be:\n\n- [[منارة الإسكندرية]], a lighthouse of antiquity",
    )
    yield document
    yield replace(
        document,
        lead=f"{document.lead}\n- [[Pharos (journal)]], not written yet\n"
        "- [[2024 visit by Vladimir Putin to China]], no lighthouse at all",
    )


def withdrawn_ones() -> Iterator[Document]:
    from encyclopedia.core.document import Document

    yield Document(id=uuid5(SPACE, "withdrawn"), title="Withdrawn article", lead="Words.")


def keep(record: SourceRecord, text: str) -> None:
    import examples

    examples.archive(record, text)


def addresses() -> Iterator[tuple[str, str]]:
    """Give the label and the address of every kind of public page, those of articles first."""
    from encyclopedia.models import Publication

    for publication in Publication.objects.order_by("slug").only("slug", "language"):
        yield from pages_of(publication)
    yield from AROUND
    yield from of_sources()
    yield from found_in("/categories/", "category")
    yield from found_in("/series/", "series")
    yield from found_in("/contributors/", "contributor")


def pages_of(publication: Publication) -> Iterator[tuple[str, str]]:
    from encyclopedia.models import PublishedRevision

    slug = publication.slug
    own = f"/articles/{quote(slug)}/"
    # The browser checks keep nothing but ASCII of a label.
    label = slug if slug.isascii() else publication.language
    yield f"{label}.article", own
    for page in BESIDE:
        yield f"{label}.{page}", f"{own}{page}/"
    public = PublishedRevision.objects.filter(edit__article=publication.article_id)
    revisions = list(public.order_by("edit_id").values_list("edit_id", flat=True))
    yield f"{label}.revision", f"{own}revisions/{revisions[0]}/"
    if len(revisions) > 1:
        compare = f"{own}compare/{revisions[0]}/{revisions[-1]}/"
        yield f"{label}.compare", compare
        yield f"{label}.compare-source", f"{compare}?view=source"
        yield f"{label}.compare-split", f"{compare}?layout=split"
    authorship = f"{own}authorship/"
    here = re.escape(authorship)
    story = found(authorship, rf'{here}[^"/]+-lead-[^"/]+/') or found(authorship, rf'{here}[^"/]+/')
    if story:
        yield f"{label}.biography", story


def of_sources() -> Iterator[tuple[str, str]]:
    from sources.models import Source

    for source in Source.objects.exclude(snapshot=None).order_by("key"):
        yield f"source.{source.key}", f"/sources/{source.key}/"
        yield (
            f"snapshot.{source.key}",
            f"/sources/{source.key}/snapshots/{source.snapshot_id}/",
        )


def found_in(page: str, label: str) -> Iterator[tuple[str, str]]:
    address = found(page, rf"{page}[^\"/]+/")
    if address:
        yield label, address


def found(page: str, pattern: str) -> str:
    """Give the first address on *page* of the form *pattern*, or nothing."""
    from django.test import Client

    html = Client(HTTP_HOST="127.0.0.1").get(page).content.decode()
    match = re.search(rf'href="({pattern})"', html)
    return match[1] if match else ""


if __name__ == "__main__":
    sys.exit(main())
