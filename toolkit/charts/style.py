"""How every chart looks: theme, colours with a meaning, fonts; and what all charts have in common in their help."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec

import matplotlib as mpl
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.text import Text

# Meanings, not decoration: the same colour says the same thing on every chart. All from seaborn's "colorblind".
_SAFE = sns.color_palette("colorblind").as_hex()
INK, QUIET, REPORTER_GREY, UNRESOLVED_GREY = "#222222", "#6b6b6b", "#555555", "#a6a6a6"
MAIN, CONTRAST = _SAFE[0], _SAFE[3]  # blue, vermilion: more and less, above and below
VOICES = (_SAFE[0], _SAFE[1], _SAFE[2], _SAFE[4], _SAFE[9])  # blue, orange, green, pink, sky
OTHER_VOICES = _SAFE[5]  # brown
# How strong the colour of words is that are given so, and what that means.
FORMS = {"direct": (1.0, "word for word"), "mixed": (0.62, "partly word for word"), "indirect": (0.3, "paraphrased")}

# Tried in this order after DejaVu Sans, which has Latin, Greek, Cyrillic, Hebrew and Arabic, for what it lacks.
_FALLBACKS = (
    "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR",
    "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai", "Noto Sans Symbols",
    "Noto Sans Symbols 2", "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback",
    "PingFang SC", "Hiragino Sans", "Apple SD Gothic Neo", "Kohinoor Devanagari", "Arial Unicode MS",
    "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Nirmala UI", "Leelawadee UI", "Segoe UI Symbol",
)  # fmt: skip

# What a chart's docstring says in short, and its help in full.
_IN_SHORT = """\
title, ax
        As for every chart."""
_IN_FULL = """\
title : str, optional
        What the chart shows, in a sentence.
    ax : Axes, optional
        Where to draw; a new figure by default."""

P = ParamSpec("P")


@functools.cache
def font_families() -> tuple[str, ...]:
    """Name the fonts to draw with: DejaVu Sans, which matplotlib brings, and what is installed of the fallbacks."""
    installed = set(font_manager.get_font_names())
    return ("DejaVu Sans", *(name for name in _FALLBACKS if name in installed))


def _theme() -> dict[str, Any]:
    return {
        "figure.figsize": (8, 4.5),
        "figure.dpi": 100,
        "font.family": list(font_families()),
        "font.size": 10,
        "text.parse_math": False,
        "text.color": INK,
        "axes.titlesize": 13,
        "axes.titleweight": "bold",
        "axes.labelcolor": QUIET,
        "axes.edgecolor": QUIET,
        "axes.unicode_minus": True,
        "xtick.color": QUIET,
        "ytick.color": INK,
        "grid.color": "#e6e6e6",
        "legend.frameon": False,
    }


def use_theme() -> None:
    """Give all charts of a notebook, your own matplotlib and seaborn charts included, the toolkit's look.

    Quiet grid, colours that colour-blind readers can tell apart, dollar signs drawn as dollar signs, and fonts for
    other scripts than Latin where they are installed. Call it once, before the first chart; the toolkit's own charts
    read well without it.

    Examples
    --------
    >>> use_theme()
    >>> mpl.rcParams["text.parse_math"]
    False
    """
    sns.set_theme(style="whitegrid", palette="colorblind", rc=_theme())


def themed(chart: Callable[P, Axes]) -> Callable[P, Axes]:
    """Draw `chart` in the toolkit's look whether or not use_theme() was called, and leave the settings as they were.

    Its help says in full what its docstring says in short of `title` and `ax`.
    """

    @functools.wraps(chart)
    def draw(*args: P.args, **kwargs: P.kwargs) -> Axes:
        look: Any = {**sns.axes_style("whitegrid"), **_theme()}
        with mpl.rc_context(look):
            ax = chart(*args, **kwargs)
            for text in ax.findobj(Text):  # those that the Axes brought along as well
                text.set_parse_math(False)
            live = mpl.is_interactive()  # a notebook's backend, loaded by its first chart, turns this on for good
        mpl.interactive(live)
        return ax

    draw.__doc__ = (chart.__doc__ or "").replace(_IN_SHORT, _IN_FULL)
    return draw


def faded(colour: str, strength: float) -> tuple[float, float, float]:
    """Return the colour mixed with white: 1 is the colour, 0 white."""
    red, green, blue = (1 - strength * (1 - part) for part in to_rgb(colour))
    return red, green, blue
