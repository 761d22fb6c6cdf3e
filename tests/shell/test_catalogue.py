"""The German catalogue says all that the interface does, and means the same."""

import ast
import gettext
import re
from pathlib import Path

from django.conf import settings as project

CATALOGUE = Path(project.LOCALE_PATHS[0]) / "de" / "LC_MESSAGES"


def messages():
    """Read the German catalogue: (context and message, its plural or "", translations, flags)."""
    found, entry, flags = [], {}, ""
    for line in [*(CATALOGUE / "django.po").read_text().split("\n"), ""]:
        if line.startswith("#,"):
            flags = line
        elif match := re.match(r"(msg\w+(?:\[\d\])?) (\".*\")$", line):
            name = match[1]
            entry[name] = ast.literal_eval(match[2])
        elif line.startswith('"'):
            entry[name] += ast.literal_eval(line)
        elif not line and entry:
            key = (entry.get("msgctxt", ""), entry["msgid"])
            said = tuple(text for key_, text in entry.items() if key_.startswith("msgstr"))
            found.append((key, entry.get("msgid_plural", ""), said, flags))
            entry, flags = {}, ""
    return found[1:]


class TestCatalogue:
    def test_german_says_everything_and_nothing_is_in_doubt(self):
        wanting = [key for key, _, said, flags in messages() if not all(said) or "fuzzy" in flags]

        assert wanting == []

    def test_translations_fill_in_the_same_values(self):
        values = re.compile(r"%\(\w+\)[sd]|\{\w*\}")

        differing = [
            said
            for (_, key), plural, said, _ in messages()
            for one in said
            if set(values.findall(one))
            not in (set(values.findall(key)), set(values.findall(plural or key)))
        ]

        assert differing == []

    def test_translations_keep_the_elements_of_the_page(self):
        elements = re.compile(r"</?\w+[^>]*>")

        differing = [
            said
            for (_, key), _, said, _ in messages()
            for one in said
            if sorted(elements.findall(one)) != sorted(elements.findall(key))
        ]

        assert differing == []

    def test_the_compiled_catalogue_says_what_the_written_one_does(self):
        with (CATALOGUE / "django.mo").open("rb") as file:
            compiled = gettext.GNUTranslations(file)._catalog  # noqa: SLF001 -- all of it
        del compiled[""]

        written = {}
        for (context, key), plural, said, _ in messages():
            name = f"{context}\x04{key}" if context else key
            written |= {(name, n): one for n, one in enumerate(said)} if plural else {name: said[0]}
        assert compiled == written
