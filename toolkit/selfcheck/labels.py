"""The file of labels: small, readable CSV, one row per item, written whole after each label."""

import csv
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from toolkit.errors import ReadError, TableError, check_path
from toolkit.export import safe_cell
from toolkit.tables import check_table

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "words_right": ("yes", "partly", "no"),
    "speaker_right": ("yes", "no"),
    "missed": ("0", "1", "2", "3"),
    "tone_read": ("negative", "neutral", "positive"),
}
ASKED: Mapping[str, tuple[str, str]] = {
    "attribution": ("words_right", "speaker_right"),
    "sentence": ("missed", "tone_read"),
}
SKIP = "skip"
_COLUMNS = "item kind article_id start end text source cue speaker confidence found tone drawn_from".split()
_COLUMNS += [*ANSWERS, "fits"]


def read_labels(path: str | Path, sample: pd.DataFrame, *, drop: bool = False) -> pd.DataFrame:
    """Read labels from their file and put each to its item.

    Labels belong to a text and to what the toolkit said of it. Where either has changed since, they say nothing any
    more, and they are refused rather than counted.

    Parameters
    ----------
    path : str or Path
        The file that `label_sample` keeps. A spreadsheet can fill it in as well: the columns `words_right`,
        `speaker_right`, `missed` and `tone_read` hold the labels.
    sample : DataFrame
        What `draw_sample` gives for the same articles.
    drop : bool
        Whether to leave out what no longer fits instead, after a change of the articles or of the toolkit. Label the
        items that are new before you read the figures: they are the ones that changed, and no fair sample without.

    Returns
    -------
    DataFrame
        The sample with its labels; an item that the file does not label has none. A file that is not there yet labels
        nothing.

    Raises
    ------
    ReadError
        The file cannot be read, or it is no file of labels.
    TableError
        A label is none of those that can be given, or labels no longer fit the texts.

    Examples
    --------
    >>> from toolkit import Article, draw_sample
    >>> sample = draw_sample(Article(text="“It sails,” Ada Moss said."))
    >>> read_labels("none-yet.csv", sample)[["kind", "words_right"]].values.tolist()
    [['attribution', nan], ['sentence', nan]]
    """
    check_table(sample, "check_sample", ["kind", "fits", *ANSWERS])
    kept = _read(check_path(path))
    for column, answers in ANSWERS.items():
        if unknown := sorted(set(kept[column].dropna()) - {*answers, SKIP}):
            raise TableError(f"{path}: {column} holds {unknown[0]!r}. Use one of: {', '.join((*answers, SKIP))}.")
    given = kept[kept[list(ANSWERS)].notna().any(axis=1)].drop_duplicates("fits", keep="last").set_index("fits")
    lost = len(given.index.difference(pd.Index(sample["fits"])))
    if lost and not drop:
        raise TableError(
            f"{path}: {lost} of the {len(given)} labelled items are not in this sample. The articles or the toolkit's "
            "answers have changed, or the seed is another. Draw as before, label anew in a file of another name, or go "
            "on without them: drop=True."
        )
    labelled = sample.copy()
    for column in ANSWERS:
        labelled[column] = labelled[column].where(~labelled["fits"].isin(given.index), _of(given, column, labelled))
    return labelled


def _of(given: pd.DataFrame, column: str, sample: pd.DataFrame) -> "pd.Series[str]":
    return sample["fits"].map(given[column]).astype(sample[column].dtype)


def _read(path: Path) -> pd.DataFrame:
    """Read every cell as text; an empty cell is missing."""
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ",".join(_COLUMNS)
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except OSError as error:
        raise ReadError(f"The labels in {path} cannot be read: {error.strerror or error}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"{path} is no CSV file in UTF-8. Save it from the spreadsheet as “CSV UTF-8”.") from error
    needed = [*ANSWERS, "fits"]
    if rows and not set(needed) <= set(rows[0]):
        raise ReadError(f"{path} is no file of labels: it needs the columns {', '.join(needed)}.")
    plain = [{name: (row[name] or "").strip().lower() or None for name in needed} for row in rows]
    return pd.DataFrame({name: pd.Series([row[name] for row in plain], dtype="str") for name in needed})


def write_labels(path: Path, labelled: pd.DataFrame) -> None:
    """Write the file: beside the old one first, then in its place, so that a break loses nothing.

    Raises
    ------
    ReadError
        The file cannot be written.
    """
    table = labelled[_COLUMNS].assign(confidence=labelled["confidence"].round(3))
    text = table.astype(object).map(safe_cell).to_csv(index=False, lineterminator="\n", errors="backslashreplace")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
                file.write(text)
            os.replace(beside, path)
        finally:
            Path(beside).unlink(missing_ok=True)
    except OSError as error:
        raise ReadError(f"The labels cannot be written to {path}: {error.strerror or error}.") from error
