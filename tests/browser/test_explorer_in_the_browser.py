"""The explorer in JupyterLab: an upload, clicks both ways, a correction, a restart, a report."""

import os
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.browser.conftest import Lab, Visit
from tests.browser.notebook_page import ERROR, choose, open_notebook, run_all, wait_until_idle
from tests.conftest import ROOT

STORY = """\
Ferry returns to the island

By Nora Quist

May 4, 2031

“The ferry is back,” Mayor Ada Moss said on Friday. “It sails at nine.”

Piers Lund, who runs the harbour, said that the pier is safe. He accused Vera Holt, a former mayor, of neglect.

Moss denied any delay. The crew wore yellow coats at the pier. (This story is made up.)
"""
README_PICTURE = ROOT / "docs" / "explore.png"
KEEP = "KEEP_PICTURES"
ROOM = ".jp-NotebookPanel:visible .toolkit-room"


@pytest.fixture
def notebook(lab: Lab) -> Any:
    """A notebook of one cell that calls explore()."""
    cells = [nbformat.v4.new_code_cell("from toolkit import explore\n\nexplore()", id="explore")]
    path = lab.folder / "notebooks" / "explore.ipynb"
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    yield path
    lab.stop_kernels()
    path.unlink()
    shutil.rmtree(lab.folder / "notebooks" / "articles", ignore_errors=True)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def start(visit: Visit, lab: Lab, path: Path, story: Path) -> Any:
    """Open the notebook, run it, upload the story, and return the explorer once it has read it."""
    open_notebook(visit, lab, path.name)
    run_all(visit)
    room = visit.page.locator(ROOM)
    take(room, story)
    return room


def room_picture(visit: Visit, name: str) -> Path:
    """Keep a picture of the explorer, the window being tall enough for all of it."""
    visit.page.set_viewport_size({"width": 1280, "height": 1500})
    picture = visit.picture(name, of=ROOM)
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    return picture


def take(room: Any, story: Path) -> None:
    with room.page.expect_file_chooser() as chooser:
        room.get_by_role("button", name="Upload").click()
    chooser.value.set_files(story)
    room.locator(".toolkit-bar b", has_text="Ferry returns").first.wait_for()


def keep_for_the_readme(picture: Path) -> None:
    """Replace the README's picture where that is asked for."""
    assert README_PICTURE.exists() or os.environ.get(KEEP)
    if os.environ.get(KEEP):
        shutil.copy(picture, README_PICTURE)


def speakers_listed(room: Any) -> list[str]:
    return [str(cell) for cell in room.locator("tr[data-row] td:nth-child(2)").all_inner_texts()]


def outlined(room: Any) -> list[str]:
    """Return the text of the passages that are set apart as chosen."""
    spans = room.locator("[role=article] span[data-rows]")
    return [str(text) for text in spans.evaluate_all(
        "all => all.filter(e => getComputedStyle(e).outlineStyle == 'solid').map(e => e.textContent)"
    )]  # fmt: skip


def test_rows_and_passages_show_each_other(visit: Visit, lab: Lab, notebook: Path, story: Path) -> None:
    room = start(visit, lab, notebook, story)
    assert speakers_listed(room) == ["Ada Moss", "Piers Lund", "Piers Lund", "Ada Moss"]
    visit.picture("explore_opened")

    room.get_by_role("button", name="show row 1").click()
    room.locator(".toolkit-bar", has_text="Row 1").wait_for()
    wait_until_idle(visit)
    assert "that the pier is safe" in "".join(outlined(room))

    room.locator("[role=article] span[data-row='0']").first.click()
    room.locator(".toolkit-bar", has_text="Row 0").wait_for()
    wait_until_idle(visit)
    assert "“The ferry is back,”" in outlined(room)
    visit.picture("explore_passage_chosen")
    for name in ("Tone", "Words", "Sources"):
        room.get_by_role("tab", name=name, exact=True).click()
        room.locator("img:visible").first.wait_for()
        wait_until_idle(visit)
        room_picture(visit, f"explore_{name.lower()}")
    room.get_by_role("tab", name="Code", exact=True).click()
    room_picture(visit, "explore_code")
    assert (visit.outside, visit.errors, visit.dialogs) == ([], [], [])


def test_an_upload_and_a_correction_last_over_a_restart(visit: Visit, lab: Lab, notebook: Path, story: Path) -> None:
    room = start(visit, lab, notebook, story)
    room.get_by_role("button", name="show row 1").click()
    room.locator(".toolkit-bar", has_text="Row 1").wait_for()
    room.get_by_label("Speaker").fill("Mira Holt")
    room.get_by_role("button", name="Give to speaker").click()
    room.locator("td", has_text="reattributed").first.wait_for()
    select(room, "yellow coats")
    visit.page.wait_for_function("document.querySelectorAll('.toolkit-room textarea')[1].value == 'yellow coats'")
    room.get_by_role("button", name="Add quotation").click()
    room.locator("td", has_text="added").first.wait_for()
    visit.picture("explore_corrected")

    choose(visit, "Kernel", "Restart Kernel and Run All Cells…")
    visit.page.get_by_role("button", name="Confirm Kernel Restart").click()
    wait_until_idle(visit)
    room = visit.page.locator(ROOM)
    room.get_by_role("button", name="Upload").wait_for()
    take(room, story)

    assert speakers_listed(room) == ["Ada Moss", "Mira Holt", "Piers Lund", "Ada Moss", "not resolved"]
    done = room.locator("tr[data-row] td:nth-child(6)").all_inner_texts()
    assert done == ["", "reattributed", "", "", "added"]
    assert (lab.folder / "notebooks" / "articles" / "ferry.corrections.json").is_file()
    assert visit.page.locator(ERROR).all_inner_texts() == []
    room.locator("[role=article] span[data-row='1']").first.click()
    room.locator(".toolkit-bar", has_text="Row 1").wait_for()
    wait_until_idle(visit)
    keep_for_the_readme(room_picture(visit, "explore_restarted"))
    assert (visit.outside, visit.errors, visit.dialogs) == ([], [], [])


def test_a_report_of_an_upload_is_five_clicks_away(visit: Visit, lab: Lab, story: Path) -> None:
    open_notebook(visit, lab, "07_your_own_article.ipynb")  # which make lab opens
    run_all(visit)  # two clicks: Run, Run All Cells
    room = visit.page.locator(ROOM)
    visit.picture("explore_run_all")
    take(room, story)  # two clicks: Upload, and the file in the dialog
    room.get_by_role("button", name="Write report").click()  # the fifth
    link = room.get_by_role("link", name="ferry-report.html")
    link.wait_for()

    report = lab.folder / "notebooks" / "articles" / "ferry-report.html"
    assert "The ferry is back" in report.read_text(encoding="utf-8")
    room_picture(visit, "explore_report_written")
    link.click()
    frame = visit.page.frame_locator(".jp-HTMLViewer iframe, iframe.jp-HTMLViewer")
    frame.get_by_role("heading", name=re.compile("Ferry returns")).first.wait_for()
    lab.stop_kernels()
    shutil.rmtree(lab.folder / "notebooks" / "articles")
    assert (visit.outside, visit.errors, visit.dialogs) == ([], [], [])


def select(room: Any, words: str) -> None:
    """Select words in the article by dragging the mouse over them."""
    box = room.locator("[role=article]").evaluate(
        """(article, words) => {
            const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.textContent.indexOf(words);
                if (at < 0) continue;
                walker.currentNode.parentElement.scrollIntoView({block: 'center'});
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                const lines = [...range.getClientRects()], first = lines[0], last = lines.at(-1);
                return [first.left, (first.top + first.bottom) / 2, last.right, (last.top + last.bottom) / 2];
            }
        }""",
        words,
    )
    left, top, right, bottom = box
    room.page.mouse.move(left + 0.5, top)
    room.page.mouse.down()
    room.page.mouse.move(left + 20, top)
    room.page.mouse.move(right - 0.5, bottom)
    room.page.mouse.up()
