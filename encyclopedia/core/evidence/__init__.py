"""Every sentence of an article traced to the words of its archived sources."""

from encyclopedia.core.evidence.changing import Change as Change
from encyclopedia.core.evidence.changing import compare as compare
from encyclopedia.core.evidence.shelf import Shelf as Shelf
from encyclopedia.core.evidence.statement import PinnedQuote as PinnedQuote
from encyclopedia.core.evidence.statement import Statement as Statement
from encyclopedia.core.evidence.statement import Status as Status
from encyclopedia.core.evidence.statement import Verdict as Verdict
from encyclopedia.core.evidence.tallying import Tally as Tally
from encyclopedia.core.evidence.tallying import tally as tally
from encyclopedia.core.evidence.tracing import Tracing as Tracing
from encyclopedia.core.evidence.tracing import statements as statements
from encyclopedia.core.evidence.tracing import trace as trace
from encyclopedia.core.evidence.wording import Wording as Wording
from encyclopedia.core.evidence.wording import wordings as wordings
