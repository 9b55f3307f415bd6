"""The explorer in JupyterLab and in Notebook 7: an upload, clicks both ways, each correction, a restart, a report."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.browser.conftest import Lab, Visit
from tests.browser.explorer_page import (
    ROOM,
    STORY,
    decide,
    decided,
    outlined,
    room_picture,
    select,
    speakers_listed,
    take,
)  # fmt: skip
from tests.browser.notebook_page import ERROR, choose, open_notebook, run_all, wait_until_idle
from tests.conftest import ROOT

README_PICTURE = ROOT / "docs" / "explore.png"
KEEP = "KEEP_PICTURES"
OVERFLOW = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className)"


@pytest.fixture(params=["lab", "notebook7"])
def server(request: pytest.FixtureRequest) -> Iterator[Lab]:
    """JupyterLab, then Notebook 7."""
    started = request.getfixturevalue(request.param)
    yield started
    started.stop_kernels()
    shutil.rmtree(started.folder / "notebooks" / "articles", ignore_errors=True)


def with_explorer(lab: Lab) -> Path:
    """Write a notebook of one cell that calls explore()."""
    cells = [nbformat.v4.new_code_cell("from toolkit import explore\n\nexplore()", id="explore")]
    path = lab.folder / "notebooks" / "explore.ipynb"
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def start(visit: Visit, lab: Lab, story: Path) -> Any:
    """Open a notebook, run it, upload the story, and return the explorer once it has read it."""
    open_notebook(visit, lab, with_explorer(lab).name)
    run_all(visit)
    room = visit.page.locator(ROOM)
    take(room, story)
    return room


def keep_for_the_readme(picture: Path) -> None:
    """Replace the README's picture where that is asked for."""
    assert README_PICTURE.exists() or os.environ.get(KEEP)
    if os.environ.get(KEEP):
        shutil.copy(picture, README_PICTURE)


def test_rows_and_passages_show_each_other(visit: Visit, server: Lab, story: Path) -> None:
    room = start(visit, server, story)
    assert speakers_listed(room) == ["Ada Moss", "Piers Lund", "Piers Lund", "Ada Moss"]
    visit.picture(f"explore_opened_{server.program}")

    room.get_by_role("button", name="show row 1").click()
    room.locator(".toolkit-bar", has_text="Row 1").wait_for()
    wait_until_idle(visit)
    assert "that the pier is safe" in "".join(outlined(room))

    room.locator("[role=article] span[data-row='0']").first.click()
    room.locator(".toolkit-bar", has_text="Row 0").wait_for()
    wait_until_idle(visit)
    assert "“The ferry is back,”" in outlined(room)
    visit.picture(f"explore_passage_chosen_{server.program}")
    assert (visit.outside, visit.errors, visit.dialogs) == ([], [], [])


def test_every_tab_fits_a_narrow_window_too(visit: Visit, lab: Lab, story: Path) -> None:
    room = start(visit, lab, story)
    for name in ("Tone", "Words", "Sources"):
        room.get_by_role("tab", name=name, exact=True).click()
        room.locator("img:visible").first.wait_for()
        wait_until_idle(visit)
        for width in (900, 1280):
            visit.page.set_viewport_size({"width": width, "height": 900})
            assert room.locator(".widget-tab-contents, .lm-TabBar-tabLabel").evaluate_all(OVERFLOW) == []
        room_picture(visit, f"explore_{name.lower()}")
    room.get_by_role("tab", name="Code", exact=True).click()
    room_picture(visit, "explore_code")
    lab.stop_kernels()
    assert (visit.outside, visit.errors, visit.dialogs) == ([], [], [])


def test_each_correction_lasts_over_a_restart(visit: Visit, server: Lab, story: Path) -> None:
    room = start(visit, server, story)
    decide(room, 1, "Give to speaker", "Mira Holt")
    select(room, "yellow coats")
    visit.page.wait_for_function("document.querySelectorAll('.toolkit-room textarea')[1].value == 'yellow coats'")
    room.get_by_role("button", name="Add quotation").click()
    room.locator("td", has_text="added").first.wait_for()
    room.locator("[role=article] span[data-row='1']").first.click()
    room.locator(".toolkit-bar", has_text="Row 1").wait_for()
    wait_until_idle(visit)
    picture = room_picture(visit, f"explore_corrected_{server.program}")
    if server.program == "jupyterlab":
        keep_for_the_readme(picture)
    decide(room, 0, "Accept")
    decide(room, 2, "Merge", "Mira Holt")
    decide(room, 2, "Split off", "Otto Lund")
    decide(room, 4, "Give to speaker", "The Crew")
    decide(room, 3, "Reject")
    done = decided(room)
    assert speakers_listed(room) == ["Ada Moss", "Mira Holt", "Otto Lund", "The Crew"]

    choose(visit, "Kernel", "Restart Kernel and Run All Cells…")
    visit.page.get_by_role("button", name="Confirm Kernel Restart").click()
    room.get_by_role("button", name="Write report").wait_for(state="hidden")
    wait_until_idle(visit)
    take(room, story)
    wait_until_idle(visit)

    assert speakers_listed(room) == ["Ada Moss", "Mira Holt", "Otto Lund", "The Crew"]
    assert decided(room) == done
    assert [what for _, what in done] == [
        "accepted",
        "reattributed",
        "reattributed",
        "added",
    ]  # split is seen by the name
    assert (server.folder / "notebooks" / "articles" / "ferry.corrections.json").is_file()
    assert speakers_by_code(visit, room, server) == ["Ada Moss", "Mira Holt", "Otto Lund", "The Crew"]
    assert visit.page.locator(ERROR).all_inner_texts() == []
    assert (visit.outside, visit.errors, visit.dialogs) == ([], [], [])


def speakers_by_code(visit: Visit, room: Any, server: Lab) -> list[str]:
    """Copy the explorer's code, run it in the notebook's folder, and return the speakers that it gives."""
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    room.get_by_role("tab", name="Code", exact=True).click()
    room.get_by_role("button", name="Copy the code").click()
    room.get_by_role("button", name="Copied").wait_for()
    code = visit.page.evaluate("navigator.clipboard.readText()")
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint(*said['speaker'], sep='|')"],
        cwd=server.folder / "notebooks", capture_output=True, text=True, check=True,
    )  # fmt: skip
    return told.stdout.strip().split("|")


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
