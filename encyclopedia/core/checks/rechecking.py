"""Checking an article again: only what may find something else than it did before."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from encyclopedia.core.checks.case import Case, digest
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding
from encyclopedia.core.checks.reach import Reach, Scope
from encyclopedia.core.evidence import Status
from encyclopedia.core.reading import Place

Rule: TypeAlias = Callable[[Case, Context], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Digests of all that the rules looked at: of each part, by its name, and around each rule."""

    parts: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found, with what was seen for it."""

    findings: tuple[Finding, ...] = ()
    seen: Seen = field(default_factory=Seen)


@dataclass(frozen=True, kw_only=True)
class Recheck:
    """What is to be checked again of *case*, for which *before* was seen the last time."""

    before: Seen
    case: Case
    context: Context
    rules: Mapping[str, Rule]
    reaches: Mapping[str, Reach]
    now: Seen | None = None

    @cached_property
    def seen(self) -> Seen:
        """What the rules look at now, where that is not known already."""
        if self.now is not None:
            return self.now
        return Seen(
            parts={name(place): digest(self._of_part(place)) for place in self._places},
            rules={rule: digest(self._around(reach)) for rule, reach in self.reaches.items()},
        )

    @cached_property
    def stale(self) -> frozenset[Place]:
        """The parts that are not, or not amid, what they were."""
        then, now = self.before.parts, self.seen.parts
        return frozenset(p for p in self._places if then.get(name(p)) != now[name(p)])

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The keys of the sources whose archived texts are asked for, as far as one can foresee."""
        again = {rule for rule in self.rules if not self._is_kept(rule)}
        if any(self.reaches[rule].scope is not Scope.ARTICLE for rule in again):
            return tuple(self.case.shelf.texts)
        cited = {key for place in self.stale for key in self._cited.get(place, ())}
        return tuple(sorted(key for key in cited if key in self.case.shelf.texts))

    @cached_property
    def kept(self) -> frozenset[str]:
        """The rules of which no finding in the parts that are not stale can be another."""
        of_parts = (rule for rule, reach in self.reaches.items() if reach.scope is Scope.PART)
        return frozenset(rule for rule in of_parts if self._is_kept(rule))

    @cached_property
    def fresh(self) -> frozenset[Place]:
        """The parts that are what they were."""
        return frozenset(self._places) - self.stale

    def findings(self, before: Iterable[Finding]) -> Iterator[Finding]:
        """Yield what the rules find, with those found *before* that they need not look for again.

        Of those, the ones of `kept` rules in `fresh` parts may be left out, then and now.
        """
        kept: dict[str, list[Finding]] = {}
        for finding in before:
            kept.setdefault(finding.rule, []).append(finding)
        part = self.case.only(self.stale)
        for rule, check in self.rules.items():
            reach = self.reaches[rule]
            if reach.scope is Scope.ARTICLE or not self._is_kept(rule):
                yield from check(self.case, self.context)
            elif reach.scope is Scope.SOURCES:
                yield from (reach.moved(self.case, each) for each in kept.get(rule, ()))
            else:
                yield from check(part, self.context)
                yield from (each for each in kept.get(rule, ()) if each.place in self.fresh)

    def _is_kept(self, rule: str) -> bool:
        return self.before.rules.get(rule) == self.seen.rules[rule]

    @cached_property
    def _places(self) -> tuple[Place, ...]:
        return tuple(prose.place for prose in self.case.texts)

    @cached_property
    def _cited(self) -> dict[Place, set[str]]:
        """The keys of the sources that each part cites."""
        found: dict[Place, set[str]] = {}
        for (place, _), use in self.case.numbering.uses.items():
            found.setdefault(place, set()).add(use.key)
        return found

    @cached_property
    def _parts(self) -> dict[Place, object]:
        """The parts of the article that are more than their text."""
        document = self.case.document
        return {
            **{Place("infobox", field.id): field for field in document.infobox},
            **{Place("section", section.id): section for section in document.sections},
            **{Place("event", event.id): event for event in document.events},
        }

    @cached_property
    def _texts(self) -> dict[Place, str]:
        return {prose.place: prose.source for prose in self.case.texts}

    @cached_property
    def _exempt(self) -> dict[Place, list[tuple[int, str]]]:
        """Where sentences stand that need no citation, with the rule that says so."""
        found: dict[Place, list[tuple[int, str]]] = {}
        for outline in self.case.outlines:
            if outline.status is Status.EXEMPT:
                found.setdefault(outline.place, []).append((outline.start, outline.rule))
        return found

    def _of_part(self, place: Place) -> object:
        """Give all that what is found in a part depends on, what is around the rules aside."""
        near = [
            reach.near(self.case, self.context, place)
            for reach in self.reaches.values()
            if reach.scope is Scope.PART
        ]
        return (
            self._parts.get(place, self._texts[place]),
            self.case.document.language,
            [self.case.identities[key] for key in sorted(self._cited.get(place, ()))],
            self._exempt.get(place, ()),
            near,
        )

    def _around(self, reach: Reach) -> object:
        """Give what a rule depends on in all parts alike."""
        around = reach.around(self.case, self.context)
        if reach.scope is Scope.SOURCES:
            return [self.case.identities[key] for key in self.case.at_hand], around
        return around


def name(place: Place) -> str:
    """Name a part, as JSON can keep it."""
    return f"{place.part} {place.id}" if place.id else place.part
