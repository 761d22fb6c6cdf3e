"""How far a rule looks, so that a save checks again only what it may have changed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from encyclopedia.core.checks.case import Case
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding
from encyclopedia.core.reading import Place

Around: TypeAlias = Callable[[Case, Context], object]
Near: TypeAlias = Callable[[Case, Context, Place], object]
Moved: TypeAlias = Callable[[Case, Finding], Finding]


class Scope(Enum):
    """What the findings of a rule depend on.

    PART: what it finds in a part depends on that part, the language of the article, the records
    and archived texts of the sources cited there, and which sentences there need no citation.
    SOURCES: what it finds depends on the archived texts at hand (`Case.at_hand`), not on words.
    ARTICLE: on anything; such a rule looks again at every save and asks for no archived text.
    """

    PART = "part"
    SOURCES = "sources"
    ARTICLE = "article"


def _nothing(*looked_at: object) -> object:
    return ()


def _stays(case: Case, finding: Finding) -> Finding:
    return finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The scope of a rule, and what it looks at beyond.

    `around` gives that for the article as a whole and `near` for one part; both are compared by
    their `repr`. `moved` puts a finding on sources where the text now has its words.
    """

    scope: Scope = Scope.ARTICLE
    around: Around = _nothing
    near: Near = _nothing
    moved: Moved = _stays


ARTICLE = Reach()
PART = Reach(scope=Scope.PART)
SOURCES = Reach(scope=Scope.SOURCES)
