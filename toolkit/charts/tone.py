"""A chart of tone along the article."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from toolkit.charts.checks import one_article
from toolkit.charts.labels import DESK, NOT_RESOLVED, OTHERS, REPORTER, label, speaker_names, voice_names
from toolkit.charts.layout import TONE_SCALE, heading, new_axes, nothing_to_show, zero_line
from toolkit.charts.style import OTHER_VOICES, QUIET, REPORTER_GREY, UNRESOLVED_GREY, VOICES, themed
from toolkit.errors import TableError, check_whole
from toolkit.tables import check_table


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
        given. Of its `kind` headline, caption, subheading and body are drawn; dates, bylines and credits are nobody's
        words. A column `voice` names the voices as you see them; missing is a speaker not resolved.
    voices : DataFrame, optional
        The attributions table. A sentence of the body is a speaker's where at least half of its characters are
        attributed to that speaker (of nested attributions the inner one counts), otherwise the reporter's.
    top : int
        Speakers told apart, those of the most sentences first; at most five, further ones share a colour.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        A filled point stands for a sentence with words that carry tone, a hollow one for a sentence without.

    Raises
    ------
    OptionError
        `top` is no whole number of at least 1.
    TableError
        A column is missing or out of range, or the table holds several articles.

    Examples
    --------
    >>> table = pd.DataFrame({"sentence_id": [0, 1], "score": [0.4, -0.2], "hits": [1, 2],
    ...                       "voice": ["reporter", "Ada Moss"]})
    >>> [text.get_text() for text in tone_line(table).get_legend().get_texts()]
    ['reporter', 'Ada Moss']
    """
    check_whole("top", top, 1)
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
    told_apart = "voice" in table or voices is not None
    heading(ax, title, _voice_keys(colours, hollow=bool((shown["hits"] == 0).any())) if told_apart else ())
    return ax


def _tone_axes(ax: Axes, shown: pd.DataFrame) -> None:
    ax.set(ylim=(-1.05, 1.05), ylabel="Tone (1 positive, −1 negative)", xlabel="Sentence (sentence_id)")
    ax.set_yticks(*TONE_SCALE)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=15, integer=True, min_n_ticks=1))
    ax.set_xlim(shown["sentence_id"].min() - 0.7, shown["sentence_id"].max() + 0.7)
    ax.grid(visible=False, axis="x")
    for side in ("top", "right", "left", "bottom"):
        ax.spines[side].set_visible(False)


def _voice_keys(colours: dict[str, str], *, hollow: bool) -> list[Line2D]:
    keys = [_key(label(voice), colour, colour, _marker(voice)) for voice, colour in colours.items()]
    return [*keys, _key("hollow: no word of tone", "white", QUIET, "o")] if hollow else keys


def _marker(voice: str) -> str:
    return {NOT_RESOLVED: "D", "headline": "s", "caption": "^"}.get(voice, "o")


def _key(name: str, face: str, edge: str, marker: str) -> Line2D:
    return Line2D(
        [], [], linestyle="", marker=marker, markersize=7, label=name, markerfacecolor=face, markeredgecolor=edge
    )


def _sentence_voices(table: pd.DataFrame, voices: pd.DataFrame | None) -> pd.DataFrame:
    """Give each sentence a `voice` and a `sentence_id`: its own, that of `voices`, or the reporter's."""
    table = table if "sentence_id" in table else table.assign(sentence_id=range(len(table)))
    if "kind" in table:
        table = table[table["kind"].isin((*DESK, "subheading", "body"))]
    if voices is None:
        return table.assign(voice=voice_names(table) if "voice" in table else REPORTER)
    if absent := [name for name in ("start", "end") if name not in table]:
        raise TableError(f"sentiment: to find the voices the table needs {absent}. Use sentiment(by='sentence').")
    one_article(check_table(voices, "attributions", ["speaker", "parts"]))
    painted, names = _painted(voices, int(table["end"].max()) if len(table) else 0)
    found = [_main_voice(painted[start:end], names) for start, end in zip(table["start"], table["end"], strict=True)]
    spoken = pd.Series(found, index=table.index, dtype=object)
    if "kind" in table:
        spoken = spoken.where(~table["kind"].isin(DESK), table["kind"])
    return table.assign(voice=spoken)


def _painted(voices: pd.DataFrame, length: int) -> tuple[npt.NDArray[np.int64], list[str]]:
    """Number the voice of each character, 0 the reporter; of nested attributions the inner one counts."""
    speakers = speaker_names(voices)
    names = [REPORTER, *dict.fromkeys(speakers)]
    painted = np.zeros(length, dtype=np.int64)
    spans = [(span, names.index(name)) for name, parts in zip(speakers, voices["parts"], strict=True) for span in parts]
    for (start, end), number in sorted(spans, key=lambda item: item[0][0] - item[0][1]):
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
    desk = ("headline", "caption", REPORTER)
    speakers = [voice for voice in voices.value_counts().index if voice not in (*desk, NOT_RESOLVED)]
    colours = {voice: REPORTER_GREY for voice in desk if voice in present}
    colours |= dict(zip(speakers[:most], VOICES, strict=False))
    if len(speakers) > most:
        colours[OTHERS] = OTHER_VOICES
    return colours | ({NOT_RESOLVED: UNRESOLVED_GREY} if NOT_RESOLVED in present else {})
