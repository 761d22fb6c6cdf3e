"""Words that commands share."""


def counted(count: int, noun: str) -> str:
    """Write how many there are of something."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
