"""Label a sample with buttons, in a notebook; what has been labelled is kept after each click."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.errors import MissingExtraError, OptionError, check_path
from toolkit.selfcheck.labels import ASKED, SKIP, read_labels, write_labels
from toolkit.tables import check_table

if TYPE_CHECKING:
    from toolkit.selfcheck.buttons import LabelBox

Step = tuple[int, str]


def label_sample(sample: pd.DataFrame, path: str | Path, *, drop: bool = False) -> "LabelBox":
    """Ask for the labels of a sample, one question at a time, with buttons; it goes on where the file ends.

    Two questions an item. Of an attribution: are source and words right, and the speaker? Of a sentence: how many
    attributions does the toolkit miss in it, and which tone has it? What the toolkit says of the tone is not shown, so
    that it does not sway the reader.

    Parameters
    ----------
    sample : DataFrame
        What `draw_sample` gives.
    path : str or Path
        The file of labels, such as "my_labels.csv"; made with the first label and written after each.
    drop : bool
        Whether to leave out labels that no longer fit, as in `read_labels`.

    Returns
    -------
    LabelBox
        A widget that a notebook shows as the last line of a cell. `read_labels(path, sample)` reads what it kept.

    Raises
    ------
    ReadError
        The file cannot be read, or it is no file of labels.
    TableError
        Its labels no longer fit the texts; see `read_labels`.
    OptionError
        The sample is empty.
    MissingExtraError
        ipywidgets is not installed.

    Examples
    --------
    >>> import tempfile
    >>> from toolkit import Article, draw_sample
    >>> sample = draw_sample(Article(text="“It sails,” Ada Moss said."))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     box = label_sample(sample, f"{folder}/labels.csv")
    ...     box.answers[0].click()
    ...     read_labels(f"{folder}/labels.csv", sample)["words_right"].tolist()
    ['yes', nan]
    """
    labelling = Labelling(sample, check_path(path), drop=drop)
    try:
        from toolkit.selfcheck.buttons import LabelBox
    except ImportError as error:
        raise MissingExtraError('Labelling needs ipywidgets. Run: pip install "media-analysis-toolkit[lab]"') from error
    return LabelBox(labelling)


class Labelling:
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
