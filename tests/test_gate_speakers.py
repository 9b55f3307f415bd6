"""Speakers are resolved no worse than they were: floors by set and form, with the annotators' spans and end to end."""

import hashlib
import json
from typing import Any

import pytest

from benchmarks.speakers import BENCH, CORPORA, SETS, load_reader, score
from tests.conftest import ROOT

GATE: dict[str, Any] = json.loads((ROOT / "tests" / "gate" / "speakers.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(
    not (CORPORA / "resolved_speakers").exists() or not (BENCH / "score_speakers.py").is_file(),
    reason="no corpora here: set TOOLKIT_CORPORA to the folder that holds them",
)


@pytest.mark.parametrize("spans", ["annotated spans", "end to end"])
@pytest.mark.parametrize("name", list(GATE))
def test_speakers_are_no_worse_than_the_floor(name: str, spans: str) -> None:
    gold = (CORPORA / SETS[name][2]).read_bytes()
    assert hashlib.sha256(gold).hexdigest()[:16] == GATE[name]["sha256"], f"{name} is another text: measure anew"

    table = score(name, load_reader(), gold_spans=spans == "annotated spans")

    for form, floor in GATE[name][spans].items():
        assert table[form]["right"] >= floor["right"], f"{name}, {form}: fewer are right than before"
        assert table[form]["wrong"] <= floor["wrong"], f"{name}, {form}: more are wrong than before"
