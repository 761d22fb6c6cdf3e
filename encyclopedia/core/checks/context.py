"""All that the checks may know of the world around an article, frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What holds on the day of a check.

    `snapshots` gives the clean text of each archived source by key. `today` is an EDTF day, or
    empty where no day is meant. `known_titles` are folded titles (`titles.key`) of articles that
    exist, None where that is not known. `required_fields` are labels of infobox fields,
    `unreachable` keys of sources, `altered` by key what the page of a source says no more of what
    is quoted from it. `needed_since` gives the date since when a citation is needed,
    by fingerprint, `declined` the reason why a finding was set aside.
    """

    snapshots: Mapping[str, str] = field(default_factory=dict)
    today: str = ""
    known_titles: frozenset[str] | None = None
    required_fields: tuple[str, ...] = ()
    unreachable: frozenset[str] = frozenset()
    altered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    needed_since: Mapping[str, str] = field(default_factory=dict)
    declined: Mapping[str, str] = field(default_factory=dict)
