"""Templates of the German, French, Spanish, Russian and Ukrainian Wikipedias, by the English names.

Each is read as the English template that says the same, with the parameters that that one has.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from encyclopedia.core.readers.wikitext.nodes import Part, Template, is_blank
from sources.core.styles.dates import MONTHS

_PEOPLE: Final = {
    **dict.fromkeys(("autor", "auteur", "auteurs", "auteur1", "автор", "autores"), "author"),
    **dict.fromkeys(("nom", "nom1", "apellido", "apellidos", "apellido1", "apellidos1"), "last"),
    **dict.fromkeys(("prénom", "prénom1", "nombre", "nombre1"), "first"),
    **dict.fromkeys(("ответственный", "відповідальний", "directeur", "editor"), "editor"),
    **{f"{name}{n}": f"last{n}" for n in range(2, 10) for name in ("nom", "apellido", "apellidos")},
    **{f"{name}{n}": f"first{n}" for n in range(2, 10) for name in ("prénom", "nombre")},
    **{f"{name}{n}": f"author{n}" for n in range(2, 10) for name in ("autor", "auteur", "автор")},
}
_SAID: Final = {
    **_PEOPLE,
    **dict.fromkeys(("titel", "titre", "título", "titulo", "заглавие", "назва"), "title"),
    **dict.fromkeys(("verlag", "éditeur", "editorial", "издательство", "видавництво"), "publisher"),
    **dict.fromkeys(("ort", "lieu", "ubicación", "lugar", "место", "місце"), "publication-place"),
    **dict.fromkeys(("auflage", "numéro d'édition", "edición"), "edition"),
    **dict.fromkeys(("band", "tome", "volumen", "том", "volume"), "volume"),
    **dict.fromkeys(("nummer", "numéro", "número", "номер", "выпуск", "випуск"), "issue"),
    **dict.fromkeys(("datum", "fecha", "дата"), "date"),
    **dict.fromkeys(("jahr", "année", "año", "год", "рік"), "year"),
    **dict.fromkeys(("mois", "mes", "месяц", "місяць"), "month"),
    **dict.fromkeys(("jour", "день", "число"), "day"),
    **dict.fromkeys(("seiten", "páginas", "страницы", "сторінки", "passage"), "pages"),
    **dict.fromkeys(("seite", "página", "страница", "сторінка"), "page"),
    **dict.fromkeys(("fundstelle",), "at"),
    **dict.fromkeys(("online", "lire en ligne", "ссылка", "посилання", "url texte"), "url"),
    **dict.fromkeys(("archiv-url", "archivo-url", "urlarchivo", "url-archive"), "archive-url"),
    **dict.fromkeys(("archiv-datum", "archiv-bot", "fechaarchivo", "archive-date"), "archive-date"),
    **dict.fromkeys(("abruf", "zugriff", "consulté le", "fechaacceso"), "access-date"),
    **dict.fromkeys(("дата обращения", "дата звернення"), "access-date"),
    **dict.fromkeys(("sprache", "langue", "idioma", "язык", "мова"), "language"),
    **dict.fromkeys(("zitat", "citation", "extrait", "cita", "цитата"), "quote"),
    **dict.fromkeys(("titre chapitre", "capítulo", "часть", "розділ"), "chapter"),
    **dict.fromkeys(("périodique", "publicación", "revista"), "journal"),
    **dict.fromkeys(("site", "sitioweb", "obra", "werk", "сайт"), "website"),
    **dict.fromkeys(("periódico",), "newspaper"),
    **dict.fromkeys(("hrsg",), "editor"),
}
# What only some templates mean by a word.
_OF_ARTICLES: Final = {"издание": "journal", "видання": "journal"}
_OF_BOOKS: Final = {"издание": "edition", "видання": "edition"}
_OF_PAGES: Final = {"hrsg": "publisher"}
_TEMPLATES: Final = {
    "literatur": ("cite book", {}),
    "internetquelle": ("cite web", _OF_PAGES),
    "lien web": ("cite web", {}),
    "ouvrage": ("cite book", {}),
    "chapitre": ("cite book", {}),
    "article": ("cite journal", {}),
    "cita web": ("cite web", {}),
    "cita libro": ("cite book", {}),
    "cita publicación": ("cite journal", {}),
    "cita noticia": ("cite news", {}),
    "книга": ("cite book", _OF_BOOKS),
    "статья": ("cite journal", _OF_ARTICLES),
    "стаття": ("cite journal", _OF_ARTICLES),
    **dict.fromkeys(("référence nécessaire", "refnec"), ("citation needed span", {})),
    **dict.fromkeys(("cita requerida", "нет аи", "немає джерел"), ("citation needed", {})),
    **dict.fromkeys(("référence souhaitée", "источник?"), ("citation needed", {})),
}
_MONTHS: Final = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
)
_IN_ENGLISH: Final = {
    word: MONTHS[number] for names in _MONTHS for number, word in enumerate(names.split())
}
_DAY: Final = re.compile(
    r"(?:(?P<day>\d{1,2})(?:er|\.)? +(?:de +)?)?(?P<month>[^\W\d_]{3,12})(?: +(?:de|del))?"
    r" +(?P<year>\d{4})(?: г\.| р\.)?",
    re.IGNORECASE,
)
_BOXES: Final = re.compile(r"(?:ficha de|карточка|картка)[ _:]*(?P<kind>.+)", re.IGNORECASE)


def understood(template: Template) -> Template:
    """Give *template* by its English name, or as it is."""
    if box := _BOXES.fullmatch(template.written):
        written = f"Infobox {box['kind']}"
        return replace(template, name=written.casefold(), written=written)
    found = _TEMPLATES.get(template.name)
    if found is None:
        return template
    name, own = found
    said = {part.name for part in template.parts if not is_blank(part.nodes)}
    names = {**_SAID, **own}
    if template.name == "literatur" and "sammelwerk" in said:
        name = "cite journal" if said & {"nummer", "issn", "doi"} else "cite encyclopedia"
        names = {**names, "sammelwerk": name.removeprefix("cite ")}
    parts = tuple(replace(part, name=_known(part, names)) for part in template.parts)
    return replace(template, name=name, parts=parts)


def in_english(date: str) -> str:
    """Write a *date* in one of these languages as English writes it, or leave it as it is."""
    found = _DAY.fullmatch(date.strip())
    month = _IN_ENGLISH.get(found["month"].casefold()) if found else None
    if found is None or month is None:
        return date
    return " ".join(part for part in (found["day"], month, found["year"]) if part)


def _known(part: Part, names: dict[str, str]) -> str:
    return names.get(part.name, part.name)
