#!/usr/bin/env python
"""Django's command line for the encyclopedia."""

import os
import sys


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
    from encyclopedia.management import ending  # noqa: PLC0415 -- after the setting

    ending.run(sys.argv)


if __name__ == "__main__":
    main()
