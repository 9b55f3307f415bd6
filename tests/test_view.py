"""The marked-up article: the right words marked, nothing else changed, and no text that acts on the page."""

import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest

from tests.conftest import load_cases
from toolkit import Article, show
from toolkit.errors import OptionError, TableError
from toolkit.tables import make_table
from toolkit.visible import visible

ALLOWED = {"div", "p", "span"}
ATTRIBUTES = {"aria-label", "aria-level", "class", "dir", "lang", "role", "style", "title"}

# Fictional.
FERRY = Article(
    text="Ferry returns to Skarra\n\nMay 4, 2031\n\nThe ferry at dawn. (Ida Holm/Harbour Photo via AP)\n\n"
    "SKARRA (AP) — “We sail,” Mayor Ada Moss said. “We always did.” She warned that “fares” must rise.\n\n"
    "Nobody asked the islanders, a deckhand said Moss had admitted."
)


@dataclass
class Page(HTMLParser):
    """What a browser would read from the page: elements with their attributes, pieces of text with their styles."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    pieces: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(attributes.get("role") == "article" for _, attributes in self.open):
            attributes = self.open[-1][1]
            self.pieces.append((data, attributes.get("style") or "", attributes.get("title") or ""))

    @property
    def text(self) -> str:
        return "".join(text for text, _, _ in self.pieces)


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


def attribution(article: Article, *parts: str, **values: Any) -> dict[str, Any]:
    spans = tuple((article.text.index(part), article.text.index(part) + len(part)) for part in parts)
    row: dict[str, Any] = {
        "attribution_id": 0, "kind": "direct", "act": "speech", "stance": "neutral", "start": spans[0][0],
        "end": spans[-1][1], "quote": article.text[spans[0][0] : spans[-1][1]], "parts": spans, "words": 1,
    }  # fmt: skip
    for role in ("source", "cue"):
        if role in values:
            start = article.text.index(values[role])
            row |= {f"{role}_start": start, f"{role}_end": start + len(values[role])}
    return row | values


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return make_table("attributions", rows)


SPLIT = attribution(FERRY, "“We sail,”", "“We always did.”", speaker="Ada Moss", source="Mayor Ada Moss", cue="said")


def test_a_split_quotation_its_source_and_its_cue_are_marked_and_name_the_speaker() -> None:
    page = read(show(FERRY, table(SPLIT)).html)

    assert [(text, title) for text, _, title in page.pieces if title] == [
        ("“We sail,”", "direct quotation, Ada Moss"),
        ("Mayor Ada Moss", "source, Ada Moss"),
        ("said", "cue, Ada Moss"),
        ("“We always did.”", "direct quotation, Ada Moss"),
    ]
    assert page.text == FERRY.text


def test_the_kinds_differ_in_the_line_below_as_well_as_in_colour() -> None:
    parts = ("“We sail,”", "“fares” must rise", "Nobody asked the islanders")
    kinds = ("direct", "mixed", "indirect")
    rows = [attribution(FERRY, part, kind=kind, speaker="Ada Moss") for part, kind in zip(parts, kinds, strict=True)]

    styles = {text: style for text, style, title in read(show(FERRY, table(*rows)).html).pieces if title}

    assert [next(line for line in ("solid", "dashed", "dotted") if line in styles[part]) for part in parts] == [
        "solid", "dashed", "dotted",
    ]  # fmt: skip
    assert len({styles[part].split(";")[0] for part in parts}) == 3


def test_an_unresolved_speaker_is_said_to_be_so() -> None:
    named = attribution(FERRY, "“fares” must rise", kind="mixed", source="She")
    unnamed = attribution(FERRY, "“We sail,”")

    titles = [title for _, _, title in read(show(FERRY, table(named, unnamed)).html).pieces if title]

    assert titles == [
        "direct quotation, speaker not resolved, no source named",
        "source, speaker not resolved, source: She",
        "mixed quotation, speaker not resolved, source: She",
    ]


def test_nested_and_crossing_spans_are_cut_into_pieces_that_name_all_they_belong_to() -> None:
    outer = attribution(FERRY, "Nobody asked the islanders", kind="indirect", speaker="Outer")
    crossing = attribution(FERRY, "asked the islanders, a deckhand", kind="mixed", speaker="Crossing")
    inner = attribution(FERRY, "islanders", kind="direct", speaker="Inner")

    page = read(show(FERRY, table(inner, outer, crossing)).html)

    assert [(text, title) for text, _, title in page.pieces if title] == [
        ("Nobody ", "indirect quotation, Outer"),
        ("asked the ", "indirect quotation, Outer; mixed quotation, Crossing"),
        ("islanders", "indirect quotation, Outer; mixed quotation, Crossing; direct quotation, Inner"),
        (", a deckhand", "mixed quotation, Crossing"),
    ]
    assert "solid" in next(style for text, style, _ in page.pieces if text == "islanders")
    assert page.text == FERRY.text


def test_the_parts_of_an_article_look_their_part() -> None:
    page = read(show(FERRY, table()).html)

    roles = [attributes["role"] for _, attributes in page.elements if "role" in attributes]
    assert roles == ["region", "note", "article", "heading"]
    styles = {text: style for text, style, _ in page.pieces}
    assert "font-size:22px" in styles["Ferry returns to Skarra"]
    assert "border-left" in styles["The ferry at dawn. "]
    assert styles["(Ida Holm/Harbour Photo via AP)"] != styles["The ferry at dawn. "]
    assert styles["SKARRA (AP) — "] == "color:#5a5a5a"


def test_the_article_that_ships_is_shown_whole_with_what_attributions_finds(article: Article) -> None:
    shown = show(article)
    page = read(shown.html)

    assert page.text == article.text
    direct = [text for text, _, title in page.pieces if title.startswith("direct quotation, Vladimir Putin")]
    assert direct[0].startswith("”We aren’t building any military bases there")
    assert direct[1].startswith("“But we have fulfilled")
    assert page.elements[0][1]["class"] == "mathjax_ignore tex2jax_ignore"
    assert "Vladimir Putin" in str(page.elements[0][1]["aria-label"])


def test_the_plain_form_is_the_text_and_a_line_for_each_attribution() -> None:
    assert str(show(FERRY, table(SPLIT))) == (
        FERRY.text + "\n[direct, Ada Moss] “We sail,” Mayor Ada Moss said. “We always did.”"
    )
    assert repr(show(FERRY, table())).startswith("<MarkedArticle, ")
    assert show(FERRY, table())._repr_html_() == show(FERRY, table()).html


def test_of_a_table_of_several_articles_the_rows_of_this_one_are_shown() -> None:
    other = attribution(FERRY, "“fares” must rise", speaker="Elsewhere")
    both = table(SPLIT, other).assign(article_id=[FERRY.article_id, "000000000000"])

    assert "Elsewhere" not in show(FERRY, both).html


@pytest.mark.parametrize("case", load_cases("hostile"))
def test_no_text_acts_on_the_page(case: dict[str, str]) -> None:
    body = f"Ferry returns\n\n“{case['text']}” Moss said.\n\nAll of it sails again, and nobody minds it much."
    article = Article(text=body)
    end = article.text.index(" Moss said")
    row = {
        **SPLIT, "start": 15, "end": end, "quote": body[15:end], "parts": ((15, end),), "speaker": case["text"],
        "source_start": 16, "source_end": end - 1, "cue_start": end + 6, "cue_end": end + 10,
    }  # fmt: skip

    page = read(show(article, table(row)).html)

    assert {tag for tag, _ in page.elements} <= ALLOWED
    assert {name for _, attributes in page.elements for name in attributes} <= ATTRIBUTES
    assert page.text == visible(body)
    assert len(page.text) == len(body)
    assert not set(map(chr, (*range(9), *range(14, 32), *range(127, 160), *range(0x202A, 0x202F)))) & set(page.text)


@pytest.mark.parametrize("case", load_cases("hostile"))
def test_no_text_acts_on_the_terminal(case: dict[str, str]) -> None:
    plain = str(show(Article(text=f"x {case['text']}"), table()))

    assert plain == visible(f"x {case['text']}")
    assert "\x1b" not in plain


def test_visible_shows_controls_as_pictures_and_leaves_writing_alone() -> None:
    assert visible("\x00\x1b\x7f\x9b\u202e\u2069\ufffe") == "␀␛␡����"
    assert visible("a\u2028b\x85c\x0cd") == "a\nb\nc\nd"
    assert visible("ليلى\u200e ❤\ufe0f 👩\u200d👧\t\n") == "ليلى\u200e ❤\ufe0f 👩\u200d👧\t\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"parts": ((5, 99_999),)}, "does not lie in the article"),
        ({"parts": ((9, 9),)}, "does not lie in the article"),
        ({"parts": ((-3, 4),)}, "does not lie in the article"),
        ({"parts": "((0, 4),)"}, "must hold tuples"),
        ({"parts": ()}, "must hold tuples"),
        ({"parts": (7,)}, "is no span"),
        ({"parts": (("a", "b"),)}, "is no span"),
        ({"source_start": 5, "source_end": None}, "is no span"),
        ({"cue_end": 99_999}, "does not lie in the article"),
        ({"quote": "We sink"}, "another article, or a span was changed"),
        ({"end": 99_999}, "does not lie in the article"),
        ({"kind": "sung"}, "kind ['sung'] is not known"),
    ],
)
def test_a_bad_span_in_an_edited_table_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError) as problem:
        show(FERRY, table(SPLIT | change))

    assert message in str(problem.value)


def test_what_is_no_article_or_no_attributions_table_is_refused() -> None:
    with pytest.raises(OptionError, match="needs one Article, not str"):
        show("text")  # type: ignore[arg-type]
    with pytest.raises(TableError, match="no column 'parts'"):
        show(FERRY, table(SPLIT).drop(columns="parts"))


def test_showing_a_table_loads_no_parser_and_no_chart_library() -> None:
    code = (
        "import sys; from toolkit import Article, show; from toolkit.tables import make_table;"
        "show(Article(text='Rain fell.'), make_table('attributions', []));"
        "print(sorted({'spacy', 'matplotlib', 'IPython'} & set(sys.modules)))"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"
