"""What a reader gives."""

from dataclasses import dataclass

from encyclopedia.core.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Something of a file that was not kept as it stands: its line (from 1), what, and why.

    "Line 3: *what* *why*." is a sentence.
    """

    line: int
    what: str
    why: str

    def __str__(self) -> str:
        """Say it."""
        return f"Line {self.line}: {self.what} {self.why}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article that was read, and each thing that it has no place for.

    A page that only leads elsewhere has the title that it leads to as `redirect`.
    """

    document: Document
    left: tuple[Left, ...] = ()
    redirect: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for each thing that was left out."""
        return tuple(map(str, self.left))
