"""How others cite an article of this encyclopedia: one revision of it, in the usual styles.

The forms are those of APA (7th edition, entries of online encyclopedias), the Chicago Manual of
Style (17th edition, 14.233), MLA (9th edition), all written as the sources are; BibTeX and RIS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sources.core import styles
from sources.core.record import SourceRecord
from sources.core.writers import bibtex


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
    def record(self) -> SourceRecord:
        """The revision as a source of others' works: an entry of an encyclopedia."""
        return SourceRecord(
            key=self.key,
            type="entry-encyclopedia",
            title=self.title,
            container=self.site,
            issued=self.day.isoformat(),
            url=self.url,
        )

    def styled(self, style: str) -> str:
        """Give the reference as plain text in a style of sources.core.styles."""
        return styles.BY_NAME[style].plain(self.record)

    @property
    def bibtex(self) -> str:
        """The reference as an entry of a BibTeX file."""
        fields = {
            "title": f"{{{bibtex.escaped(self.title)}}}",
            "author": f"{{{bibtex.escaped(self.site)} contributors}}",
            "year": f"{self.day.year:04}",
            "month": str(self.day.month),
            "howpublished": bibtex.escaped(self.site),
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
