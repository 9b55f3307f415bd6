"""What a reader does with the explorer in a notebook: upload, click, select, correct; and what stands there then."""

from pathlib import Path
from typing import Any

from tests.browser.conftest import Visit

STORY = """\
Ferry returns to the island

By Nora Quist

May 4, 2031

“The ferry is back,” Mayor Ada Moss said on Friday. “It sails at nine.”

Piers Lund, who runs the harbour, said that the pier is safe. He accused Vera Holt, a former mayor, of neglect.

Moss denied any delay. The crew wore yellow coats at the pier. (This story is made up.)
"""
ROOM = ".jp-NotebookPanel:visible .toolkit-room"


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
    room.locator("[role=article]", has_text="Ferry returns").first.wait_for()
    room.locator("tr[data-row]", has_text="Ada Moss").first.wait_for()


def speakers_listed(room: Any) -> list[str]:
    return [str(cell).splitlines()[0] for cell in room.locator("tr[data-row] td:nth-child(2)").all_inner_texts()]


def outlined(room: Any) -> list[str]:
    """Return the text of the passages that are set apart as chosen."""
    spans = room.locator("[role=article] span[data-rows]")
    return [str(text) for text in spans.evaluate_all(
        "all => all.filter(e => getComputedStyle(e).outlineStyle == 'solid').map(e => e.textContent)"
    )]  # fmt: skip


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


def decide(room: Any, row: int, button: str, speaker: str = "") -> None:
    """Choose a row, name a speaker where one is given, press a button, and wait until that is done."""
    room.get_by_role("button", name=f"show row {row}", exact=True).click()
    room.locator(".toolkit-bar", has_text=f"Row {row}").wait_for()
    done = corrections_said(room)
    if speaker:
        room.get_by_label("Speaker").fill(speaker)
    room.get_by_role("button", name=button, exact=True).click()
    room.locator(".toolkit-said", has_text=f"Done. {done + 1} correction").wait_for()


def corrections_said(room: Any) -> int:
    """Count the corrections that the explorer lists."""
    return int(room.locator("table.toolkit tr:has(td)").filter(has_text="applied").count())


def decided(room: Any) -> list[list[str]]:
    """Return the rows that a person has decided on, with what was done."""
    rows = room.locator("tr[data-row]:has(.toolkit-done)")
    return [list(map(str, row)) for row in rows.evaluate_all(
        "all => all.map(e => [e.dataset.row, e.querySelector('.toolkit-done').textContent])"
    )]  # fmt: skip
