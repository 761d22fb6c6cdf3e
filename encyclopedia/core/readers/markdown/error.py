"""What is wrong with a Markdown file."""

from sources.core.saying import say


class MarkdownError(ValueError):
    """What is wrong in the file, in one sentence; `line` counts from 1."""

    def __init__(self, line: int, sentence: str) -> None:
        """Keep the *line*, and name it before the *sentence*."""
        super().__init__(say("Line {line}: {sentence}", line=line, sentence=sentence))
        self.line = line
        self.sentence = sentence
