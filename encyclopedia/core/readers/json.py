"""JSON → Document, with the place of the first thing that is wrong."""

import json
import re
from collections.abc import Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, TypeAlias, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from encyclopedia.core import validity
from encyclopedia.core.document import Document
from sources.core.saying import capital, say

FORMAT = "encyclopedia"
SCHEMA = 3

Path: TypeAlias = tuple[str | int, ...]

_DIGITS = re.compile(r"[0-9]{1,9}")
_TWICE = object()
_WANTED = {str: say("a text"), bool: say("true or false"), int: say("a whole number")}

_KINDS = {
    str: say("a text"),
    bool: say("a truth value"),
    int: say("a whole number"),
    float: say("a fraction"),
    list: say("a list"),
    dict: say("an object"),
    type(None): "null",
}


class JsonError(ValueError):
    """What is wrong with the data, in one sentence; `path` leads to it."""

    def __init__(self, sentence: str, path: Path = ()) -> None:
        """Keep the *path*, and name the place that it leads to before the *sentence*."""
        super().__init__(
            say("{place}: {sentence}", place=place(path), sentence=sentence)
            if path
            else capital(sentence)
        )
        self.sentence = sentence
        self.path = path


def read(text: str) -> Document:
    """Read what `writers.json.write` wrote, today or under an earlier schema, which said less.

    Anything else is a JsonError.
    """
    members = _members(_parsed(text), ())
    if members.pop("format", None) != FORMAT:
        raise JsonError(say("“{word}” was expected.", word=FORMAT), ("format",))
    schema = members.pop("schema", None)
    if type(schema) is not int or not 1 <= schema <= SCHEMA:
        raise JsonError(say("only schemas 1 to {number} can be read.", number=SCHEMA), ("schema",))
    document = from_data(members)
    for fault in validity.faults(document):
        raise JsonError(fault.said)
    return document


def from_data(data: object, *, lenient: bool = False) -> Document:
    """Build the Document that `writers.json.as_data` gave as *data*, valid or not.

    A *lenient* reading takes numbers and truth values written as text, as YAML has them.
    """
    return cast("Document", _value(Document, data, (), lenient=lenient))


def place(path: Path) -> str:
    """Spell *path* as in `sections[3].heading`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _parsed(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        told = say(
            "This is not JSON (line {line}, column {column}): {why}.",
            line=error.lineno,
            column=error.colno,
            why=error.msg,
        )
        raise JsonError(told) from error
    except RecursionError as error:
        raise JsonError(say("This is not an article: it is nested too deeply.")) from error
    except ValueError as error:
        raise JsonError(say("This holds a number that is too long.")) from error


def _pairs(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for key, value in pairs:
        members[key] = _TWICE if key in members else value
    return members


def _value(hint: Any, value: object, path: Path, *, lenient: bool) -> object:  # noqa: ANN401 -- a type hint may be anything
    if get_origin(hint) is tuple:
        items = _items(value, path)
        item_hint = get_args(hint)[0]
        return tuple(
            _value(item_hint, item, (*path, number), lenient=lenient)
            for number, item in enumerate(items)
        )
    if is_dataclass(hint):
        return _record(cast("type", hint), _members(value, path), path, lenient=lenient)
    if issubclass(hint, Enum):
        return _choice(hint, value, path)
    if hint is UUID:
        return _id(value, path)
    return _scalar(hint, _understood(hint, value) if lenient else value, path)


def _record(of: type, members: dict[str, object], path: Path, *, lenient: bool) -> object:
    hints = _hints(of)
    for key in members:
        if key not in hints:
            raise JsonError(say("there is no such field."), (*path, key))
    for field in fields(of):
        if field.default is MISSING and field.name not in members:
            raise JsonError(say("this field is missing."), (*path, field.name))
    return of(
        **{
            key: _value(hints[key], value, (*path, key), lenient=lenient)
            for key, value in members.items()
        }
    )


@lru_cache
def _hints(of: type) -> dict[str, Any]:
    return get_type_hints(of)


def _members(value: object, path: Path) -> dict[str, object]:
    if not isinstance(value, dict):
        raise JsonError(say("an object was expected, not {kind}.", kind=_kind(value)), path)
    for key, member in value.items():
        if member is _TWICE:
            raise JsonError(say("this stands twice in one object."), (*path, key))
    return dict(value)


def _items(value: object, path: Path) -> list[object]:
    if not isinstance(value, list):
        raise JsonError(say("a list was expected, not {kind}.", kind=_kind(value)), path)
    return value


def _choice(of: type[Enum], value: object, path: Path) -> Enum:
    try:
        return of(value)
    except ValueError as error:
        choices = ", ".join(f"“{choice.value}”" for choice in of)
        raise JsonError(say("one of {choices} was expected.", choices=choices), path) from error


def _id(value: object, path: Path) -> UUID:
    text = cast("str", _scalar(str, value, path))
    try:
        return UUID(text)
    except ValueError as error:
        raise JsonError(say("this is not a UUID."), path) from error


def _scalar(of: type, value: object, path: Path) -> object:
    if type(value) is not of:
        told = say("{wanted} was expected, not {kind}.", wanted=_WANTED[of], kind=_kind(value))
        raise JsonError(told, path)
    return value


def _understood(of: type, value: object) -> object:
    if of is bool and isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower(), value)
    if of is int and isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value)
    return value


def _kind(value: object) -> str:
    return _KINDS[type(value)]
