"""A small fictional corpus, an engine in the tests' own process, and analyses that fail or kill their process."""

import os
import signal
from collections.abc import Iterator

import pandas as pd
import pytest

from toolkit import Article
from toolkit.corpus.engines import Chunk
from toolkit.corpus.work import Result, analyse
from toolkit.tables import make_table

DEADLY = "This text is deadly."
FERRY = (
    "OLDHAVEN (AP) — The ferry that joins the two shores of Oldhaven will sail again from Monday, the mayor said.\n\n"
    "“The ferry is back,” said Mira Holt, the mayor. “It took three years, and it was worth every day of them.”\n\n"
    "The harbour board said that fares would rise by a tenth in spring, when the second boat is expected.\n\n"
    "Piers Lund, who leads the islanders, called the fares a disgrace. He warned that pensioners would suffer.\n\n"
    "Repairs to the pier cost four million crowns, according to the board's annual report, which was published in May."
)
RAIN = "Rain closed the pier on Tuesday. Nobody was hurt, the coast guard said. {n} people waited for the bus."


def news() -> list[Article]:
    """Twelve fictional articles of three outlets, one of them a story that two outlets share."""
    cut = FERRY.rpartition("\n\n")[0]
    changed = cut.replace("a disgrace", "a scandal") + "\n\nThe Gazette's readers disagree, a survey of its own found."
    told = [
        Article(text=FERRY, title="Ferry returns", outlet="Courier", url="https://courier.example/1"),
        Article(text=changed, title="Ferry: fares up", outlet="Gazette", url="https://gazette.example/1"),
        Article(text=FERRY, title="Ferry returns", outlet="Herald", url="https://herald.example/1"),
    ]
    outlets = ("Courier", "Gazette", "Herald")
    return told + [
        Article(text=RAIN.format(n=n), outlet=outlets[n % 3], url=f"https://{outlets[n % 3].lower()}.example/rain/{n}")
        for n in range(20, 29)
    ]


class Inline:
    """Works in this process, one chunk at a time."""

    room, busy = 1, 0

    def __init__(self, *_: object) -> None:
        self.chunks: list[Chunk] = []

    def submit(self, chunk: Chunk) -> None:
        self.chunks.append(chunk)
        self.busy, self.room = 1, 0

    def completed(self) -> Iterator[tuple[Chunk, Result | None]]:
        self.busy, self.room = 0, 1
        yield self.chunks[-1], analyse(self.chunks[-1])

    def close(self) -> None:
        pass


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> list[Inline]:
    """Let runs work in this process; gives the engines that they used."""
    used: list[Inline] = []

    def engine_for(*_: object) -> Inline:
        used.append(Inline())
        return used[-1]

    monkeypatch.setattr("toolkit.corpus.run.engine_for", engine_for)
    return used


def deadly(article: Article) -> pd.DataFrame:
    """Kill the process over one text, as running out of memory would."""
    if DEADLY in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return make_table("blocks", [])


def broken(article: Article) -> pd.DataFrame:
    """Fail over one text, as a fault in an analysis would."""
    if DEADLY in article.text:
        raise ZeroDivisionError("division by zero")
    return make_table("blocks", [])
