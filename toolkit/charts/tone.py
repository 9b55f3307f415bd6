"""Charts of tone: along the article, and by voice."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from toolkit.charts.style import (
    INK,
    LABEL_CELLS,
    MAIN,
    NOT_RESOLVED,
    OTHER_VOICES,
    QUIET,
    REPORTER_GREY,
    UNRESOLVED_GREY,
    VOICES,
    check_top,
    drawable,
    faded,
    legend_above,
    new_axes,
    note_rows,
    nothing_to_show,
    one_article,
    one_row_each,
    row_labels,
    set_title,
    themed,
    zero_line,
)
from toolkit.errors import TableError
from toolkit.tables import check_table
from toolkit.visible import shorten

REPORTER = "reporter"
OTHERS = "other speakers"
FEW_HITS, FADED = 5, 0.4
_TONE = "Tone, from −1 (negative) to 1 (positive)"


@themed
def tone_line(
    table: pd.DataFrame,
    *,
    voices: pd.DataFrame | None = None,
    top: int = 20,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the tone along the article: a point for each sentence, coloured by the voice that speaks in it.

    Parameters
    ----------
    table : DataFrame
        A sentiment table by sentence: `sentence_id`, `score` (-1 to 1), `hits`; `start` and `end` where `voices` is
        given. A column `voice` names the voices as you see them; missing is a speaker not resolved.
    voices : DataFrame, optional
        The attributions table. A sentence is a speaker's where at least half of its characters are attributed to
        that speaker, otherwise the reporter's.
    top : int
        Speakers told apart, those of the most sentences first; at most five, further ones share a colour.
    title : str, optional
        What the chart shows, in a sentence.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        A filled point stands for a sentence with words that carry tone, a hollow one for a sentence without.

    Raises
    ------
    TableError
        A column is missing or out of range, or the table holds several articles.

    Examples
    --------
    >>> table = pd.DataFrame({"sentence_id": [0, 1], "score": [0.4, -0.2], "hits": [1, 2],
    ...                       "voice": ["reporter", "Ada Moss"]})
    >>> [text.get_text() for text in tone_line(table).get_legend().get_texts()]
    ['reporter', 'Ada Moss']
    """
    check_top(top)
    shown = _sentence_voices(one_article(check_table(table, "sentiment", ["score", "hits"])), voices)
    shown = shown.dropna(subset=["score"])
    if shown.empty:
        return nothing_to_show(ax, "no sentence was scored.", title)
    ax = new_axes(ax)
    colours = _voice_colours(shown["voice"], min(top, len(VOICES)))
    shown = shown.assign(shown_as=shown["voice"].where(shown["voice"].isin(list(colours)), OTHERS))
    zero_line(ax, vertical=False)
    for voice, colour in colours.items():
        rows = shown[shown["shown_as"] == voice]
        ax.vlines(rows["sentence_id"], 0, rows["score"], color=colour, linewidth=2)
        faces = [colour if hits else "white" for hits in rows["hits"]]
        ax.scatter(
            rows["sentence_id"], rows["score"], c=faces, edgecolors=colour, linewidths=1.5, s=42, zorder=3,
            marker=_marker(voice), label=voice,
        )  # fmt: skip
    _tone_axes(ax, shown)
    if "voice" in table or voices is not None:
        legend_above(ax, _voice_keys(colours, hollow=bool((shown["hits"] == 0).any())))
    set_title(ax, title)
    return ax


def _tone_axes(ax: Axes, shown: pd.DataFrame) -> None:
    ax.set(ylim=(-1.05, 1.05), ylabel="Tone (1 positive, −1 negative)", xlabel="Sentence (sentence_id)")
    ax.set_yticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])
    ax.xaxis.set_major_locator(MaxNLocator(nbins=15, integer=True, min_n_ticks=1))
    ax.set_xlim(shown["sentence_id"].min() - 0.7, shown["sentence_id"].max() + 0.7)
    ax.grid(visible=False, axis="x")
    for side in ("top", "right", "left", "bottom"):
        ax.spines[side].set_visible(False)


def _voice_keys(colours: dict[str, str], *, hollow: bool) -> list[Line2D]:
    keys = [
        _key(drawable(shorten(voice, LABEL_CELLS)), colour, colour, _marker(voice)) for voice, colour in colours.items()
    ]
    return [*keys, _key("hollow: no word of tone", "white", QUIET, "o")] if hollow else keys


def _marker(voice: str) -> str:
    return "D" if voice == NOT_RESOLVED else "o"


def _key(label: str, face: str, edge: str, marker: str) -> Line2D:
    return Line2D(
        [], [], linestyle="", marker=marker, markersize=7, label=label, markerfacecolor=face, markeredgecolor=edge
    )


def _sentence_voices(table: pd.DataFrame, voices: pd.DataFrame | None) -> pd.DataFrame:
    """Give each sentence a `voice` and a `sentence_id`: its own, that of `voices`, or the reporter's."""
    table = table if "sentence_id" in table else table.assign(sentence_id=range(len(table)))
    if voices is None:
        spoken = table["voice"] if "voice" in table else pd.Series(REPORTER, index=table.index)
        return table.assign(voice=spoken.astype(object).where(spoken.notna(), NOT_RESOLVED).astype(str))
    if absent := [name for name in ("start", "end") if name not in table]:
        raise TableError(f"sentiment: to find the voices the table needs {absent}. Use sentiment(by='sentence').")
    one_article(check_table(voices, "attributions", ["speaker", "parts"]))
    painted, names = _painted(voices, int(table["end"].max()) if len(table) else 0)
    found = [_main_voice(painted[start:end], names) for start, end in zip(table["start"], table["end"], strict=True)]
    return table.assign(voice=pd.Series(found, index=table.index, dtype=object))


def _painted(voices: pd.DataFrame, length: int) -> tuple[npt.NDArray[np.int64], list[str]]:
    """Number the voice of each character, 0 the reporter; of nested attributions the outer one counts."""
    speakers = voices["speaker"].astype(object).where(voices["speaker"].notna(), NOT_RESOLVED)
    names = [REPORTER, *dict.fromkeys(speakers)]
    painted = np.zeros(length, dtype=np.int64)
    spans = [(span, names.index(name)) for name, parts in zip(speakers, voices["parts"], strict=True) for span in parts]
    for (start, end), number in sorted(spans, key=lambda item: item[0][1] - item[0][0]):
        painted[start:end] = number
    return painted, names


def _main_voice(painted: npt.NDArray[np.int64], names: list[str]) -> str:
    """Name the voice that at least half of the characters belong to, otherwise the reporter."""
    counts = np.bincount(painted, minlength=2)
    speaker = int(counts[1:].argmax()) + 1
    return names[speaker] if 0 < len(painted) <= 2 * counts[speaker] else REPORTER


def _voice_colours(voices: pd.Series, most: int) -> dict[str, str]:
    """Return the colour of each voice to tell apart: the reporter quiet, the unresolved pale, the speakers bright."""
    present = set(voices)
    speakers = [v for v in voices.value_counts(sort=True).index if v not in (REPORTER, NOT_RESOLVED)]
    colours = {REPORTER: REPORTER_GREY} if REPORTER in present else {}
    colours |= dict(zip(speakers[:most], VOICES, strict=False))
    if len(speakers) > most:
        colours[OTHERS] = OTHER_VOICES
    return colours | ({NOT_RESOLVED: UNRESOLVED_GREY} if NOT_RESOLVED in present else {})


@themed
def tone_by_voice(table: pd.DataFrame, *, top: int = 20, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the mean tone of each voice as a bar from zero.

    Parameters
    ----------
    table : DataFrame
        A sentiment table by voice: `voice` (missing: not resolved), `score` (-1 to 1), `words`, `hits`; where it has
        `low` and `high`, the ends of an interval, they are drawn too.
    top : int
        Voices drawn, those of the most words; the most positive comes first.
    title : str, optional
        What the chart shows, in a sentence.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        One bar a voice, with its words; a bar is pale where fewer than five words carry tone: too few to trust.

    Raises
    ------
    TableError
        A column is missing or out of range, or a voice repeats.

    Examples
    --------
    >>> table = pd.DataFrame({"voice": ["reporter", "Ada Moss"], "score": [0.1, -0.4], "words": [300, 80],
    ...                       "hits": [20, 2]})
    >>> [float(bar.get_width()) for bar in tone_by_voice(table).patches]
    [0.1, -0.4]
    """
    check_top(top)
    shown = check_table(table, "sentiment", ["score", "words", "hits"])
    if "voice" not in shown:
        raise TableError(f"sentiment: the table has no column 'voice'; it has {list(shown.columns)}.")
    shown = shown.dropna(subset=["score"]).sort_values("words", ascending=False, kind="stable").head(top)
    shown = shown.assign(voice=shown["voice"].astype(object).where(shown["voice"].notna(), NOT_RESOLVED))
    if one_row_each(shown, "voice").empty:
        return nothing_to_show(ax, "no voice was scored.", title)
    shown = shown.sort_values("score", ascending=False, kind="stable").reset_index(drop=True)
    ax = new_axes(ax, rows=2 * len(shown))
    known = {REPORTER: REPORTER_GREY, NOT_RESOLVED: UNRESOLVED_GREY}
    colours = [
        faded(known.get(voice, MAIN), 1.0 if hits >= FEW_HITS else FADED)
        for voice, hits in zip(shown["voice"], shown["hits"], strict=True)
    ]
    ax.barh(shown.index, shown["score"], color=colours, height=0.6)
    if {"low", "high"} <= set(shown.columns):
        lengths = shown[["low", "high"]].sub(shown["score"], axis=0).abs().to_numpy().T
        ax.errorbar(shown["score"], shown.index, xerr=lengths, fmt="none", ecolor=INK, elinewidth=1.2, capsize=2.5)
    note_rows(ax, _outer_ends(shown), [f"{words:,} words" for words in shown["words"]])
    row_labels(ax, shown["voice"])
    zero_line(ax, vertical=True)
    ax.set(xlim=_tone_limits(ax), xlabel=_TONE)
    if (shown["hits"] < FEW_HITS).any():
        legend_above(ax, [Patch(color=faded(MAIN, FADED), label=f"pale: fewer than {FEW_HITS} words that carry tone")])
    set_title(ax, title)
    return ax


def _tone_limits(ax: Axes) -> tuple[float, float]:
    """At least half of the scale, so that a small difference looks small."""
    left, right = ax.get_xlim()
    return min(left, -0.5), max(right, 0.5)


def _outer_ends(shown: pd.DataFrame) -> pd.Series:
    """Where each bar ends, or its interval where it has one."""
    outer = shown["low"].where(shown["score"] < 0, shown["high"]) if {"low", "high"} <= set(shown.columns) else None
    return shown["score"] if outer is None else outer.fillna(shown["score"])
