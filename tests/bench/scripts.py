"""Two articles in other scripts, to look at pages with: Arabic, from right to left, and Japanese.

Each gives three revisions of itself, and records and archives what it cites.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid5

import examples

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

SPACE = UUID("0d4c1f0a-5a64-4a0e-9a55-7c1d0e2b0002")


def arabic() -> Iterator[Document]:
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


def japanese() -> Iterator[Document]:
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


def keep(record: SourceRecord, text: str) -> None:
    examples.archive(record, text)
