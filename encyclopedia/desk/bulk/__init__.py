"""Actions on many articles: what each would do to each, and doing it."""

from __future__ import annotations

from typing import Final

from encyclopedia.desk.bulk.action import Action as Action
from encyclopedia.desk.bulk.action import carry_out as carry_out
from encyclopedia.desk.bulk.action import foresee as foresee
from encyclopedia.desk.bulk.adopting import ADOPT
from encyclopedia.desk.bulk.categorising import CATEGORISE
from encyclopedia.desk.bulk.checking import RECHECK
from encyclopedia.desk.bulk.publishing import PUBLISH, WITHDRAW

MOST: Final = 200

ACTIONS: Final[tuple[Action, ...]] = (PUBLISH, WITHDRAW, ADOPT, RECHECK, CATEGORISE)
