"""Who may ask what of whom: every address × method × role × state, against one table.

The table is `permission_rows.ROWS`; an address without a row fails.
"""

import pytest
from django.db import transaction
from django.urls import get_resolver
from every_address import IN_FULL, address, routes, states_of
from permission_rows import ROWS
from permission_rules import GONE, NO, NOT_SO, NOWHERE, REFUSED, ROLES, SIGN_IN, YES

from encyclopedia import audit, tokens
from encyclopedia.models import AuditEntry

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST")

# These do not look at the article: in short runs one of them is asked, of a draft alone.
OTHER_METHODS = ("PUT", "HEAD", "PATCH", "DELETE") if IN_FULL else ("PUT",)


def came_to(answer):
    if answer.status_code == 302 and "/login/" in answer.url:
        return SIGN_IN
    refusals = {401: SIGN_IN, 403: NO, 404: NOWHERE, 405: NOT_SO, 410: GONE}
    return refusals.get(answer.status_code, YES if answer.status_code < 500 else "broken")


def ask(client, method, url, sends, token):
    """Ask, and take back whatever that changed; give the answer, and the entries of the log."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        data = {"data": sends} if method in ("GET", "HEAD", "POST") else {}
        if url.startswith("/api/"):
            data = {"headers": {"Authorization": f"Bearer {token}"}} if token else {}
            if sends and method in ("POST", "PUT"):
                data |= {"data": sends, "content_type": "application/json"}
        newest = AuditEntry.objects.values_list("pk", flat=True).first()
        answer = getattr(client, method.lower())(url, **data)
        entries = list(AuditEntry.objects.filter(pk__gt=newest))
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer, entries


def unlike(entries, method, answer, by):
    """Say what is wrong with the *entries* that a request left in the log; "" where nothing is.

    Whatever is more than a question leaves exactly one, done or refused: who, what, from where.
    Whom an address without a door turned away, nobody asked who they are.
    """
    match = getattr(answer, "resolver_match", None)
    name = (match.view_name or "unnamed") if match else "nowhere"
    refused = answer.status_code >= 400 or came_to(answer) in REFUSED
    if method in audit.SAFE or (name in audit.QUESTIONS and not refused):
        return f"{len(entries)} entries for a question" if entries else ""
    if len(entries) != 1:
        return f"{len(entries)} entries, not one"
    (entry,) = entries
    where = None if name in audit.OF_READERS else "127.0.0.1"
    if (entry.method, entry.action, entry.ip) != (method, name, where):
        return f"an entry of {entry.method} {entry.action} from {entry.ip}"
    if entry.actor not in ({0, by} if refused else {by}):
        return f"an entry of account {entry.actor}, not {by}"
    told = {"refused"} if refused else {"done", "not taken", "refused"}
    return "" if entry.outcome in told else f"an entry that says {entry.outcome}"


def cells(who):
    for key, found in ROWS.items():
        route, _, pressed = key.partition(" ")
        for state in states_of(route):
            others = OTHER_METHODS if IN_FULL or state == "draft" else ()
            for method in ("POST",) if pressed else (*METHODS, *others):
                yield key, route, state, method, found


def test_every_address_has_a_row_and_every_row_an_address():
    known = {key.partition(" ")[0] for key in ROWS}

    number = sum(1 for who in ROLES for _ in cells(who))
    print(f"permission matrix: {number} cells")  # noqa: T201 -- the report names the number of cells

    assert set(routes(get_resolver())) == known
    assert number > 10_500


@pytest.mark.parametrize("who", ROLES)
def test_who_gets_which_answer_and_the_log_tells_of_it(client, people, world, who, settings):
    settings.API_RATE_ANONYMOUS = settings.API_RATE_TOKEN = settings.API_RATE_WRITING = 10**6
    token = ""
    if people[who] is not None:
        client.force_login(people[who])
        scopes = ("read", "write", "review", "sources")
        token = tokens.make(people[who], "For everything", scopes)[1]

    by = 0 if who in ("anonymous", "deactivated") else people[who].pk

    wrong = []
    for key, route, state, method, found in cells(who):
        expected = found.rule(method)(who, state)
        answer, entries = ask(client, method, address(route, state, world), found.sends, token)
        if (got := came_to(answer)) != expected:
            wrong.append((key, state, method, f"expected {expected}, got {got}"))
        if fault := unlike(entries, method, answer, by):
            wrong.append((key, state, method, fault))

    assert not wrong, "\n".join(map(str, wrong))
