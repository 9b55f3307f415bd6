"""What every test shares: the user's article, and cases kept as data."""

import json
from pathlib import Path
from typing import Any

import pytest

from toolkit import Article

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "data" / "articles" / "putin-venezuela.txt"


@pytest.fixture(scope="session")
def article() -> Article:
    """The article that ships with the toolkit."""
    return Article(text=ARTICLE.read_text(encoding="utf-8"))


def load_cases(name: str) -> list[Any]:
    """Read tests/cases/NAME.json as pytest parameters; a case that `fails` is a strict expected failure."""
    cases = json.loads((ROOT / "tests" / "cases" / f"{name}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for case in cases
    ]
