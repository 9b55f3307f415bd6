"""The buttons of the self-check, clicked in JupyterLab: an answer is kept, and the next question comes."""

import csv
from pathlib import Path

from tests.browser.conftest import Lab, Visit
from tests.browser.notebook_page import open_notebook, run_all, wait_until_idle

BOX = ".jp-OutputArea-output .widget-vbox"


def kept(path: Path) -> list[tuple[str, str]]:
    """Return what was answered of each item: the words, the speaker."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["words_right"], row["speaker_right"]) for row in csv.DictReader(file)]


def test_a_click_keeps_the_answer_and_asks_the_next_question(lab: Lab, visit: Visit) -> None:
    open_notebook(visit, lab, "06_how_far_to_trust_it.ipynb")
    run_all(visit)
    box = visit.page.locator(BOX).first
    box.scroll_into_view_if_needed()
    visit.picture("label_words", of=BOX)

    box.get_by_role("button", name="partly").click()
    box.get_by_text("Is that right?").wait_for()
    visit.picture("label_speaker", of=BOX)
    box.get_by_role("button", name="yes").click()
    box.get_by_text("2 of 33").wait_for()
    box.get_by_role("button", name="back").click()
    box.get_by_text("Is that right?").wait_for()

    wait_until_idle(visit)
    assert kept(lab.folder / "notebooks" / "my_labels.csv")[:2] == [("partly", "yes"), ("", "")]
    assert (visit.outside, visit.errors, visit.dialogs) == ([], [], [])
    run_all(visit)  # the cell run again goes on where the labels end
    visit.page.locator(BOX).first.get_by_text("2 of 33").wait_for()
    visit.picture("label_again", of=BOX)
    lab.stop_kernels()
