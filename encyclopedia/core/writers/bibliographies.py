"""Document → bibliographies of its sources: the cited ones by number, then those at hand."""

from encyclopedia.core import citations
from encyclopedia.core.document import Document
from sources.core import writers as source_writers
from sources.core.record import SourceRecord


def in_order(document: Document) -> tuple[SourceRecord, ...]:
    """Give the sources of *document*: those that it cites in the order of their numbers first."""
    cited = [footnote.source for footnote in citations.footnotes(document)]
    keys = {record.key for record in cited}
    return (*cited, *(record for record in document.sources if record.key not in keys))


def bibtex(document: Document) -> str:
    """Write the sources of *document* as BibTeX."""
    return source_writers.bibtex.write(in_order(document))


def ris(document: Document) -> str:
    """Write the sources of *document* as RIS."""
    return source_writers.ris.write(in_order(document))


def csl_json(document: Document) -> str:
    """Write the sources of *document* as CSL-JSON."""
    return source_writers.csl_json.write(in_order(document))
