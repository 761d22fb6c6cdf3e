"""Document → Markdown: front matter for the data, headings that carry their own, and prose."""

import json
import re
import sys
from collections.abc import Iterator

import yaml

from encyclopedia.core.document import Document, KeyEvent, Section, SectionKind
from encyclopedia.core.writers.json import as_data

_BODY = ("lead", "sections", "events")
_MEANT = re.compile(r"[\\`*\[\]<{}#]")


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def write(document: Document) -> str:
    """Give *document* as Markdown that `readers.markdown.read` turns back into the same value."""
    body = "\n\n".join(block for block in _blocks(document) if block)
    return f"---\n{_front_matter(document)}---\n" + (f"\n{body}\n" if body else "")


def _front_matter(document: Document) -> str:
    data = as_data(document, omit_empty=True)
    front = {key: value for key, value in data.items() if key not in _BODY}
    return yaml.dump(front, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=sys.maxsize)


def _blocks(document: Document) -> Iterator[str]:
    yield document.lead
    for section in document.sections:
        yield _heading(section)
        yield section.text
        if section.kind is SectionKind.KEY_EVENTS:
            for event in document.events:
                yield _event_heading(event)
                yield event.text


def _heading(section: Section) -> str:
    marks, heading = "#" * section.level, _MEANT.sub(r"\\\g<0>", section.heading)
    return f"{marks} {heading} {{#{section.anchor} kind={section.kind} id={section.id}}}"


def _event_heading(event: KeyEvent) -> str:
    date = _MEANT.sub(r"\\\g<0>", event.date)
    title = f" title={json.dumps(event.title, ensure_ascii=False)}" if event.title else ""
    return f"##### {date} {{event{title} id={event.id}}}"
