"""The self-check: a fair sample, labels that are kept and fit, right estimates, buttons that do what they say."""

import csv
import json
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from toolkit import Article, Corpus, calibration, correct, draw_sample, label_sample, read_labels, self_check, sentiment
from toolkit import attributions as find_attributions
from toolkit.errors import MissingExtraError, OptionError, ReadError, TableError
from toolkit.selfcheck.estimates import poisson_interval, ratio_interval, recall
from toolkit.selfcheck.labels import ANSWERS

CASES = Path(__file__).parent / "cases"
STORY = (
    "The ferry to Lunn is back, Mayor Ada Moss said on Monday. “It sails at noon,” she added. Ben Holm denied that the "
    "quay was unsafe.\n\nThe harbour was quiet. A spokesman for the yard warned of delays. The tide was high, and "
    "nobody complained about the splendid new timetable."
)


@pytest.fixture
def story() -> Article:
    return Article(text=STORY)


@pytest.fixture
def sample(story: Article) -> pd.DataFrame:
    return draw_sample(story)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "labels.csv"


# --- the sample


def test_all_is_drawn_where_there_is_less_than_is_wanted(story: Article, sample: pd.DataFrame) -> None:
    said, read = find_attributions(story), sentiment(story)

    drawn = sample[sample["kind"] == "attribution"]

    assert sorted(zip(drawn["start"], drawn["end"], strict=True)) == sorted(
        zip(said["start"], said["end"], strict=True)
    )
    assert sorted(sample.loc[sample["kind"] == "sentence", "start"]) == read["start"].tolist()
    assert set(drawn["drawn_from"]) == {len(said)}
    assert sample["item"].tolist() == list(range(len(said) + len(read)))


def test_every_span_points_to_its_words(story: Article, sample: pd.DataFrame) -> None:
    for row in sample.itertuples():
        assert story.text[row.start : row.end] == row.text
        if row.kind == "attribution":
            named = {role: row.context[start:end] for start, end, role in row.marks}
            assert (named["source"], named["cue"]) == (row.source, row.cue)
            assert named["words"] in row.text


def test_a_larger_sample_begins_with_the_smaller(story: Article) -> None:
    small, large = draw_sample(story, attributions=2, sentences=2), draw_sample(story, attributions=3, sentences=4)

    assert small["fits"].tolist() == [*large["fits"][:2], *large["fits"][3:5]]


def test_another_seed_draws_in_another_order(story: Article, sample: pd.DataFrame) -> None:
    other = draw_sample(story, seed=3)

    assert set(other["fits"]) == set(sample["fits"])
    assert other["fits"].tolist() != sample["fits"].tolist()


def test_each_sentence_has_the_same_chance(story: Article) -> None:
    firsts = [draw_sample(story, attributions=0, sentences=1, seed=seed)["start"].item() for seed in range(120)]

    counts = pd.Series(firsts).value_counts()

    assert len(counts) == 6
    assert counts.min() >= 9  # 20 expected; fewer than 9 would come once in 500 fair draws


def test_how_many_begin_in_a_sentence(sample: pd.DataFrame) -> None:
    found = sample[sample["kind"] == "sentence"].set_index("text")["found"]

    assert found["The harbour was quiet."] == 0
    assert found["“It sails at noon,” she added."] == 1


def test_a_stored_corpus_gives_the_same_sample(story: Article) -> None:
    other = Article(text="“Rain is coming,” Cora Fenn said. The streets were empty.")
    with Corpus() as corpus:
        corpus.add([story, other]).run(1, progress=False, tables=["attributions", "sentiment_by_sentence"])

        drawn = draw_sample(corpus)

    pd.testing.assert_frame_equal(drawn, draw_sample([story, other]))


def test_many_articles_are_read_once_each_and_all_can_be_drawn() -> None:
    articles = [Article(text=f"“It sails,” Ada Moss said on day {n}. Rain fell.") for n in range(12)]

    drawn = draw_sample(articles, attributions=100, sentences=100)

    assert drawn["kind"].value_counts().to_dict() == {"sentence": 24, "attribution": 12}
    assert drawn["article_id"].nunique() == 12


@pytest.mark.parametrize("number", [-1, 2.5, True])
def test_a_number_that_is_none_is_refused(story: Article, number: int) -> None:
    with pytest.raises(OptionError, match="whole number"):
        draw_sample(story, sentences=number)


def test_no_article_is_refused() -> None:
    with pytest.raises(OptionError, match="empty"):
        draw_sample([])


# --- the estimates


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Wilson's interval as the textbook writes it, worked out apart from the toolkit's."""
    z, p = 1.959963984540054, hits / of
    middle, spread = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return (middle - spread) / (1 + z * z / of), (middle + spread) / (1 + z * z / of)


def labels_of(words: list[str], speakers: list[str], missed: list[str], tones: list[tuple[str, str]]) -> pd.DataFrame:
    """Make a labelled sample from the labels alone: of 200 attributions and 300 sentences."""
    said = [
        {"kind": "attribution", "drawn_from": 200, "confidence": 0.8, "words_right": w, "speaker_right": s or None}
        for w, s in zip(words, speakers, strict=True)
    ]
    read = [
        {"kind": "sentence", "drawn_from": 300, "missed": m, "tone": tone, "tone_read": label}
        for m, (tone, label) in zip(missed, tones, strict=True)
    ]
    return pd.DataFrame([*said, *read])


LABELS = labels_of(
    ["yes"] * 12 + ["partly"] * 4 + ["no"] * 3 + ["skip"],
    ["yes"] * 13 + ["no"] * 2 + ["skip"] + [""] * 4,
    ["0"] * 16 + ["1", "1", "2", "skip"],
    [("neutral", "neutral")] * 11 + [("negative", "neutral")] * 8 + [("positive", "skip")],
)


def test_the_shares_and_their_intervals_are_those_worked_out_by_hand() -> None:
    table = self_check(LABELS).set_index("measure")

    for measure, hits, of in (
        ("precision", 16, 19),
        ("exact precision", 12, 19),
        ("speaker", 13, 15),
        ("tone", 11, 19),
    ):
        row = table.loc[measure]
        assert (row["value"], row["labelled"]) == (pytest.approx(hits / of), of)
        assert (row["low"], row["high"]) == pytest.approx(wilson(hits, of))
        assert row["note"] == "1 skipped"
    assert wilson(16, 19) == pytest.approx((0.6243, 0.9448), abs=5e-5)


def test_recall_puts_both_samples_together() -> None:
    row = self_check(LABELS).set_index("measure").loc["recall"]

    right, missed = 200 * 16 / 19, 300 * 4 / 19
    assert row["value"] == pytest.approx(right / (right + missed)) == pytest.approx(0.7273, abs=5e-5)
    assert row["low"] < row["value"] < row["high"]
    assert (row["labelled"], row["note"]) == (19, "2 skipped")


def test_the_interval_of_a_rate_and_of_a_ratio_by_hand() -> None:
    z = 1.959963984540054
    low, high = poisson_interval(4, 19)

    assert (low, high) == pytest.approx(
        ((4 + z * z / 2 - z * math.sqrt(4 + z * z / 4)) / 19, (4 + z * z / 2 + z * math.sqrt(4 + z * z / 4)) / 19)
    )
    assert poisson_interval(0, 20) == pytest.approx((0, z * z / 20))
    # Both ends solve the same equation: the distance from the estimate, in standard errors, of each part.
    for end in ratio_interval(0.3, (0.2, 0.45), 0.8, (0.7, 0.88)):
        top, below = (0.3 - 0.2, 0.88 - 0.8) if end < 0.3 / 0.8 else (0.45 - 0.3, 0.8 - 0.7)
        assert (0.3 - end * 0.8) ** 2 == pytest.approx(top**2 + end**2 * below**2)


def test_nothing_missed_is_no_proof_of_a_perfect_recall() -> None:
    value, low, high = recall(20, 20, 0, 20, each=1.5)

    assert (value, high) == (1, 1)
    assert 0.7 < low < 0.8


@pytest.mark.parametrize(("precise", "found", "items"), [(0.78, 0.8, 20), (0.95, 0.7, 20), (0.6, 0.9, 50)])
def test_the_interval_of_recall_holds_the_truth_about_as_often_as_it_says(
    precise: float, found: float, items: int
) -> None:
    """Samples drawn from a made-up corpus of as many sentences as attributions given."""
    chance = np.random.default_rng(7)
    rate = precise * (1 - found) / found  # missed ones to a sentence
    held = 0
    for _ in range(1_000):
        right, missed = chance.binomial(items, precise), chance.poisson(rate, items).clip(max=3).sum()
        _, low, high = recall(int(right), items, int(missed), items, each=1)
        held += low <= found <= high

    assert 925 <= held <= 985


def test_a_precision_too_low_for_the_formula_still_gives_an_interval_that_holds_the_estimate() -> None:
    value, low, high = recall(1, 20, 5, 20, each=1)

    assert 0 <= low < value < high <= 1


def test_figures_without_labels_are_missing_and_say_so(sample: pd.DataFrame) -> None:
    table = self_check(sample)

    assert table["value"].isna().all()
    assert set(table["note"]) == {"no labels"}
    assert table.set_index("measure").loc["precision", "published"] == pytest.approx(0.78, abs=0.1)


def test_nothing_right_gives_no_recall() -> None:
    table = self_check(LABELS.assign(words_right=LABELS["words_right"].where(LABELS["words_right"].isna(), "no")))

    assert table.set_index("measure").loc["precision", "value"] == 0
    assert pd.isna(table.set_index("measure").loc["recall", "value"])


def test_few_labels_are_called_few() -> None:
    table = self_check(LABELS.iloc[:9]).set_index("measure")

    assert table.loc["precision", "note"] == "too few labels"


def test_your_labels_stand_beside_the_published_calibration() -> None:
    labels = LABELS.assign(confidence=[0.95] * 10 + [0.4] * 10 + [None] * 20)

    yours = calibration(labels).set_index(["texts", "band"]).loc["yours"]

    assert yours["attributions"].to_dict() == {"below 0.5": 9, "0.9 and above": 10}
    assert yours.loc["below 0.5", "right"] == pytest.approx(6 / 9)
    assert tuple(yours.loc["0.9 and above", ["low", "high"]]) == pytest.approx(wilson(10, 10))


def test_the_published_confidence_is_what_it_says() -> None:
    """Of the attributions at 0.9 and above about nine in ten are right, on both sets."""
    table = calibration()
    surest = table[table["band"] == "0.9 and above"]

    assert len(table) == 8
    assert (surest["right"] >= 0.9).all()
    assert ((surest["right"] - surest["confidence"]).abs() < 0.05).all()


# --- the file


def test_labels_come_back_as_they_were_given(sample: pd.DataFrame, file: Path) -> None:
    box = label_sample(sample, file)
    for press in (0, 1, 1, 0, 2):  # right; not that speaker; partly; that speaker; no
        box.answers[press].click()

    labelled = read_labels(file, sample)

    assert labelled["words_right"].tolist()[:4] == ["yes", "partly", "no", pytest.approx(float("nan"), nan_ok=True)]
    assert labelled["speaker_right"].tolist()[:2] == ["no", "yes"]
    assert labelled["speaker_right"].isna()[2]


def test_the_file_can_be_read_by_people_and_spreadsheets(tmp_path: Path) -> None:
    article = Article(text="“=1+1,” Ada Moss said. Then, on Tuesday, she added: “–5 degrees,\nat noon.”")
    sample, file = draw_sample(article), tmp_path / "labels.csv"
    label_sample(sample, file).answers[0].click()

    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))

    assert len(rows) == len(sample)
    assert [row["words_right"] for row in rows].count("yes") == 1
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())
    assert list(rows[0])[:3] == ["item", "kind", "article_id"]


def test_labels_made_in_a_spreadsheet_are_read(sample: pd.DataFrame, file: Path) -> None:
    label_sample(sample, file).answers[0].click()
    text = file.read_text(encoding="utf-8-sig").replace(",yes,", ", Partly ,")
    file.write_text(text, encoding="utf-8")

    assert read_labels(file, sample)["words_right"].tolist()[0] == "partly"


def test_more_items_keep_the_labels(story: Article, file: Path) -> None:
    box = label_sample(draw_sample(story, attributions=2, sentences=1), file)
    box.answers[0].click()

    more = read_labels(file, draw_sample(story))

    assert more["words_right"].tolist().count("yes") == 1


def test_labels_of_a_changed_text_are_refused(story: Article, sample: pd.DataFrame, file: Path) -> None:
    label_sample(sample, file).answers[0].click()
    changed = draw_sample(Article(text=story.text.replace("quiet", "busy")))

    with pytest.raises(TableError, match="1 of the 1 labelled items are not in this sample"):
        read_labels(file, changed)
    with pytest.raises(TableError):
        label_sample(changed, file)


def test_what_no_longer_fits_can_be_left_out_and_labelled_anew(
    story: Article, sample: pd.DataFrame, file: Path
) -> None:
    box = label_sample(sample, file)
    while box.answers:
        box.answers[0].click()
    corrected = Article(text=story.text, corrections=str(file.with_name("story.corrections.json")))
    correct(corrected, "reattribute", 0, speaker="Dora Lind")

    again = draw_sample(corrected)
    labelled = read_labels(file, again, drop=True)

    changed = labelled[labelled["words_right"].isna() & (labelled["kind"] == "attribution")]
    assert again[["start", "end"]].equals(sample[["start", "end"]])  # the same are drawn, in the same order
    assert changed["speaker"].tolist() == ["Dora Lind"]
    box = label_sample(again, file, drop=True)
    box.answers[0].click()
    assert "Dora Lind" in box.text


def test_labels_of_another_answer_of_the_toolkit_are_refused(story: Article, sample: pd.DataFrame, file: Path) -> None:
    label_sample(sample, file).answers[0].click()
    sidecar = file.with_name("story.corrections.json")
    corrected = Article(text=story.text, corrections=str(sidecar))
    correct(corrected, "reattribute", list(range(len(find_attributions(story)))), speaker="Dora Lind")

    with pytest.raises(TableError, match="not in this sample"):
        read_labels(file, draw_sample(corrected))


def test_a_label_that_cannot_be_is_refused(sample: pd.DataFrame, file: Path) -> None:
    label_sample(sample, file).answers[0].click()
    file.write_text(file.read_text(encoding="utf-8-sig").replace(",yes,", ",maybe,"), encoding="utf-8")

    with pytest.raises(TableError, match=r"words_right holds 'maybe'\. Use one of: yes, partly, no, skip"):
        read_labels(file, sample)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe\x00", "no CSV file in UTF-8"), (b"a,b\n1,2\n", "needs the columns"), (None, "cannot be read")],
)
def test_a_file_that_is_none_of_labels_is_named(
    sample: pd.DataFrame, file: Path, content: bytes | None, message: str
) -> None:
    file.mkdir() if content is None else file.write_bytes(content)

    with pytest.raises(ReadError, match=message):
        read_labels(file, sample)


# --- the buttons


def captions(box: object) -> list[str]:
    return [button.description for button in box.answers]  # type: ignore[attr-defined]


def test_each_question_has_its_buttons(sample: pd.DataFrame, file: Path) -> None:
    box, count = label_sample(sample, file), int((sample["kind"] == "attribution").sum())

    assert captions(box) == ["yes", "partly", "no", "skip"]
    for _ in range(count):
        box.answers[2].click()  # nobody says it, so that no speaker is asked for
    assert captions(box) == ["none", "1", "2", "3 or more", "skip"]
    box.answers[1].click()
    assert captions(box) == ["negative", "neutral", "positive", "skip"]
    box.answers[1].click()
    assert f"{count + 2} of {len(sample)}" in box.text
    kept = read_labels(file, sample).iloc[count]
    assert (kept["missed"], kept["tone_read"]) == ("1", "neutral")


def test_labelling_goes_on_where_it_was_left(sample: pd.DataFrame, file: Path) -> None:
    box = label_sample(sample, file)
    box.answers[0].click()
    assert "Is that right" in box.text or "tell the name" in box.text

    again = label_sample(sample, file)

    assert again.text == box.text
    assert f"1 of {len(sample)}" in again.text
    assert f"0 of {len(sample)} labelled" in again.text


def test_back_returns_and_changes_the_answer(sample: pd.DataFrame, file: Path) -> None:
    box = label_sample(sample, file)
    first = box.text
    box.back.click()
    assert box.text == first  # there is nothing before the first
    box.answers[0].click()
    box.answers[1].click()
    box.back.click()
    box.back.click()

    assert box.text.replace(f"1 of {len(sample)} labelled", f"0 of {len(sample)} labelled") == first
    assert [button.button_style for button in box.answers] == ["primary", "", "", ""]
    box.answers[2].click()

    labelled = read_labels(file, sample)
    assert labelled["words_right"][0] == "no"
    assert labelled["speaker_right"].isna()[0]


def test_an_open_speaker_is_asked_about_in_other_words(file: Path) -> None:
    sample = draw_sample(Article(text="“The trains were late,” a passenger said on Monday. It rained."))
    box = label_sample(sample, file)
    box.answers[0].click()

    assert "The speaker is left open" in box.text
    assert captions(box) == ["it does not", "it does", "skip"]
    box.answers[0].click()
    assert read_labels(file, sample)["speaker_right"][0] == "yes"  # the toolkit was right to leave it open


def test_all_labelled_is_said(sample: pd.DataFrame, file: Path) -> None:
    box = label_sample(sample, file)
    clicks = 0
    while box.answers:
        box.answers[0].click()
        clicks += 1

    assert clicks == 2 * len(sample)
    assert "Every item has its labels" in box.text
    box.back.click()
    assert captions(box) == ["negative", "neutral", "positive", "skip"]
    assert self_check(read_labels(file, sample)).set_index("measure").loc["precision", "value"] == 1


def test_what_cannot_be_written_is_said_where_the_reader_looks(sample: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "place").write_text("a file, so that no folder can have this name")
    box = label_sample(sample, tmp_path / "elsewhere" / "labels.csv")
    (tmp_path / "elsewhere").write_text("in the way")

    box.answers[0].click()

    assert "cannot be written" in box.text


def test_an_empty_sample_is_refused(story: Article, file: Path) -> None:
    with pytest.raises(OptionError, match="nothing to label"):
        label_sample(draw_sample(story, attributions=0, sentences=0), file)


def test_without_ipywidgets_the_message_says_what_to_install(
    sample: pd.DataFrame, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "toolkit.selfcheck.buttons", None)

    with pytest.raises(MissingExtraError, match=r"media-analysis-toolkit\[lab\]"):
        label_sample(sample, file)


def hostile() -> Iterator[str]:
    yield from ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\u202egnol\u202c", "\x1b[31mred", "$x$")


def test_hostile_words_are_shown_as_they_are(file: Path) -> None:
    bad = " ".join(hostile())
    article = Article(text=f"“It sails {bad},” Ada {bad} Moss said. {bad} was quiet.", title=f"Ferry {bad}")
    box = label_sample(draw_sample(article), file)
    seen = [box.text, box._repr_mimebundle_()["text/html"]]
    while box.answers:
        box.answers[0].click()
        seen.append(box.text)

    for page in seen:
        assert not any(part in page for part in ("<script", "<img", "\u202e", "\x1b"))
    assert any("&lt;script&gt;" in page for page in seen)
    assert any("mathjax_ignore" in page for page in seen)


def test_the_published_figures_name_what_they_were_measured_on() -> None:
    kept = json.loads((Path(__file__).parent.parent / "toolkit" / "models" / "published.json").read_text("utf-8"))

    assert [one["measure"] for one in kept["figures"]] == ["precision", "recall", "speaker", "tone"]
    assert all(one["low"] < one["value"] < one["high"] and one["on"] and one["of"] > 100 for one in kept["figures"])
    assert set(ANSWERS) <= set(draw_sample(Article(text="Rain.")).columns)


def test_the_published_figures_are_of_the_model_that_ships() -> None:
    """Both files are measured on the same finds, so that precision and recall make up the F1 that reports cite."""
    models = Path(__file__).parent.parent / "toolkit" / "models"
    kept = {
        one["measure"]: one["value"] for one in json.loads((models / "published.json").read_text("utf-8"))["figures"]
    }
    cited = json.loads((models / "accuracy.json").read_text("utf-8"))["other news, dev"]

    f1 = 200 * kept["precision"] * kept["recall"] / (kept["precision"] + kept["recall"])

    assert f1 == pytest.approx(cited, abs=0.06), "run python -m benchmarks.published"
