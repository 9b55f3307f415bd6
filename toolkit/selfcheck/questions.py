"""Which question comes next while a sample is labelled, and what was answered so far."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from toolkit.errors import OptionError
from toolkit.selfcheck.labels import ASKED, SKIP, read_labels, write_labels
from toolkit.tables import check_table

Step = tuple[int, str]


class Questions:
    """Which question comes next, and what was answered; it knows nothing of buttons."""

    def __init__(self, sample: pd.DataFrame, path: Path, *, drop: bool = False) -> None:
        check_table(sample, "check_sample")
        if sample.empty:
            raise OptionError("The sample is empty, so that there is nothing to label. Draw from longer articles.")
        self.path = path
        self.labelled = read_labels(path, sample, drop=drop).reset_index(drop=True)
        self.step = next(self._open(), None)

    def answer(self, label: str) -> None:
        """Take an answer to the question, keep it and go on to the next that is open."""
        if self.step is None:
            return
        row, column = self.step
        self.labelled.loc[row, column] = label
        if column == "words_right" and not self._asks(row, "speaker_right"):
            self.labelled.loc[row, "speaker_right"] = None
        write_labels(self.path, self.labelled)
        self.step = self._next(self.step)

    def back(self) -> None:
        """Return to the question before; after the last one, to that."""
        steps = list(self._steps())
        at = len(steps) if self.step is None else steps.index(self.step)
        self.step = steps[max(at - 1, 0)]

    def given(self) -> str | None:
        """Return the answer that the question has already."""
        return None if self.step is None else self._label(*self.step)

    def done(self) -> int:
        """Count the items whose questions are all answered."""
        return len(self.labelled) - len({row for row, _ in self._open()})

    def _next(self, after: Step) -> Step | None:
        """Return the question after this one that is open; once there is none, the first open one."""
        steps, still_open = list(self._steps()), list(self._open())
        ahead = steps[steps.index(after) + 1 :]
        return next((step for step in ahead if step in still_open), still_open[0] if still_open else None)

    def _steps(self) -> Iterator[Step]:
        for row, kind in enumerate(self.labelled["kind"]):
            yield from ((row, column) for column in ASKED[kind] if self._asks(row, column))

    def _label(self, row: int, column: str) -> str | None:
        label = self.labelled[column].iloc[row]
        return None if pd.isna(label) else str(label)

    def _open(self) -> Iterator[Step]:
        return (step for step in self._steps() if self._label(*step) is None)

    def _asks(self, row: int, column: str) -> bool:
        """Whose the words are is asked only where they are somebody's."""
        return column != "speaker_right" or self._label(row, "words_right") not in ("no", SKIP)
