"""Charts of voices: in which tone each speaks, how much each is given to say, and how literally."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from toolkit.charts.checks import one_row_each
from toolkit.charts.intervals import whiskers
from toolkit.charts.labels import DESK, NOT_RESOLVED, OTHERS, REPORTER, speaker_names, voice_names
from toolkit.charts.layout import heading, new_axes, note_rows, nothing_to_show, row_labels, zero_line
from toolkit.charts.style import FORMS, MAIN, QUIET, REPORTER_GREY, UNRESOLVED_GREY, faded, themed
from toolkit.errors import TableError, check_whole
from toolkit.tables import check_table
from toolkit.tone_means import FEWEST_HITS
from toolkit.voices import counted_words

FADED = 0.4


@themed
def tone_by_voice(table: pd.DataFrame, *, top: int = 20, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the mean tone of each voice, the reporter's and each speaker's, as a bar from zero.

    Parameters
    ----------
    table : DataFrame
        A sentiment table by voice: `voice`, `speaker`, `score` (-1 to 1), `words`, `hits`; where it has `low` and
        `high`, the ends of an interval, they are drawn too, and where it has `note`, that says which bars are pale.
    top : int
        Voices drawn, those of the most words; the most positive comes first.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        One bar a voice, with its words, grey for the desk's own; a bar is pale and says so where there is too little
        text: where `note` is filled, or without that column where fewer than six words carry tone.

    Raises
    ------
    OptionError
        `top` is no whole number of at least 1.
    TableError
        A column is missing or out of range, or a voice repeats.

    Examples
    --------
    >>> table = pd.DataFrame({"voice": ["reporter", "speaker"], "speaker": [None, "Ada Moss"],
    ...                       "score": [0.1, -0.4], "words": [300, 80], "hits": [20, 2]})
    >>> [float(bar.get_width()) for bar in tone_by_voice(table).patches]
    [0.1, -0.4]
    """
    check_whole("top", top, 1)
    shown = check_table(table, "sentiment", ["score", "words", "hits"])
    if "voice" not in shown:
        raise TableError("sentiment: the table has no column 'voice'. Use what sentiment(article, by='voice') gives.")
    shown = shown.dropna(subset=["score"]).sort_values("words", ascending=False, kind="stable").head(top)
    little = shown["note"].notna() if "note" in shown else shown["hits"] < FEWEST_HITS
    shown = shown.assign(voice=voice_names(shown), little=little)
    if one_row_each(shown, "voice").empty:
        return nothing_to_show(ax, "no voice was scored.", title)
    shown = shown.sort_values("score", ascending=False, kind="stable").reset_index(drop=True)
    ax = new_axes(ax, rows=2 * len(shown))
    known = {**dict.fromkeys((*DESK, REPORTER), REPORTER_GREY), NOT_RESOLVED: UNRESOLVED_GREY}
    colours = [
        faded(known.get(voice, MAIN), FADED if little else 1.0)
        for voice, little in zip(shown["voice"], shown["little"], strict=True)
    ]
    ax.barh(shown.index, shown["score"], color=colours, height=0.6)
    if {"low", "high"} <= set(shown.columns):
        whiskers(ax, shown["score"], shown)
    ends = _outer_ends(shown)
    notes = list(map(_said, shown["words"], shown["hits"], shown["little"]))
    note_rows(ax, ends, notes)
    row_labels(ax, shown["voice"])
    zero_line(ax, vertical=True)
    ax.set(xlim=_tone_limits(ends, notes), xlabel="Tone, from −1 (negative) to 1 (positive)")
    pale = [Patch(color=faded(MAIN, FADED), label="pale: too little text")]
    heading(ax, title, pale if shown["little"].any() else ())
    return ax


def _said(words: int, hits: int, little: bool) -> str:
    return f"{words:,} words" + (", none of tone" if not hits else ", too little text" if little else "")


def _tone_limits(ends: pd.Series, notes: list[str]) -> tuple[float, float]:
    """At least two fifths of the scale each way, so that a small difference looks small, and room for the notes."""
    left, right = -0.48, 0.48
    for _ in range(10):  # a note takes a share of the width, which grows by it; ten rounds settle it
        room = [(right - left) * (0.02 + 0.0115 * len(note)) for note in notes]
        left = min(left, *(end - wide for end, wide in zip(ends, room, strict=True) if end < 0), 0)
        right = max(right, *(end + wide for end, wide in zip(ends, room, strict=True) if end >= 0), 0)
    return left, right


def _outer_ends(shown: pd.DataFrame) -> pd.Series:
    """Where each bar ends, or its interval where it has one."""
    outer = shown["low"].where(shown["score"] < 0, shown["high"]) if {"low", "high"} <= set(shown.columns) else None
    return shown["score"] if outer is None else outer.fillna(shown["score"])


@themed
def voice_share(table: pd.DataFrame, *, top: int = 20, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw each speaker's share of the attributed words, told apart by how literally the words are given.

    Parameters
    ----------
    table : DataFrame
        An attributions table: `speaker`, `kind`, `words`. Rows `within` another are counted there, not twice; where
        the outer row has no `source`, each counts for itself.
    top : int
        Speakers drawn, those of the most words first; further ones share a bar.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        One bar a speaker, dark for words quoted directly, paler for mixed and indirect ones; attributions whose
        speaker is not resolved have a grey bar of their own. All bars together make 100%.

    Raises
    ------
    OptionError
        `top` is no whole number of at least 1.
    TableError
        A column is missing or out of range, or a kind is not known.

    Examples
    --------
    >>> table = pd.DataFrame({"speaker": ["Ada Moss", None], "kind": ["direct", "indirect"], "words": [30, 10]})
    >>> [text.get_text() for text in voice_share(table).get_yticklabels()]
    ['Ada Moss', 'speaker not resolved']
    """
    check_whole("top", top, 1)
    words = _words_by_form(check_table(table, "attributions", ["speaker", "kind", "words"]), top)
    total = words.to_numpy().sum()
    if not total:
        return nothing_to_show(ax, "no words are attributed to anybody.", title)
    shares = 100 * words / total
    ax = new_axes(ax, rows=2 * len(shares) + 1)
    left = np.zeros(len(shares))
    for form in shares:
        colours = [faded(_share_colour(name), FORMS[form][0]) for name in shares.index]
        ax.barh(range(len(shares)), shares[form], left=left, color=colours, height=0.6, label=FORMS[form][1])
        left += shares[form].to_numpy()
    notes = [f"{share:.0f}%, {count:,} words" for share, count in zip(left, words.sum(axis=1), strict=True)]
    note_rows(ax, pd.Series(left), notes)
    row_labels(ax, shares.index)
    ax.xaxis.set_major_formatter(PercentFormatter(decimals=0))
    ax.set(xlim=(0, None), xlabel=f"Share of the {total:,} attributed words")
    heading(ax, title, [Patch(color=faded(MAIN, FORMS[form][0]), label=f"{form}: {FORMS[form][1]}") for form in shares])
    return ax


def _share_colour(name: str) -> str:
    return QUIET if name in (NOT_RESOLVED, OTHERS) else MAIN


def _words_by_form(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """Sum the words by speaker (rows, most words first, the unresolved last) and kind (columns that occur)."""
    if unknown := sorted(set(map(str, table["kind"])) - set(FORMS)):
        raise TableError(f"attributions: kind {unknown} is not known. Use one of: {', '.join(FORMS)}.")
    table = table.assign(words=counted_words(table))
    table = table[table["words"] > 0]
    words = table["words"].groupby([speaker_names(table), table["kind"].astype(object)]).sum().unstack(fill_value=0)
    words = words[[form for form in FORMS if form in words]]
    order = words.sum(axis=1).sort_values(ascending=False, kind="stable").index
    speakers = [name for name in order if name != NOT_RESOLVED]
    rows = words.loc[speakers[:top]]
    if rest := speakers[top:]:
        rows.loc[OTHERS] = words.loc[rest].sum()
    return pd.concat([rows, words.loc[[NOT_RESOLVED]]]) if NOT_RESOLVED in order else rows
