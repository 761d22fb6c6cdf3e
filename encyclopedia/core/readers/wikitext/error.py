"""What is wrong with a page of wikitext."""


class WikitextError(ValueError):
    """What keeps the page from being read, in one sentence; `line` counts from 1."""

    def __init__(self, line: int, sentence: str) -> None:
        """Keep the *line*, and name it before the *sentence*."""
        super().__init__(f"Line {line}: {sentence}")
        self.line = line
        self.sentence = sentence
