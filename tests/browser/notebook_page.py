"""What a reader does with a notebook in JupyterLab or Notebook 7: open it, run it, look at it from top to bottom."""

from pathlib import Path
from typing import Any

from tests.browser.conftest import Lab, Visit

RUN_MS, _LOOK_MS = 180_000, 250
TALLEST = 16_000  # pixels that Chromium still draws in one picture
ERROR = ".jp-OutputArea-output[data-mime-type*='error']"
_RAN = """error => {
  const cells = document.querySelectorAll('.jp-NotebookPanel .jp-CodeCell .jp-InputPrompt');
  return /^\\[\\d+\\]:$/.test([...cells].at(-1).textContent) || document.querySelector(error) !== null;
}"""
# JupyterLab's status bar tells; the sign in its toolbar, which is all that Notebook 7 has, is early at times.
_IDLE = """() => {
  const bar = document.querySelector('#jp-main-statusbar');
  if (bar) return bar.innerText.includes('| Idle');
  const sign = document.querySelector('.jp-Notebook-ExecutionIndicator');
  const waiting = [...document.querySelectorAll('.jp-InputPrompt')].some(e => e.textContent === '[*]:');
  return sign !== null && sign.dataset.status === 'idle' && !waiting;
}"""


def open_notebook(visit: Visit, lab: Lab, name: str) -> Any:
    """Open a notebook, wait until its kernel is ready, and return its panel."""
    visit.page.goto(lab.page(f"notebooks/{name}"))
    for _ in range(RUN_MS // _LOOK_MS):
        visit.page.wait_for_timeout(_LOOK_MS)
        if lab.ready():
            break
    wait_until_idle(visit)
    if lab.program == "notebook":
        visit.errors.clear()  # Notebook 7.6 stumbles over its own settings as it starts, on an empty page too
    return visit.page.locator(".jp-NotebookPanel:visible")


def wait_until_idle(visit: Visit) -> None:
    """Wait until the kernel has nothing to do."""
    visit.page.wait_for_function(_IDLE, timeout=RUN_MS)


def run_all(visit: Visit) -> None:
    """Choose Run, Run All Cells, and wait until the last code cell has its number or one has failed."""
    choose(visit, "Run", "Run All Cells")
    visit.page.wait_for_function(_RAN, arg=ERROR, timeout=RUN_MS)
    wait_until_idle(visit)


def choose(visit: Visit, menu: str, item: str) -> None:
    """Click an item of the menus."""
    visit.page.get_by_role("menuitem", name=menu, exact=True).click()
    visit.page.get_by_role("menuitem", name=item, exact=True).click()


def notebook_picture(visit: Visit, name: str) -> Path:
    """Keep a picture of the notebook from its first cell to its last."""
    outer = visit.page.locator(".jp-NotebookPanel:visible .jp-WindowedPanel-outer")
    height = outer.evaluate("e => e.scrollHeight")
    visit.page.set_viewport_size({"width": 1280, "height": min(height + 150, TALLEST)})
    outer.evaluate("e => { e.scrollTop = 0 }")  # a run ends at the last cell
    visit.page.wait_for_timeout(500)
    return visit.picture(name)
