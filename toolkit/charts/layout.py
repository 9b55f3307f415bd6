"""What stands around a chart's marks: Axes of a fitting size, rows and their notes, scales, legend and title."""

import textwrap
from collections.abc import Iterable, Sequence

import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Transform, blended_transform_factory, offset_copy

from toolkit.charts.labels import drawable, label
from toolkit.charts.style import INK, QUIET

BESIDE_POINT = 9  # points from a point's middle to its note
TONE_SCALE = ([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])


def new_axes(ax: Axes | None, *, rows: float | None = None) -> Axes:
    """Return `ax`, or new Axes of notebook size, as high as its `rows` of bars need."""
    if ax is not None:
        return ax
    height = 4.5 if rows is None else min(max(1.4 + 0.24 * int(rows), 2.4), 100)
    return plt.subplots(figsize=(8, height), layout="constrained")[1]


def nothing_to_show(ax: Axes | None, reason: str, title: str | None) -> Axes:
    """Say in words, on Axes without scales, why there is no chart."""
    ax = new_axes(ax, rows=1)
    ax.set_axis_off()
    ax.text(0.5, 0.5, f"Nothing to show: {reason}", transform=ax.transAxes, ha="center", va="center", color=QUIET)
    heading(ax, title)
    return ax


def row_labels(ax: Axes, labels: Iterable[object]) -> None:
    """Put one label to each row of a bar or strip chart, the first row on top."""
    names = list(map(label, labels))
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.set_ylabel("")
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=False, axis="y")
    sns.despine(ax=ax, left=True, bottom=True)


def note_rows(ax: Axes, ends: pd.Series, notes: Iterable[str], *, clear: float = 5) -> None:
    """Write a note `clear` points beyond the end of each row's bar, on the left of a bar that runs to the left."""
    notes = list(notes)
    ax.margins(x=0.04 + 0.015 * max(map(len, notes), default=0))
    for row, (end, note) in enumerate(zip(ends, notes, strict=True)):
        side, shift = ("right", -clear) if end < 0 else ("left", clear)
        ax.annotate(
            note, (end, row), (shift, 0), textcoords="offset points", ha=side, va="center", color=QUIET, fontsize=9
        )


def zero_line(ax: Axes, *, vertical: bool) -> None:
    """Draw the line that parts positive from negative."""
    line = ax.axvline if vertical else ax.axhline
    line(0, color=INK, linewidth=1, zorder=1.5)


def tone_towards_scale(ax: Axes, target: str) -> None:
    """Give the x axis the whole scale of tone, parted at 0, and room on the right for notes."""
    zero_line(ax, vertical=True)
    ax.set(xlim=(-1.02, 1.5), xlabel=f"Tone towards {target}, from −1 (negative) to 1 (positive)")
    ax.set_xticks(*TONE_SCALE)


def heading(ax: Axes, title: str | None, keys: Sequence[Artist] = ()) -> None:
    """Set the title over the chart and explain the colours between the two; call it last."""
    _set_legend(ax, keys)  # first: the title keeps off it
    _set_title(ax, title)


def _set_legend(ax: Axes, keys: Sequence[Artist]) -> None:
    """Explain the colours in as few lines as fit."""
    left, right, across = _edges(ax)
    for columns in range(len(keys), 0, -1):
        legend = ax.legend(
            handles=list(keys), loc="lower left", bbox_to_anchor=(left, 1), bbox_transform=across, ncols=columns,
            fontsize=9, borderaxespad=0.6, borderpad=0, handlelength=1.2, handletextpad=0.5, columnspacing=1.4,
            labelcolor=INK,
        )  # fmt: skip
        legend.set_in_layout(False)  # the title's distance makes room for it
        if legend.get_window_extent().width <= _width(ax, left, right):
            break


def _set_title(ax: Axes, title: str | None) -> None:
    """Set the title flush with the figure's left edge, in lines that end before its right edge."""
    if not title:
        if legend := ax.get_legend():
            legend.set_in_layout(True)
        return
    left, right, across = _edges(ax)
    pad = 10 + _legend_height(ax)
    drawn = ax.set_title("", loc="left", pad=pad)
    drawn.set_transform(offset_copy(across, _figure(ax), y=pad, units="points"))
    drawn.set_x(left)
    drawn.set_text("\n".join(_wrap(drawn, drawable(title), _width(ax, left, right))))


def _edges(ax: Axes) -> tuple[float, float, Transform]:
    """Return the left and right edge of what stands above the chart: the figure's, or in a panel the panel's."""
    figure = _figure(ax)
    if len(figure.axes) == 1:
        return 0.012, 0.988, blended_transform_factory(figure.transFigure, ax.transAxes)
    return 0.0, 1.0, ax.transAxes


def _width(ax: Axes, left: float, right: float) -> float:
    box = _figure(ax).bbox if len(_figure(ax).axes) == 1 else ax.get_window_extent()
    return (right - left) * box.width


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def _legend_height(ax: Axes) -> float:
    """Return the points that the legend above the chart takes."""
    legend = ax.get_legend()
    return 0 if legend is None else 6 + legend.get_window_extent().height * 72 / _figure(ax).dpi


def _wrap(drawn: Text, title: str, width: float) -> list[str]:
    """Break `title` into the longest lines that are at most `width` pixels wide as drawn, at most five of them."""
    lines = [""]
    for word in (part for long in title.split() for part in textwrap.wrap(long, 40)):
        longer = f"{lines[-1]} {word}".strip()
        drawn.set_text(longer)
        if drawn.get_window_extent().width <= width or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < 5:
            lines.append(word)
        else:
            lines[-1] = lines[-1].rstrip(".") + "…"
            break
    return lines
