"""Names under revisions, where an account is made anonymous."""

from __future__ import annotations

from typing import TYPE_CHECKING

from encyclopedia.models import Deletion, Edit, Hiding

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def sign_anew(editor: User, name: str) -> int:
    """Let *name* stand for *editor* under every revision they saved; give how many those are.

    What they hid and deleted is signed anew too: of those logs, to which rows are otherwise only
    added, the name alone changes.
    """
    _sign_hidden(editor, name)
    for log in (Hiding, Deletion):
        log.objects.filter(by=editor).order_by().update(by_name=name)
    return Edit.objects.filter(editor=editor).update(editor_name=name)


def _sign_hidden(editor: User, name: str) -> None:
    """Let *name* stand for *editor* in what revisions say of who hid them."""
    changed: dict[int, Edit] = {}
    theirs = Hiding.objects.filter(by=editor, hidden=True).values("edit")
    log = Hiding.objects.filter(edit__in=theirs, hidden=True).order_by("pk").select_related("edit")
    last = {(row.edit_id, row.what): row for row in log}
    for (id_, what), row in last.items():
        edit = changed.get(id_, row.edit)
        if row.by_id == editor.pk and edit.hides(what):
            edit.hidden = edit.hidden | {what: edit.hidden[what] | {"by": name}}
            changed[id_] = edit
    Edit.objects.bulk_update(changed.values(), ["hidden"], batch_size=500)
