"""The explorer, driven as a page drives it: fields filled, buttons pressed, clicks told through the hidden field."""

import datetime
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from toolkit import Article, attributions, corrections, explore, read_article
from toolkit.errors import OptionError
from toolkit.explorer import Explorer

FERRY = (
    "Ferry returns to the island\n\n"
    "“The ferry is back,” Mayor Ada Moss said on Friday. “It sails at nine.”\n\n"
    "Piers Lund, who runs the harbour, said that the pier is safe.\n\n"
    "Moss denied any delay. The crew wore yellow coats at the pier.\n"
)
WHEN = datetime.datetime(2031, 5, 4, tzinfo=datetime.UTC)
HOSTILE = (
    '<img src=x onerror=alert(1)>\n\n“<script>alert(2)</script> it sails,” Ada "><b onmouseover=alert(3)>Moss said.\n'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def opened(folder: Path) -> Explorer:
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    return explore("ferry.txt")


def upload(explorer: Explorer, **files: bytes) -> None:
    """Give files to the explorer as the browser does."""
    explorer.opening.upload.value = tuple(
        {"name": name, "type": "", "size": len(data), "content": memoryview(data), "last_modified": WHEN}
        for name, data in files.items()
    )


def press(explorer: Explorer, label: str) -> None:
    explorer.deciding.buttons[label].click()


def click(explorer: Explorer, said: str) -> None:
    explorer.reading.click.value = f"{said} 1"


def message(explorer: Explorer) -> str:
    return re.sub(r"<[^>]+>", "", explorer.desk.message.value)


def test_an_article_is_opened_with_its_rows(opened: Explorer) -> None:
    assert opened.article is not None
    assert opened.article.source == "ferry.txt"
    assert opened.attributions.equals(attributions(opened.article))
    assert opened.attributions["speaker"].tolist() == ["Ada Moss", "Piers Lund", "Ada Moss"]
    assert opened.reading.rows.value.count("<tr data-row=") == 3
    assert "Ferry returns to the island" in opened.heading.value


def test_a_click_on_a_row_or_a_passage_chooses_it(opened: Explorer) -> None:
    assert 'data-row="1" data-rows="1"' in opened.reading.text.value

    click(opened, "row 1")

    assert opened.desk.chosen == (1,)
    assert 'span[data-rows~="1"]' in opened.reading.look.value
    assert "the pier is safe" in opened.reading.card.value
    assert opened.deciding.rows.value == "1"


def test_more_rows_are_chosen_with_the_keyboard_held_or_typed(opened: Explorer) -> None:
    click(opened, "row 2")
    click(opened, "also 0")
    assert opened.desk.chosen == (2, 0)

    opened.deciding.rows.value = "1, 2, 99"
    assert opened.desk.chosen == (1, 2)
    assert opened.deciding.rows.value == "1, 2"


@pytest.mark.parametrize("said", ["row -1", "row 99999999999", "alert(1)", "span 5 2", "span 0 999999"])
def test_what_the_page_says_is_checked(opened: Explorer, said: str) -> None:
    click(opened, said)

    assert opened.desk.chosen == ()
    assert opened.deciding.words.value == ""


def test_accept_and_give_to_another_speaker_are_kept_beside_the_article(opened: Explorer, folder: Path) -> None:
    click(opened, "row 0")
    press(opened, "Accept")
    click(opened, "row 1")
    opened.deciding.speaker.value = "Mira Holt"
    press(opened, "Give to speaker")

    again = explore("ferry.txt")

    assert (folder / "ferry.corrections.json").is_file()
    assert again.attributions["corrected"].tolist()[:2] == ["accepted", "reattributed"]
    assert again.attributions["speaker"].tolist() == ["Ada Moss", "Mira Holt", "Ada Moss"]
    assert "reattributed" in again.reading.rows.value
    assert attributions(read_article("ferry.txt"))["speaker"].tolist()[1] == "Mira Holt"


def test_a_rejected_row_goes_and_undo_brings_it_back(opened: Explorer) -> None:
    click(opened, "row 1")
    press(opened, "Reject")
    assert opened.attributions["speaker"].tolist() == ["Ada Moss", "Ada Moss"]

    press(opened, "Undo")
    assert opened.attributions["speaker"].tolist() == ["Ada Moss", "Piers Lund", "Ada Moss"]
    assert "No corrections so far" in opened.deciding.kept.value


def test_speakers_are_merged_and_split(opened: Explorer) -> None:
    click(opened, "row 1")
    opened.deciding.speaker.value = "Ada Moss"
    press(opened, "Merge")
    assert opened.attributions["speaker"].tolist() == ["Ada Moss"] * 3

    click(opened, "row 2")
    opened.deciding.speaker.value = "Piers Moss"
    press(opened, "Split off")
    assert opened.attributions["speaker"].tolist() == ["Ada Moss", "Ada Moss", "Piers Moss"]


def test_a_speaker_is_taken_away(opened: Explorer) -> None:
    click(opened, "row 1")
    press(opened, "Not known")

    assert opened.attributions["speaker"].isna().tolist() == [False, True, False]


def test_words_selected_in_the_article_become_a_row(opened: Explorer) -> None:
    assert opened.article is not None
    start = opened.article.text.index("yellow")
    click(opened, f"span {start} {start + 12}")
    assert opened.deciding.words.value == "yellow coats"

    opened.deciding.source.value = "The crew"
    press(opened, "Add quotation")

    row = opened.attributions.iloc[-1]
    assert (row["start"], row["quote"], row["corrected"]) == (start, "yellow coats", "added")
    assert row["source"] == "The crew"
    assert opened.deciding.words.value == ""


def test_words_pasted_become_a_row(opened: Explorer) -> None:
    opened.deciding.words.value = "yellow coats"
    opened.deciding.speaker.value = "The Harbour Office"
    press(opened, "Add quotation")

    assert opened.attributions.iloc[-1][["quote", "speaker"]].tolist() == ["yellow coats", "The Harbour Office"]


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Accept", "No row is chosen"), ("Merge", "No row is chosen"), ("Undo", "no correction to take back"),
        ("Add quotation", "the words stand in the article 0 times"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_not_raised(opened: Explorer, label: str, said: str) -> None:
    press(opened, label)

    assert said in message(opened)
    assert 'role="alert"' in opened.desk.message.value


def test_nothing_open_is_said(folder: Path) -> None:
    explorer = explore()
    for button in (*explorer.deciding.buttons.values(), explorer.handover.report, explorer.opening.open):
        button.click()
        assert 'role="alert"' in explorer.desk.message.value

    assert list(folder.iterdir()) == []
    assert repr(explorer) == "<Explorer, no article open yet>"


def test_pasted_text_is_kept_and_its_corrections_last(folder: Path) -> None:
    explorer = explore()
    explorer.opening.typed.value = FERRY
    explorer.opening.open.click()
    click(explorer, "row 1")
    press(explorer, "Reject")

    path = folder / "articles" / "ferry-returns-to-the-island.txt"
    assert path.is_file()
    assert attributions(read_article(path))["speaker"].tolist() == ["Ada Moss", "Ada Moss"]
    assert "read_article('articles/ferry-returns-to-the-island.txt')" in explorer.handover.code.value


def test_an_upload_is_kept_and_opened_again_with_its_corrections(folder: Path) -> None:
    first = explore()
    upload(first, **{"../my ferry.txt": FERRY.encode()})
    click(first, "row 1")
    press(first, "Accept")

    second = explore()
    upload(second, **{"../my ferry.txt": FERRY.encode()})

    assert sorted(p.name for p in (folder / "articles").iterdir()) == ["my ferry.corrections.json", "my ferry.txt"]
    assert second.attributions["corrected"].tolist()[1] == "accepted"
    assert second.opening.upload.value == ()


def test_another_upload_of_the_same_name_replaces_nothing(folder: Path) -> None:
    explorer = explore()
    upload(explorer, **{"story.txt": FERRY.encode()})
    upload(explorer, **{"story.txt": FERRY.replace("nine", "ten").encode()})

    assert len(list((folder / "articles").glob("story*.txt"))) == 2
    assert "ten" in explorer.article.text if explorer.article else False


def test_of_several_articles_one_is_chosen(folder: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", FERRY)
        file.writestr("b.txt", "Rain stays\n\nIt will rain, Bo Dahl said.\n")
        file.writestr("c.exe", b"\0")
    explorer = explore()
    upload(explorer, **{"news.zip": archive.getvalue()})

    assert [label for label, _ in explorer.opening.which.options] == ["1. Ferry returns to the island", "2. Rain stays"]
    assert "1 could not be read" in message(explorer)

    explorer.opening.which.value = 1
    assert explorer.attributions["speaker"].tolist() == ["Bo Dahl"]
    assert "read_articles('articles/news.zip')[1]" in explorer.handover.code.value


def test_an_article_without_a_file_gets_a_place_for_corrections(folder: Path) -> None:
    explorer = explore(Article(text=FERRY))
    click(explorer, "row 0")
    press(explorer, "Accept")

    assert len(list((folder / "articles").glob("ferry-returns-to-the-island-*.corrections.json"))) == 1
    assert explorer.article is not None
    assert corrections(explorer.article)["action"].tolist() == ["accept"]


def test_without_a_folder_nothing_is_kept(folder: Path) -> None:
    explorer = explore(FERRY, folder=None)
    click(explorer, "row 0")
    press(explorer, "Accept")

    assert "no file to keep corrections beside" in message(explorer)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("by", ["kind", "speaker", "voice", "tone"])
def test_what_is_marked_is_chosen(opened: Explorer, by: str) -> None:
    opened.reading.by.value = by

    text = opened.reading.text.value
    legend = {"kind": "indirect (", "speaker": "Piers Lund", "voice": "headline", "tone": "takes from the tone"}
    assert legend[by] in text.split('role="article"')[0]
    assert 'data-row="1"' in text


def test_the_marked_text_holds_the_article_s_characters_and_no_other(opened: Explorer) -> None:
    """Selecting counts them: one more or less would move every span."""
    import html

    shown = opened.reading.text.value.split('role="article">')[1].removesuffix("</div></div></div>")

    assert opened.article is not None
    assert html.unescape(re.sub(r"<[^>]+>", "", shown)) == opened.article.text


@pytest.mark.parametrize(("tab", "shown"), [(1, "sentiment(article, by="), (2, "keywords(article)"), (3, "Piers Lund")])
def test_a_tab_is_made_when_it_is_looked_at(opened: Explorer, tab: int, shown: str) -> None:
    pane = opened.tabs.children[tab]
    assert pane.value == ""

    opened.tabs.selected_index = tab

    assert shown in pane.value
    assert "data:image/png;base64," in pane.value


def test_the_code_gives_the_same_tables(opened: Explorer) -> None:
    known: dict[str, Any] = {}

    exec(opened.handover.code.value, known)

    assert known["said"].equals(opened.attributions)
    assert len(opened.handover.code.value.splitlines()) <= 15


def test_report_and_workbook_are_written_and_linked(opened: Explorer, folder: Path) -> None:
    opened.handover.report.click()
    opened.handover.workbook.click()

    assert sorted(p.name for p in (folder / "articles").iterdir()) == ["ferry-report.html", "ferry-tables.xlsx"]
    page = opened.handover.links.outputs[0]["data"]["text/html"]
    assert 'href="articles/ferry-report.html"' in page
    assert 'href="articles/ferry-tables.xlsx"' in page


def test_hostile_text_stays_text(folder: Path) -> None:
    explorer = explore(HOSTILE)
    for tab in range(5):
        explorer.tabs.selected_index = tab
    panes = [explorer.heading, explorer.reading.text, explorer.reading.rows, explorer.reading.card]
    pages = "".join(pane.value for pane in [*panes, *explorer.findings.panes.values(), explorer.desk.message])

    assert re.findall(r"<(?:script|b )|<img (?!alt=)", pages) == []
    assert set(re.findall(r"<[^>]*\s(on\w+)=", pages)) == {"onclick"}
    assert "&lt;script&gt;" in pages


def test_the_fallback_is_the_article_without_any_random_name(opened: Explorer) -> None:
    bundle = opened._repr_mimebundle_()

    assert bundle["text/plain"].startswith("<Explorer of <Article ")
    assert "The ferry is back" in bundle["text/html"]
    assert opened.desk.name not in bundle["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_an_interrupt_is_said_and_nothing_is_lost(opened: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    click(opened, "row 1")
    with monkeypatch.context() as patch:
        patch.setattr("toolkit.explorer.deciding.correct", interrupted)
        press(opened, "Accept")
    assert "Stopped" in message(opened)

    press(opened, "Accept")
    assert opened.attributions["corrected"].tolist()[1] == "accepted"


def test_something_else_is_refused() -> None:
    with pytest.raises(OptionError, match="an Article, a path, an address or text, not int"):
        explore(3)  # type: ignore[arg-type]
