"""The front matter of a Markdown file: YAML, of which every scalar is read as text."""

from collections.abc import Sequence
from typing import TypeAlias

import yaml

from encyclopedia.core.readers.json import Path
from encyclopedia.core.readers.markdown.error import MarkdownError
from sources.core.saying import say

Data: TypeAlias = dict[str, object]

_FENCE = "---"
_FIRST = 2  # the line of the file on which the YAML begins


def end(lines: Sequence[str]) -> int:
    """Find the line, counted from 0, that closes the front matter."""
    fences = (number for number, line in enumerate(lines) if line.rstrip(" \t") == _FENCE)
    if next(fences, None) != 0:
        raise MarkdownError(
            1, say("The file must begin with front matter, between two lines of ---.")
        )
    closing = next(fences, None)
    if closing is None:
        raise MarkdownError(1, say("The front matter is never closed by a line of ---."))
    return closing


def compose(text: str) -> yaml.MappingNode:
    """Parse the YAML between the fences; its nodes know their lines."""
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        raise MarkdownError(
            line + _FIRST, say("This is not YAML: {why}.", why=error.problem)
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        raise MarkdownError(
            line + _FIRST, say("This is not YAML: {why}.", why=error.reason)
        ) from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise MarkdownError(1, say("The front matter holds what YAML cannot say.")) from error
    if node is None:
        node = yaml.MappingNode("tag:yaml.org,2002:map", [])
    if not isinstance(node, yaml.MappingNode):
        raise MarkdownError(_FIRST, say("The front matter must be lines of the form key: value."))
    return node


def data(node: yaml.MappingNode) -> Data:
    """Turn nodes into dicts, lists and texts; a repeated key or part is an error."""
    return _members(node, set())


def line(node: yaml.Node, path: Path) -> int:
    """Find the line of the file on which *path* stands, or the nearest thing above it."""
    found = 0
    for step in path:
        inner = _inner(node, step)
        if inner is None:
            break
        found, node = inner
    return found + _FIRST


def _inner(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step].start_mark.line, node.value[step]
    return None


def _members(node: yaml.MappingNode, seen: set[int]) -> Data:
    members: Data = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _error(key, say("A key must be a plain word."))
        if key.value in members:
            raise _error(key, say("The key “{key}” stands twice.", key=key.value))
        members[key.value] = _plain(value, seen)
    return members


def _plain(node: yaml.Node, seen: set[int]) -> object:
    if id(node) in seen:
        raise _error(node, say("YAML aliases cannot be used here: write the part out again."))
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _members(node, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, seen) for item in node.value]
    return node.value


def _error(node: yaml.Node, sentence: str) -> MarkdownError:
    return MarkdownError(node.start_mark.line + _FIRST, sentence)
