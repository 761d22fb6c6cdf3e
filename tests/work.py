"""How much work something makes: the same on every machine, busy or idle."""

import sys

from encyclopedia.core.remembering import Memory


def lines_run(work, *arguments):
    """Count the lines of Python that *work* runs where the cores remember nothing yet."""
    count = 0
    forget()

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


def forget():
    """Empty what the cores keep of earlier work: another test may have read the same words."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("encyclopedia.core", "sources.core")):
            for kept in vars(module).values():
                getattr(kept, "cache_clear", int)()
    for memory in memories("encyclopedia.core", "sources.core"):
        memory.forget()


def memories(*packages):
    """Find what keeps earlier work in the modules of *packages*, each once."""
    modules = [module for name, module in sys.modules.items() if name.startswith(packages)]
    values = [value for module in modules for value in vars(module).values()]
    kept = [getattr(value, "memory", value) for value in values]
    return {id(memory): memory for memory in kept if isinstance(memory, Memory)}.values()
