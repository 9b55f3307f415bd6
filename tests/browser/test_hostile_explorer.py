"""Hostile text in the explorer, in JupyterLab: seen as it is, and the only handlers are the explorer's own."""

from pathlib import Path

import nbformat
import pytest

from tests.browser.conftest import Lab, Visit
from tests.browser.harmless import acting_parts, words_seen
from tests.browser.notebook_page import ERROR, open_notebook, run_all, wait_until_idle
from tests.hostile import TEXTS, hostile_article, hostile_table
from toolkit.visible import visible

KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
ROOM = ".jp-NotebookPanel:visible .toolkit-room"
INSIDE = ".toolkit-room"
CELL = """\
from pathlib import Path
from tests.hostile import hostile_article
from toolkit import explore
explore(hostile_article(Path({0!r})), folder={0!r})
"""
OWN = ("DIV onclick={const hit=event.target.closest('[data-row]')", "DIV onclick={const s=getSelection(),text=",
       "BUTTON onclick=const text=this.closest('.toolkit-room')")  # fmt: skip


def foreign(visit: Visit) -> list[str]:
    """List what acts inside the explorer and is not its own."""
    visit.page.wait_for_timeout(300)
    return [part for part in acting_parts(visit, INSIDE) if not part.startswith(OWN)]


@pytest.mark.parametrize("many", [False, True], ids=["one article", "a table of many"])
def test_the_explorer_shows_it_as_text(many: bool, lab: Lab, visit: Visit, tmp_path: Path) -> None:
    path = lab.folder / "notebooks" / "hostile_explorer.ipynb"
    cell = nbformat.v4.new_code_cell(CELL.format(str(tmp_path)))
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL), path)
    open_notebook(visit, lab, path.name)
    run_all(visit)
    room = visit.page.locator(ROOM)
    if many:
        room.locator("textarea").first.fill(str(hostile_table(tmp_path)))
        room.get_by_role("button", name="Open").click()
        room.locator("[role=alert]", has_text="could not be read").wait_for()
        wait_until_idle(visit)
    else:
        room.locator("tr[data-row] button").first.click()
        room.locator(".toolkit-bar", has_text="Row 0").wait_for()
    for name in ("Tone", "Words", "Sources", "Code", "Who says what"):
        room.get_by_role("tab", name=name, exact=True).click()
        wait_until_idle(visit)
        assert foreign(visit) == []
    visit.picture("hostile_explorer_many" if many else "hostile_explorer", of=ROOM)

    assert visit.page.locator(ERROR).all_inner_texts() == []
    assert visit.page.evaluate("[window.__pwned ?? null, document.title === 'taken']") == [None, False]
    assert (visit.outside, visit.errors, visit.dialogs) == ([], [], [])
    if not many:
        seen = words_seen(visit, INSIDE)
        assert [text for text in TEXTS if " ".join(visible(text).split()) not in seen] == []
        article = hostile_article(tmp_path)
        shown = visit.page.locator(f"{INSIDE} [role=article]").first.evaluate("e => e.textContent")
        assert shown == visible(article.text)  # selecting counts these characters
    lab.stop_kernels()
    path.unlink()
