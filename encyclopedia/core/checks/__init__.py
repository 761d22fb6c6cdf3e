"""Editorial checks: one rule a file, each a pure function of a document and its context."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from encyclopedia.core.checks import (
    altered_source,
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
from encyclopedia.core.checks.reach import ARTICLE, Reach
from encyclopedia.core.checks.rechecking import Checked as Checked
from encyclopedia.core.checks.rechecking import Recheck as Recheck
from encyclopedia.core.checks.rechecking import Rule
from encyclopedia.core.checks.rechecking import Seen as Seen
from encyclopedia.core.document import Document
from encyclopedia.core.reading import Place

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
            altered_source,
            unused,
            undated_source,
            broken_link,
            missing_required_field,
            missing_alt_text,
            unparsed_value,
        )
    }
)

REACHES: Mapping[str, Reach] = MappingProxyType(
    {name: getattr(globals()[name], "REACH", ARTICLE) for name in RULES}
)


def check(document: Document, context: Context) -> tuple[Finding, ...]:
    """Give what the rules find in *document*, in reading order, without what was declined."""
    return tuple(finding for finding in check_all(document, context) if not finding.declined)


def check_all(document: Document, context: Context) -> tuple[Finding, ...]:
    """Give what the rules find in *document*, in reading order; what was declined says why."""
    return findings(Case(document=document, snapshots=context.snapshots), context)


def findings(case: Case, context: Context) -> tuple[Finding, ...]:
    """Give what the rules find in *case*, in reading order; what was declined says why."""
    found = (finding for rule in RULES.values() for finding in rule(case, context))
    return _ordered(found, case, context)


def begin(before: Seen, case: Case, context: Context) -> Recheck:
    """See which rules may find in *case* what they did not find when they saw *before*."""
    return Recheck(before=before, case=case, context=context, rules=RULES, reaches=REACHES)


def finish(again: Recheck, before: Iterable[Finding]) -> Checked:
    """Check again what has to be; with those *before*, the findings are those of all anew."""
    found = _ordered(again.findings(before), again.case, again.context)
    return Checked(findings=found, seen=again.seen)


def between(old: tuple[Case, Context], new: tuple[Case, Context]) -> tuple[Recheck, Recheck]:
    """See what the rules may find in one of two articles and not in the other.

    Finished with nothing before, the two give that alone: what both share is left out of both.
    """
    before = begin(Seen(), *old)
    after = begin(before.seen, *new)
    return replace(before, before=after.seen, now=before.seen), after


def recheck(before: Checked, document: Document, context: Context) -> Checked:
    """Check *document*, of which something was checked *before*, at the cost of what changed."""
    case = Case(document=document, snapshots=context.snapshots)
    return finish(begin(before.seen, case, context), before.findings)


def undated(case: Case, context: Context) -> tuple[Finding, ...]:
    """Give the marks that ask for a citation and do not say since when, as findings."""
    return tuple(f for f in citation_needed.check(case, context) if "since" not in f.words)


def _ordered(found: Iterable[Finding], case: Case, context: Context) -> tuple[Finding, ...]:
    order = {prose.place: n for n, prose in enumerate(case.texts)}
    rules = {rule: n for n, rule in enumerate(RULES)}

    def key(finding: Finding) -> tuple[int, int, int, int, str, str]:
        position = _position(finding.place, order), finding.start
        return *position, rules[finding.rule], finding.end, finding.message, finding.about

    declined = context.declined
    told = (
        each
        if each.declined == declined.get(each.fingerprint, "")
        else replace(each, declined=declined.get(each.fingerprint, ""))
        for each in found
    )
    return tuple(sorted(told, key=key))


def _position(place: Place | None, order: Mapping[Place, int]) -> int:
    """Put what is about the article as a whole after what has a place in it."""
    return len(order) if place is None else order[place]
