"""How others cite an article of this encyclopedia: one revision of it, in the usual styles.

The forms are those of APA (7th edition, entries of online encyclopedias), the Chicago Manual of
Style (17th edition, 14.233), MLA (9th edition), BibTeX and RIS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SHORT: Final = {"May": "May", "June": "June", "July": "July", "September": "Sept."}
_TEX: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One revision of an article, as others refer to it: `url` is where it stays as it was."""

    title: str
    site: str
    url: str
    revision: int
    day: date
    sha256: str

    @property
    def words(self) -> str:
        """A plain reference: what, where, and how to be sure that it is this text."""
        return (
            f"“{self.title}”, {self.site}, revision {self.revision}, {self.day.isoformat()},"
            f" {self.url} (SHA-256 {self.sha256})"
        )

    @property
    def apa(self) -> str:
        """The reference in the style of the American Psychological Association."""
        day = f"{self.day.year:04}, {_month(self.day)} {self.day.day}"
        return f"{_ended(self.title)} ({day}). In {_ended(self.site)} {self.url}"

    @property
    def chicago(self) -> str:
        """The reference in a note of the Chicago Manual of Style."""
        day = f"{_month(self.day)} {self.day.day}, {self.day.year:04}"
        return f"{self.site}, s.v. “{self.title},” last modified {day}, {self.url}."

    @property
    def mla(self) -> str:
        """The reference in the style of the Modern Language Association."""
        month = _month(self.day)
        short = _SHORT.get(month, f"{month[:3]}.")
        day = f"{self.day.day} {short} {self.day.year:04}"
        return f"“{_ended(self.title)}” {self.site}, {day}, {self.url}."

    @property
    def bibtex(self) -> str:
        """The reference as an entry of a BibTeX file."""
        fields = {
            "title": f"{{{_tex(self.title)}}}",
            "author": f"{{{_tex(self.site)} contributors}}",
            "year": f"{self.day.year:04}",
            "month": str(self.day.month),
            "howpublished": _tex(self.site),
            "url": self.url,
            "note": f"Revision {self.revision}, SHA-256 {self.sha256}",
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{self.key},\n{lines}\n}}"

    @property
    def ris(self) -> str:
        """The reference as an entry of a RIS file."""
        fields = (
            ("TY", "ENCYC"),
            ("TI", self.title),
            ("T2", self.site),
            ("AU", f"{self.site} contributors"),
            ("PY", f"{self.day.year:04}"),
            ("DA", f"{self.day:%Y/%m/%d}/"),
            ("UR", self.url),
            ("N1", f"Revision {self.revision}, SHA-256 {self.sha256}"),
            ("ER", ""),
        )
        return "\n".join(f"{name}  - {value}" for name, value in fields)

    @property
    def key(self) -> str:
        """A key for bibliographies: letters, digits and hyphens of ASCII."""
        plain = re.sub(r"[^a-z0-9]+", "-", self.title.casefold()).strip("-")
        return f"{plain[:60].strip('-') or 'article'}-{self.revision}"


def _month(day: date) -> str:
    return _MONTHS[day.month - 1]


def _ended(words: str) -> str:
    """End *words* with a full stop, unless they end with a sign of their own."""
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def _tex(words: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in words)
