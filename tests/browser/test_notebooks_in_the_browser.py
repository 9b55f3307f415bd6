"""Each notebook opened in JupyterLab and run by its menu, as a reader does it."""

from pathlib import Path

import pytest

from tests.browser.conftest import Lab, Visit
from tests.browser.notebook_page import ERROR, notebook_picture, open_notebook, run_all
from tests.notebooks import notebook_paths


@pytest.mark.parametrize("path", notebook_paths(), ids=lambda path: path.stem)
def test_a_notebook_runs_without_an_error(path: Path, lab: Lab, visit: Visit) -> None:
    panel = open_notebook(visit, lab, path.name)

    run_all(visit)
    notebook_picture(visit, path.stem)

    prompts = panel.locator(".jp-CodeCell .jp-InputArea-prompt").all_inner_texts()
    assert prompts == [f"[{n}]:" for n in range(1, len(prompts) + 1)]
    assert panel.locator(ERROR).all_inner_texts() == []
    assert panel.locator("[data-mime-type='application/vnd.jupyter.stderr']").all_inner_texts() == []
    assert (visit.outside, visit.errors, visit.dialogs) == ([], [], [])
    lab.stop_kernels()
