"""Editorial checks: one rule a file, each a pure function of a document and its context."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from encyclopedia.core.checks import (
    ambiguous_quotation,
    broken_link,
    citation_needed,
    cited_not_pinned,
    differing_renderings,
    infobox_disagrees,
    missing_alt_text,
    missing_required_field,
    older_than_outcome,
    one_publisher,
    quotation_altered_or_absent,
    quotation_unpinned,
    shared_sentences,
    stale_tense,
    unarchived,
    unborne_facts,
    uncited_sentence,
    undated_source,
    unknown_key,
    unparsed_value,
    unreachable,
    unused,
    words_to_watch,
)
from encyclopedia.core.checks.case import Case as Case
from encyclopedia.core.checks.context import Context as Context
from encyclopedia.core.checks.finding import Finding as Finding
from encyclopedia.core.checks.finding import Level as Level
from encyclopedia.core.document import Document
from encyclopedia.core.reading import Place

Rule: TypeAlias = Callable[[Case, Context], Iterable[Finding]]

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        module.__name__.rpartition(".")[2]: module.check
        for module in (
            quotation_altered_or_absent,
            quotation_unpinned,
            unborne_facts,
            unknown_key,
            uncited_sentence,
            citation_needed,
            cited_not_pinned,
            ambiguous_quotation,
            older_than_outcome,
            stale_tense,
            infobox_disagrees,
            words_to_watch,
            one_publisher,
            shared_sentences,
            differing_renderings,
            unarchived,
            unreachable,
            unused,
            undated_source,
            broken_link,
            missing_required_field,
            missing_alt_text,
            unparsed_value,
        )
    }
)


def check(document: Document, context: Context) -> tuple[Finding, ...]:
    """Give what the rules find in *document*, in reading order, without what was declined."""
    return tuple(finding for finding in check_all(document, context) if not finding.declined)


def check_all(document: Document, context: Context) -> tuple[Finding, ...]:
    """Give what the rules find in *document*, in reading order; what was declined says why."""
    case = Case(document=document, snapshots=context.snapshots)
    order = {prose.place: n for n, prose in enumerate(case.texts)}

    def key(finding: Finding) -> tuple[int, int]:
        return _position(finding.place, order), finding.start

    return tuple(sorted(_findings(case, context), key=key))


def _findings(case: Case, context: Context) -> Iterator[Finding]:
    for rule in RULES.values():
        for finding in rule(case, context):
            reason = context.declined.get(finding.fingerprint, "")
            yield replace(finding, declined=reason) if reason else finding


def _position(place: Place | None, order: Mapping[Place, int]) -> int:
    """Put what is about the article as a whole after what has a place in it."""
    return len(order) if place is None else order[place]
