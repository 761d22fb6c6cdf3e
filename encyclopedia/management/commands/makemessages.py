"""Collect what is to be translated, what the cores say too, into the catalogues of the project."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Django's own command, which knows how the cores say things and leaves the tests alone."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=say"]
    xgettext_options += ["--keyword=say_many:1,2", "--from-code=UTF-8"]

    # What is new is empty until somebody translates it: guesses would have to be found again.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        codes = [code for code in settings.SPOKEN if code != "en"]
        # Where a string stands says the code; line numbers would make every change a conflict.
        parser.set_defaults(locale=codes, no_location=True, no_obsolete=True, no_wrap=True)
        parser.set_defaults(ignore_patterns=["tests/*", ".venv/*", ".data/*"])
