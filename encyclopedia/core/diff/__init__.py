"""What changed between two texts, two lists of parts, or two Documents, as data."""

from encyclopedia.core.diff.document import Changes as Changes
from encyclopedia.core.diff.document import compare as compare
from encyclopedia.core.diff.rebuilding import apply as apply
from encyclopedia.core.diff.rebuilding import revert as revert
from encyclopedia.core.diff.rebuilding import sides as sides
from encyclopedia.core.diff.words import similarity as similarity
