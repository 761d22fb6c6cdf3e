"""What is wrong with a page of wikitext."""

from sources.core.saying import say


class WikitextError(ValueError):
    """What keeps the page from being read, in one sentence; `line` counts from 1."""

    def __init__(self, line: int, sentence: str) -> None:
        """Keep the *line*, and name it before the *sentence*."""
        super().__init__(say("Line {line}: {sentence}", line=line, sentence=sentence))
        self.line = line
        self.sentence = sentence
