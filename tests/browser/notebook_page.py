"""What a reader does with a notebook in JupyterLab: open it, run all of it, look at it from top to bottom."""

from pathlib import Path
from typing import Any

from tests.browser.conftest import Lab, Visit

RUN_MS = 180_000
TALLEST = 16_000  # pixels that Chromium still draws in one picture
ERROR = ".jp-OutputArea-output[data-mime-type*='error']"
_RAN = 'cell => /^\\[\\d+\\]:$/.test(cell.textContent) || document.querySelector("' + ERROR + '")'


def open_notebook(visit: Visit, lab: Lab, name: str) -> Any:
    """Open a notebook, wait until its kernel is ready, and return its panel."""
    visit.page.goto(lab.page(f"notebooks/{name}"))
    wait_until_idle(visit)
    return visit.page.locator(".jp-NotebookPanel:visible")


def wait_until_idle(visit: Visit) -> None:
    """Wait until the status bar says that the kernel has nothing to do; the sign in the toolbar is early at times."""
    visit.page.locator("#jp-main-statusbar").get_by_text("| Idle").first.wait_for(timeout=RUN_MS)


def run_all(visit: Visit) -> None:
    """Choose Run, Run All Cells, and wait until the last code cell has its number or one has failed."""
    choose(visit, "Run", "Run All Cells")
    last = visit.page.locator(".jp-NotebookPanel:visible .jp-CodeCell .jp-InputPrompt").last
    visit.page.wait_for_function(_RAN, arg=last.element_handle(), timeout=RUN_MS)
    wait_until_idle(visit)


def choose(visit: Visit, menu: str, item: str) -> None:
    """Click an item of JupyterLab's menus."""
    visit.page.get_by_role("menuitem", name=menu, exact=True).click()
    visit.page.get_by_role("menuitem", name=item, exact=True).click()


def notebook_picture(visit: Visit, name: str) -> Path:
    """Keep a picture of the notebook from its first cell to its last."""
    height = visit.page.locator(".jp-NotebookPanel:visible .jp-WindowedPanel-outer").evaluate("e => e.scrollHeight")
    visit.page.set_viewport_size({"width": 1280, "height": min(height + 150, TALLEST)})
    return visit.picture(name)
