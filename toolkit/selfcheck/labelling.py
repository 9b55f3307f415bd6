"""Label a sample with buttons, in a notebook; what has been labelled is kept after each click."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.errors import MissingExtraError, check_path
from toolkit.selfcheck.questions import Questions

if TYPE_CHECKING:
    from toolkit.selfcheck.buttons import LabelBox


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
    >>> from toolkit import Article, draw_sample, read_labels
    >>> sample = draw_sample(Article(text="“It sails,” Ada Moss said."))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     box = label_sample(sample, f"{folder}/labels.csv")
    ...     box.answers[0].click()
    ...     read_labels(f"{folder}/labels.csv", sample)["words_right"].tolist()
    ['yes', nan]
    """
    questions = Questions(sample, check_path(path), drop=drop)
    try:
        from toolkit.selfcheck.buttons import LabelBox
    except ImportError as error:
        raise MissingExtraError('Labelling needs ipywidgets. Run: pip install "media-analysis-toolkit[lab]"') from error
    return LabelBox(questions)
