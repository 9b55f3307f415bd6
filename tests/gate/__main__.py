"""Measure again and raise the floors: python -m tests.gate. A figure that has fallen keeps its floor and is named."""

import sys

from tests.gate import test_attribution_floors as attribution
from tests.gate import test_tone_floors as tone
from tests.gate.floors import CORPORA, raise_floors

reached = {measure: (folder, attribution.measured(folder)) for measure, folder in attribution.SETS.items()}
reached |= {measure: (file, measured(CORPORA / file)) for measure, (file, measured, _) in tone.MEASURES.items()}
fallen = [
    f"{measure}: {name}"
    for measure, (where, figures) in reached.items()
    for name in raise_floors(measure, CORPORA / where, figures)
]
sys.exit("Below the floor: " + "; ".join(fallen) if fallen else 0)
