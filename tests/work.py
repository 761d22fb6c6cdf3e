"""How much work something makes: the same on every machine, busy or idle."""

import sys


def lines_run(work, *arguments):
    """Count the lines of Python that *work* runs."""
    count = 0

    def step(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work(*arguments)
    finally:
        sys.settrace(before)
    return count
