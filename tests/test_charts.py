"""The charts, read from what is drawn: lengths, ends, places, colours and words are the table's."""

import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.text import Text

from tests.conftest import load_cases
from toolkit import (
    Article,
    attributions,
    charts,
    concordance,
    keywords,
    sentiment,
    tokens,
    word_frequencies,
)
from toolkit.charts.labels import drawable
from toolkit.charts.style import CONTRAST, MAIN, REPORTER_GREY, UNRESOLVED_GREY, VOICES
from toolkit.errors import OptionError, TableError
from toolkit.tables import make_table
from toolkit.visible import shorten

# Fictional.
WORDS = pd.DataFrame(
    {"word": ["fare", "ferry", "harbour"], "count": [3, 6, 2], "per_10k": [150.0, 300.0, 100.0],
     "low": [51.0, 137.7, 27.4], "high": [433.0, 639.1, 358.2]}
)  # fmt: skip
KEYS = pd.DataFrame(
    {"word": ["ferry", "fare", "the", "dawn"], "count": [6, 3, 2, 1], "log_likelihood": [70.2, 14.0, 30.5, 4.1],
     "log_ratio": [7.0, 3.0, -2.0, 5.5], "bic": [60.0, 4.0, 20.0, -6.0]}
)  # fmt: skip
HITS = pd.DataFrame({"start": [90, 4, 40, 60], "match": ["Ferry", "ferry", "fare", "ferry"]})
TONE = pd.DataFrame(
    {"sentence_id": [0, 2, 3, 4], "kind": ["headline", "body", "body", "body"], "start": [0, 20, 40, 60],
     "end": [20, 40, 60, 80], "score": [0.0, 0.5, -0.25, -0.75], "hits": [0, 2, 1, 3]}
)  # fmt: skip
VOICE = pd.DataFrame(
    {"voice": ["reporter", "speaker", "speaker", "caption"], "speaker": [None, "Ada Moss", None, None],
     "score": [0.1, -0.4, 0.2, 0.0], "words": [300, 80, 9, 20], "hits": [20, 6, 1, 0]}
)  # fmt: skip
SHIFT = make_table(
    "word_shift",
    [
        {"word": "calm", "first": 9.5, "second": 0.0, "shift": -9.5},
        {"word": "glad", "first": 0.0, "second": 3.2, "shift": 3.2},
    ],
)
TOWARDS = pd.DataFrame(
    {
        "target": ["Ada Moss", "Ben Holm"],
        "tone": ["positive", None],
        "score": [0.5, -0.8],
        "low": [0.2, None],
        "high": [0.7, None],
        "mentions": [9, 1],
        "sentences": [8, 1],
    }
)
SAID = make_table(
    "attributions",
    [
        {"attribution_id": 0, "kind": "direct", "speaker": "Ada Moss", "start": 40, "end": 55, "parts": ((40, 55),),
         "words": 30},
        {"attribution_id": 1, "kind": "indirect", "speaker": None, "start": 60, "end": 80, "parts": ((60, 80),),
         "words": 10},
        {"attribution_id": 2, "kind": "indirect", "speaker": "Ada Moss", "start": 20, "end": 29, "parts": ((20, 29),),
         "words": 10},
        {"attribution_id": 3, "kind": "indirect", "speaker": "Ida Holm", "start": 45, "end": 46, "parts": ((45, 46),),
         "words": 1, "within": 0},
    ],
)  # fmt: skip
AUDIT = pd.DataFrame(
    {
        "source": ["Ada Moss", None, "Ben Holm"],
        "naming": ["named", "unclear", "named"],
        "words": [20, 1, 0],
        "direct_words": [12, 0, 0],
        "mixed_words": [0, 1, 0],
        "indirect_words": [8, 0, 0],
        "accused_by": [(), ("Ada Moss",), ("Ada Moss", "Cy Reed")],
        "heard": [True, True, False],
    }
)
TRUST = make_table(
    "self_check",
    [
        {"measure": "precision", "meaning": "", "value": 0.85, "low": 0.64, "high": 0.95, "labelled": 20,
         "published": 0.78, "published_low": 0.69, "published_high": 0.86},
        {"measure": "recall", "meaning": "", "labelled": 0, "published": 0.79, "published_low": 0.74,
         "published_high": 0.85},
        {"measure": "exact precision", "meaning": "", "value": 0.5, "low": 0.3, "high": 0.7, "labelled": 20},
    ],
)  # fmt: skip
SURE = pd.DataFrame(
    {"texts": ["news", "news", "yours"], "confidence": [0.6, 0.95, 0.93], "right": [0.5, 0.96, 0.9],
     "low": [0.4, 0.9, 0.6], "high": [0.6, 0.99, 0.98], "attributions": [1_300, 900, 10]}
)  # fmt: skip
CHARTS: dict[str, tuple[Callable[..., Axes], pd.DataFrame]] = {
    "word_bars": (charts.word_bars, WORDS),
    "keyness_bars": (charts.keyness_bars, KEYS),
    "dispersion_strip": (charts.dispersion_strip, HITS),
    "tone_line": (charts.tone_line, TONE),
    "tone_by_voice": (charts.tone_by_voice, VOICE),
    "voice_share": (charts.voice_share, SAID),
    "tone_towards": (charts.tone_towards, TOWARDS),
    "source_bars": (charts.source_bars, AUDIT),
    "word_shift_bars": (charts.word_shift_bars, SHIFT),
    "self_check": (charts.self_check, TRUST),
    "calibration": (charts.calibration, SURE),
}
every_chart = pytest.mark.parametrize(("chart", "table"), CHARTS.values(), ids=CHARTS)


@pytest.fixture(autouse=True)
def _closed_figures() -> Iterator[None]:
    yield
    plt.close("all")


def rows(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def widths(ax: Axes) -> list[float]:
    return [round(float(bar.get_width()), 3) for bar in ax.patches]


def notes(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def legend(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()]


def interval_ends(ax: Axes) -> list[list[float]]:
    return [line[:, 0].tolist() for line in ax.containers[-1][2][0].get_segments()]


def words_drawn(ax: Axes) -> str:
    return "\n".join(text.get_text() for text in ax.findobj(Text))


def test_word_bars_are_as_long_as_the_rates_and_show_the_intervals() -> None:
    ax = charts.word_bars(WORDS)

    assert rows(ax) == ["ferry", "fare", "harbour"]
    assert widths(ax) == [300.0, 150.0, 100.0]
    assert np.allclose(interval_ends(ax), [[137.7, 639.1], [51.0, 433.0], [27.4, 358.2]])
    assert notes(ax) == ["6", "3", "2"]
    assert ax.get_xlim()[0] == 0
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first row on top
    assert "per 10,000 words" in ax.get_xlabel()


def test_top_takes_the_most_frequent() -> None:
    assert rows(charts.word_bars(WORDS, top=2)) == ["ferry", "fare"]
    assert rows(charts.keyness_bars(KEYS, top=2)) == ["ferry", "the"]
    assert rows(charts.dispersion_strip(HITS, top=1)) == ["ferry"]


def test_keyness_bars_measure_the_effect_and_fade_with_the_evidence() -> None:
    ax = charts.keyness_bars(KEYS)

    assert rows(ax) == ["ferry", "dawn", "fare", "the"]
    assert widths(ax) == [7.0, 5.5, 3.0, -2.0]
    colours = [to_hex(bar.get_facecolor()) for bar in ax.patches]
    assert (colours[0], colours[3]) == (MAIN, CONTRAST)
    assert len(set(colours)) == 4
    assert legend(ax) == [
        "very strong evidence (BIC above 10)", "some evidence (2 to 10)", "weak evidence", "less than in the reference",
    ]  # fmt: skip
    formatter = ax.xaxis.get_major_formatter()
    assert [formatter(power, 0) for power in (-2, 0, 3, 10)] == ["1/4", "same", "8×", "1,024×"]
    assert [line.get_xdata() for line in ax.lines][-1] == [0, 0]  # the line that parts more from less


def test_keyness_bars_by_evidence_run_left_for_words_used_less() -> None:
    ax = charts.keyness_bars(KEYS, by="log_likelihood")

    assert widths(ax) == [70.2, 14.0, 4.1, -30.5]
    assert ax.xaxis.get_major_formatter()(-30.0, 0) == "30"


def test_a_dispersion_strip_has_a_tick_where_each_word_stands() -> None:
    ax = charts.dispersion_strip(HITS)

    assert rows(ax) == ["ferry", "fare"]
    assert [sorted(ticks.get_positions()) for ticks in ax.collections[:2]] == [[4, 60, 90], [40]]
    assert notes(ax) == ["3", "1"]


def test_a_dispersion_strip_with_its_article_has_the_article_s_length_as_scale() -> None:
    article = Article(text="x" * 200)

    ax = charts.dispersion_strip([HITS.head(2), HITS.tail(2)], article=article)

    assert [sorted(ticks.get_positions()) for ticks in ax.collections[:2]] == [[2, 30, 45], [20]]
    assert ax.get_xlim()[1] == pytest.approx(100, abs=1)
    with pytest.raises(TableError, match="from another article"):
        charts.dispersion_strip(HITS, article=Article(text="x" * 90))


def test_a_tone_line_colours_each_sentence_by_its_voice() -> None:
    ax = charts.tone_line(TONE, voices=SAID)

    drawn = {
        points.get_label(): (points.get_offsets().tolist(), to_hex(points.get_edgecolors()[0]))
        for points in ax.collections
        if not str(points.get_label()).startswith("_")
    }
    assert drawn == {
        "headline": ([[0, 0.0]], REPORTER_GREY),
        "reporter": ([[2, 0.5]], REPORTER_GREY),  # nine of twenty characters are Moss's: fewer than half
        "Ada Moss": ([[3, -0.25]], VOICES[0]),
        "speaker not resolved": ([[4, -0.75]], UNRESOLVED_GREY),
    }
    assert legend(ax) == ["headline", "reporter", "Ada Moss", "speaker not resolved", "hollow: no word of tone"]
    assert [to_hex(points.get_facecolors()[0]) for points in ax.collections if points.get_label() == "headline"] == [
        "#ffffff"
    ]
    assert ax.get_ylim() == (-1.05, 1.05)


def test_a_tone_line_of_many_speakers_tells_five_apart() -> None:
    many = pd.DataFrame({"score": [0.1] * 16, "hits": [1] * 16, "voice": [f"Speaker {i % 8}" for i in range(16)]})

    assert legend(charts.tone_line(many)) == [*(f"Speaker {i}" for i in range(5)), "other speakers"]
    assert legend(charts.tone_line(many, top=2)) == ["Speaker 0", "Speaker 1", "other speakers"]


def test_tone_by_voice_names_the_voices_and_pales_where_there_is_little_to_go_by() -> None:
    ax = charts.tone_by_voice(VOICE)

    assert rows(ax) == ["speaker not resolved", "reporter", "caption", "Ada Moss"]
    assert widths(ax) == [0.2, 0.1, 0.0, -0.4]
    assert notes(ax) == ["9 words, too little text", "300 words", "20 words, none of tone", "80 words"]
    colours = [to_hex(bar.get_facecolor()) for bar in ax.patches]
    assert (colours[1], colours[3]) == (REPORTER_GREY, MAIN)
    assert colours[0] not in (UNRESOLVED_GREY, "#ffffff")
    assert legend(ax) == ["pale: too little text"]


def test_tone_by_voice_pales_what_the_table_notes() -> None:
    ax = charts.tone_by_voice(VOICE.head(2).assign(note=["too little text", None]))

    assert notes(ax) == ["300 words, too little text", "80 words"]
    assert to_hex(ax.patches[0].get_facecolor()) != REPORTER_GREY
    assert to_hex(ax.patches[1].get_facecolor()) == MAIN


def test_tone_by_voice_draws_the_intervals_that_the_table_has() -> None:
    ax = charts.tone_by_voice(VOICE.head(2).assign(low=[0.0, -0.7], high=[0.3, -0.1]))

    assert np.allclose(interval_ends(ax), [[0.0, 0.3], [-0.7, -0.1]])


def test_voice_share_adds_up_to_all_words_and_keeps_the_unresolved_apart() -> None:
    ax = charts.voice_share(SAID)

    assert rows(ax) == ["Ada Moss", "speaker not resolved"]
    assert widths(ax) == [60.0, 0.0, 20.0, 20.0]  # direct of both, then indirect of both; the nested row not twice
    assert notes(ax) == ["80%, 40 words", "20%, 10 words"]
    assert "50 attributed words" in ax.get_xlabel()
    assert legend(ax) == ["direct: word for word", "indirect: paraphrased"]


def test_voice_share_joins_the_speakers_beyond_the_top() -> None:
    table = pd.DataFrame({"speaker": ["Ada", "Ben", "Cem", "Dov"], "kind": "direct", "words": 10})

    ax = charts.voice_share(table, top=2)

    assert rows(ax) == ["Ada", "Ben", "other speakers"]
    assert notes(ax)[-1] == "50%, 20 words"


@every_chart
def test_a_chart_draws_on_the_axes_it_is_given_and_titles_them(chart: Callable[..., Axes], table: pd.DataFrame) -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))

    assert chart(table, ax=right, title="The finding") is right
    assert right.get_title(loc="left") == "The finding"
    assert not left.has_data()
    figure.canvas.draw()


@every_chart
def test_an_empty_table_gives_a_chart_that_says_so(chart: Callable[..., Axes], table: pd.DataFrame) -> None:
    ax = chart(table.head(0), title="Nothing")

    assert notes(ax)[0].startswith("Nothing to show: ")
    assert not ax.axison


@every_chart
def test_a_missing_column_and_a_senseless_top_are_refused(chart: Callable[..., Axes], table: pd.DataFrame) -> None:
    with pytest.raises(TableError, match="has no column"):
        chart(table[["kind"]] if "kind" in table else table[[]])
    with pytest.raises(TableError, match="DataFrame is needed"):
        chart(7)
    if chart in (charts.self_check, charts.calibration):
        return  # they draw every row, however many there are
    for top in (0, -1, 2.5, True, "all"):
        with pytest.raises(OptionError, match="top="):
            chart(table, top=top)


def test_tables_that_would_mislead_are_refused() -> None:
    with pytest.raises(TableError, match="'ferry' more than once"):
        charts.word_bars(pd.concat([WORDS, WORDS.tail(2)]))
    with pytest.raises(TableError, match="2 articles"):
        charts.tone_line(TONE.assign(article_id=["a", "a", "b", "b"]))
    with pytest.raises(TableError, match="missing or infinite"):
        charts.keyness_bars(KEYS.assign(log_ratio=[1.0, np.inf, 1.0, 1.0]))
    with pytest.raises(TableError, match="'sung'"):
        charts.voice_share(SAID.assign(kind="sung"))
    with pytest.raises(TableError, match=r"\['start', 'end'\]"):
        charts.tone_line(TONE.drop(columns=["start", "end"]), voices=SAID)
    with pytest.raises(OptionError, match="by='p'"):
        charts.keyness_bars(KEYS, by="p")


@every_chart
def test_titles_and_legends_stay_inside_the_figure(chart: Callable[..., Axes], table: pd.DataFrame) -> None:
    options: dict[str, Any] = {"voices": SAID} if chart is charts.tone_line else {}
    ax = chart(
        table, title="A finding that needs far more words than a line of the figure has room for, " * 2, **options
    )

    ax.figure.canvas.draw()

    page = ax.figure.bbox
    title = ax._left_title.get_window_extent()  # type: ignore[attr-defined]
    assert title.x0 >= page.x0
    assert title.x1 <= page.x1
    assert title.y1 <= page.y1 + 1
    assert ax.get_title(loc="left").count("\n") >= 1
    if ax.get_legend():
        box = ax.get_legend().get_window_extent()
        assert page.x0 <= box.x0 < box.x1 <= page.x1
        assert box.y1 <= title.y0 + 1


@pytest.mark.parametrize("case", load_cases("hostile"))
def test_any_text_is_drawn_as_it_is(case: dict[str, str]) -> None:
    text = case["text"]
    options = {"title": text}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No installed font draws")
        drawn = [
            charts.word_bars(WORDS.assign(word=[text, "b", "c"]), **options),
            charts.keyness_bars(KEYS.assign(word=[text, "b", "c", "d"]), **options),
            charts.dispersion_strip(HITS.assign(match=text), **options),
            charts.tone_line(TONE.assign(voice=[text, "a", None, "b"], kind="body"), **options),
            charts.tone_by_voice(VOICE.assign(speaker=[None, text, None, None]), **options),
            charts.voice_share(SAID.assign(speaker=text), **options),
        ]
        name = drawable(shorten(text, 28))
        warnings.simplefilter("error")  # no glyph may be missing from now on
        drawn[0].figure.canvas.draw()  # labels of rows
        drawn[3].figure.canvas.draw()  # labels in a legend
        for ax in drawn:
            assert name in words_drawn(ax)
            assert not any(text.get_parse_math() for text in ax.findobj(Text))
            assert not set(map(chr, (*range(9), 11, *range(14, 32), *range(127, 160)))) & set(words_drawn(ax))


def test_a_character_that_no_font_has_is_a_box_and_is_named_in_a_warning() -> None:
    with pytest.warns(UserWarning, match="No installed font draws \U0001f9ff: boxes stand for it"):
        ax = charts.word_bars(WORDS.assign(word=["Eye \U0001f9ff", "b", "c"]))

    assert "Eye □" in rows(ax)


def test_greek_cyrillic_hebrew_and_arabic_names_need_no_boxes() -> None:
    for name in ("Ελένη Βράχου", "Жанна Мороз", "נועה הים", "ليلى الميناء", "Łucja Żuławska-Ñandú"):
        assert drawable(name) == name


def test_drawing_leaves_the_settings_and_use_theme_sets_them() -> None:
    before = dict(mpl.rcParams)
    charts.word_bars(WORDS)
    assert dict(mpl.rcParams) == before

    with mpl.rc_context():
        charts.use_theme()
        assert mpl.rcParams["text.parse_math"] is False
        assert mpl.rcParams["font.family"][0] == "DejaVu Sans"
        plt.figure().text(0.5, 0.5, "$4 million and $5 million")


def test_importing_the_charts_changes_no_setting() -> None:
    code = (
        "import matplotlib as mpl, seaborn; before = dict(mpl.rcParams); from toolkit import charts;"
        "print(dict(mpl.rcParams) == before)"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "True"


def test_the_article_that_ships_can_be_drawn_without_a_warning(article: Article) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        said = attributions(article)
        drawn = [
            charts.word_bars(word_frequencies(article)),
            charts.keyness_bars(keywords(article)),
            charts.dispersion_strip(concordance(article, "Venezuela"), article=article),
            charts.dispersion_strip(tokens(article).query("pos == 'PROPN'"), by="lemma", article=article),
            charts.tone_line(sentiment(article), voices=said),
            charts.tone_by_voice(sentiment(article, by="voice")),
            charts.voice_share(said),
        ]
        for ax in drawn:
            ax.figure.canvas.draw()

    assert [ax.axison for ax in drawn] == [True] * 7
    assert "Vladimir Putin" in rows(drawn[-1])


def test_tone_towards_draws_an_interval_only_where_there_is_enough_text() -> None:
    ax = charts.tone_towards(TOWARDS)

    points, (lines,) = ax.collections[-1], [c for c in ax.collections if hasattr(c, "get_segments")]
    assert points.get_offsets()[:, 0].tolist() == [0.5, -0.8]
    assert [segment[:, 0].tolist() for segment in lines.get_segments()] == [[0.2, 0.7]]
    assert points.get_facecolors()[1].tolist() == [1, 1, 1, 1]  # hollow: nothing bold on one sentence
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["positive", "hollow: too little text"]
    assert {"9 mentions in 8 sentences", "1 mention in 1 sentence"} <= {t.get_text() for t in ax.texts}


def test_source_bars_stack_the_words_by_kind_and_list_who_goes_unheard() -> None:
    ax = charts.source_bars(AUDIT, top=2)

    assert rows(ax) == ["Ada Moss", "no source given", "Ben Holm"]
    assert widths(ax) == [12, 0, 0, 0, 1, 0, 8, 0, 0]
    assert [to_hex(ax.patches[i].get_facecolor()) for i in (0,)] == [MAIN.lower()]
    notes = [text.get_text() for text in ax.texts]
    assert notes == ["20 words", "1 word; accused by Ada Moss", "not heard; accused by Ada Moss, Cy Reed"]
    keys = [text.get_text() for text in ax.get_legend().get_texts()]
    assert keys == ["named", "unclear", "direct: word for word", "mixed: partly word for word", "indirect: paraphrased"]


def test_source_bars_refuse_an_unknown_naming() -> None:
    with pytest.raises(TableError, match="naming"):
        charts.source_bars(AUDIT.assign(naming="famous"))


def test_self_check_draws_your_figure_above_the_published_one() -> None:
    ax = charts.self_check(TRUST)
    yours, published = (collection.get_offsets() for collection in ax.collections if len(collection.get_offsets()) > 1)

    assert rows(ax) == ["precision (20)", "recall (0)", "exact precision (20)"]
    assert yours[:, 0].tolist() == [0.85, 0.5]
    assert published[:, 0].tolist() == [0.78, 0.79]
    assert yours[0, 1] < 0 < published[0, 1]  # the first row is on top, so that less is higher
    assert notes(ax) == ["85%", "50%", "78%", "79%"]
    assert legend(ax) == ["your texts", "published"]


def test_calibration_draws_each_texts_bands_and_fills_yours() -> None:
    ax = charts.calibration(SURE)
    dashed, news, yours = ax.get_lines()

    assert (news.get_xdata().tolist(), news.get_ydata().tolist()) == ([0.6, 0.95], [0.5, 0.96])
    assert (news.get_markerfacecolor(), yours.get_markerfacecolor()) == ("white", MAIN)
    assert list(dashed.get_xdata()) == list(dashed.get_ydata())
    assert legend(ax) == ["news (2,200)", "yours (10)", "as often right as it says"]
