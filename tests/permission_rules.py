"""Rules of the permission matrix: who gets which answer, by role and by state of the article."""

from collections.abc import Callable
from dataclasses import dataclass, field

OUTSIDERS = ("anonymous", "reader", "deactivated")
DESK = ("author", "author who began it", "editor", "publisher", "administrator", "superuser")
ROLES = (*OUTSIDERS, *DESK)
# The last is published too, and the revision that addresses name is one whose words were hidden.
STATES = ("draft", "in review", "published", "withdrawn", "protected", "hidden")
PUBLIC = ("published", "protected", "hidden")

# What an answer comes to. "yes" is any that does what was asked, or says what was typed wrong.
YES, NO, SIGN_IN, NOWHERE, GONE, NOT_SO = "yes", "no", "sign in", "nowhere", "gone", "not so"
REFUSED = (NO, SIGN_IN, NOWHERE, GONE, NOT_SO)

Rule = Callable[[str, str], str]


def everybody(who, state):
    return YES


def nowhere(who, state):
    return NOWHERE


def not_so(who, state):
    return NOT_SO


def readers(who, state):
    """Pages beside the article: the desk always, others what is public."""
    return YES if who in DESK or state in PUBLIC else NOWHERE


def page_of_article(who, state):
    return {"withdrawn": GONE}.get(state, YES if state in PUBLIC else NOWHERE)


def desk(*roles):
    """The admin: those of *roles* (all of the desk without any), and always the superuser."""
    allowed = {*(roles or DESK), "superuser"}

    def rule(who, state):
        if who in OUTSIDERS:
            return SIGN_IN
        return YES if who in allowed else NO

    return rule


def desk_but(outcome):
    """The admin where nobody gets more than *outcome*; outsiders sign in first."""

    def rule(who, state):
        return SIGN_IN if who in OUTSIDERS else outcome

    return rule


def previews(who, state):
    return YES if who in DESK else NO


def may_change(who, state):
    if who in OUTSIDERS or who == "author":
        return False
    return state != "protected" or who in ("administrator", "superuser")


def changes(who, state):
    return SIGN_IN if who in OUTSIDERS else YES if may_change(who, state) else NO


def refused_or_not_so(who, state):
    """A page that only shows: whoever may change the article is told that it takes nothing."""
    return NOT_SO if changes(who, state) == YES else changes(who, state)


def signs_out(who, state):
    """Signing out takes a form; those who are not at the desk are led to its door."""
    return YES if who in OUTSIDERS else NOT_SO


def takes_back(who, state):
    """The same right on a page beside the article, which does not lead outsiders to sign in."""
    if who in OUTSIDERS:
        return NO if state in PUBLIC else NOWHERE
    return YES if may_change(who, state) else NO


def publishes(who, state):
    allowed = who in ("publisher", "administrator", "superuser") and may_change(who, state)
    return SIGN_IN if who in OUTSIDERS else YES if allowed else NO


def public_alone(who, state):
    """A feed, and how to cite: the same for everybody, of what is public."""
    return YES if state in PUBLIC else NOWHERE


def signs_in_first(who, state):
    return SIGN_IN


def with_words(rule):
    """A page with the words of the revision it names: no where they are hidden from who asks."""

    def reads(who, state):
        asked = rule(who, state)
        hidden = state == "hidden" and who not in (*REVIEWERS, "superuser")
        return NO if hidden and asked == YES else asked

    return reads


def hides(who, state):
    """What hides words, on a page beside the article."""
    if who in OUTSIDERS:
        return NO if state in PUBLIC else NOWHERE
    return YES if who in (*REVIEWERS, "superuser") else NO


def keeps(who, state):
    """A form keeps what is typed: outsiders get their words back, others find no such form."""
    if who in OUTSIDERS:
        return NO
    return YES if may_change(who, state) else NOWHERE


def or_words_back(rule):
    """A form that is sent after its session ended refuses, and gives all that was typed back."""

    def words_back(who, state):
        return NO if who in ("anonymous", "deactivated") else rule(who, state)

    return words_back


def merges(who, state):
    """Merging away what readers have takes publishing too."""
    return publishes(who, state) if state in PUBLIC else WHOLE_DESK(who, state)


def merges_as_asked(who, state):
    return publishes(who, state) if state in PUBLIC else changes(who, state)


def deletes_or(outcome):
    """Who may delete gets *outcome*, whichever the article; all others at the desk a no."""

    def rule(who, state):
        asked = desk(*REVIEWERS)(who, state)
        return outcome if asked == YES else asked

    return rule


def frees_or(outcome):
    """Who may free titles of deleted articles gets *outcome*, all others at the desk a no."""

    def rule(who, state):
        asked = ADMINISTRATORS(who, state)
        return outcome if asked == YES else asked

    return rule


REVIEWERS = ("publisher", "administrator")
EDITORS = ("editor", *REVIEWERS)
WHOLE_DESK = desk()
ADMINISTRATORS = desk("administrator")
SUPERUSERS = desk("superuser")
nobody_at_desk, nowhere_at_desk, not_so_at_desk = map(desk_but, (NO, NOWHERE, NOT_SO))


@dataclass(frozen=True)
class Row:
    """Who gets an answer to each method; `rest` is for the methods that are not named."""

    rules: dict[str, Rule]
    rest: Rule
    sends: dict[str, str] = field(default_factory=dict)

    def rule(self, method):
        named = "GET" if method == "HEAD" else method
        return self.rules.get(named, self.rest)


def row(rest=not_so, **rules):
    """A page of ours: methods that are not named are refused as such."""
    return Row(rules, rest)


def at_desk(sends=None, **rules):
    """A page of ours in the admin: outsiders sign in first, whatever the method."""
    return Row(rules, not_so_at_desk, sends or {})


def admins(rule, **rules):
    """A page of Django's admin, which answers every method alike unless said."""
    return Row(rules, rule)


def api(sends=None, **rules):
    """A question of the API, asked with a token of all scopes: a deactivated account has none."""

    def by_token(rule):
        def told(who, state):
            return SIGN_IN if who == "deactivated" else rule(who, state)

        return told

    return Row({m: by_token(rule) for m, rule in rules.items()}, by_token(not_so), sends or {})


def by_scope(may):
    """What only a token does, of those who *may*."""

    def rule(who, state):
        return SIGN_IN if who == "anonymous" else YES if may(who, state) else NO

    return rule


def button(name, rule):
    """A button of a form that asks for its own right."""
    return Row({"POST": rule}, rule, {name: "1"})


def at_desk_or(outcome):
    def rule(who, state):
        return YES if who in DESK else outcome

    return rule


def is_at_desk(who, state):
    return who in DESK


def adds_sources(who, state):
    return who in (*EDITORS, "superuser")
