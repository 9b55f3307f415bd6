"""A real browser, a real JupyterLab and a real Notebook 7, each started once for all the tests that need them."""

import importlib.util
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.conftest import ROOT

SCREENSHOTS = Path(__file__).parent / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
START_SECONDS, STEP_SECONDS = 60, 30
SETTINGS = {  # of JupyterLab: every cell is on the page, however far down, and nothing asks about news
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Debian's Chromium, or another browser of its kind, driven by Playwright."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium here: on Debian or Ubuntu, apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield started
        started.close()


@dataclass
class Visit:
    """A page of the browser, what it asked of any other machine, and what went wrong in it."""

    page: Any
    outside: list[str]
    errors: list[str]
    dialogs: list[str]

    def picture(self, name: str, *, of: str | None = None, whole: bool = True) -> Path:
        """Keep a picture of the page, all of it or what is in sight, or of the element that the selector `of` finds."""
        path = SCREENSHOTS / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        if of is None:
            self.page.screenshot(path=path, full_page=whole)
        else:
            self.page.locator(of).first.screenshot(path=path)
        return path


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """A new page in a context of its own, cut off from every machine but this one."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(1000 * STEP_SECONDS)
    seen = Visit(context.new_page(), [], [], [])

    def gate(route: Any) -> None:
        if route.request.url.startswith(("http://127.0.0.1:", "file://", "data:", "blob:")):
            route.continue_()
        else:
            seen.outside.append(route.request.url)
            route.abort()

    def refuse(dialog: Any) -> None:
        seen.dialogs.append(f"{dialog.type}: {dialog.message}")
        dialog.dismiss()

    context.route("**/*", gate)
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    seen.page.on("dialog", refuse)
    yield seen
    context.close()


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab or Notebook 7: where it answers, and the folder that it shows."""

    program: str
    url: str
    token: str
    folder: Path

    def page(self, path: str) -> str:
        """Return the address of a file; in JupyterLab in a workspace that no other test has touched."""
        if self.program == "notebook":
            return f"{self.url}/notebooks/{path}?token={self.token}"
        return f"{self.url}/lab/workspaces/w{secrets.token_hex(4)}/tree/{path}?reset&token={self.token}"

    def stop_kernels(self) -> None:
        """End every kernel, so that the next notebook has the machine to itself."""
        for session in self._sessions():
            self._ask("DELETE", f"api/sessions/{session['id']}")

    def ready(self) -> bool:
        """True once a page is connected to a kernel that has nothing to do."""
        kernels = [session["kernel"] for session in self._sessions()]
        return any(kernel["connections"] and kernel["execution_state"] == "idle" for kernel in kernels)

    def _sessions(self) -> list[Any]:
        return list(json.loads(self._ask("GET", "api/sessions")))

    def _ask(self, method: str, path: str) -> bytes:
        request = urllib.request.Request(
            f"{self.url}/{path}", method=method, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=STEP_SECONDS) as answer:
            return bytes(answer.read())


@pytest.fixture(scope="package")
def lab(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab, on a copy of the notebooks whose outputs are cleared."""
    with serving("jupyterlab", tmp_path_factory) as server:
        yield server


@pytest.fixture(scope="package")
def notebook7(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Notebook 7, on a copy of the same; it is no dependency, so it is tested where somebody has it."""
    if importlib.util.find_spec("notebook") is None:
        pytest.skip("there is no Notebook 7 here: pip install 'notebook>=7'")
    with serving("notebook", tmp_path_factory) as server:
        yield server


@contextmanager
def serving(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Start a server on this machine's loopback with a token, and end it."""
    folder, home = tmp_path_factory.mktemp(program), tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "notebooks").mkdir()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        nbformat.write(cleared(path), folder / "notebooks" / path.name)
    token = secrets.token_hex(16)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = ["--allow-root"] if os.name == "posix" and os.geteuid() == 0 else []
    command = [sys.executable, "-m", program, "--no-browser", "--ip=127.0.0.1", f"--port={port}",
               "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}",
               "--LabApp.news_url=None", *root]  # fmt: skip
    with open(home / "log", "wb") as log:
        server = subprocess.Popen(command, env=surroundings(home), cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}/api?token={token}", server, home / "log")
        yield Lab(program, f"http://127.0.0.1:{port}", token, folder)
    finally:
        server.terminate()
        server.wait(timeout=STEP_SECONDS)


def cleared(path: Path) -> Any:
    """Read a notebook and take its outputs out, so that whatever it shows is new."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def surroundings(home: Path) -> dict[str, str]:
    """Return this process's environment with Jupyter's folders in `home`, so that no setting of the user counts."""
    for name, values in SETTINGS.items():
        extension, plugin = name.rsplit("/", 1)
        path = home / "settings" / extension / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    folders = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    folders |= {f"JUPYTERLAB_{name.upper()}_DIR": str(home / name) for name in ("settings", "workspaces")}
    return os.environ | folders | {"JUPYTER_PREFER_ENV_PATH": "1", "IPYTHONDIR": str(home / "ipython")}


def wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the server answers, or fail with what it wrote."""
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"The server does not answer:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
