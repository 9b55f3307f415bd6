"""Bars where somebody looks, nothing elsewhere; and what is interrupted can be gone on with."""

import io
import subprocess
import sys
import types
from typing import Any

import pytest

from tests.conftest import ROOT
from toolkit import Article, progress, sentences
from toolkit.progress import with_bar


class Terminal(io.StringIO):
    """A file that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def look(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of stderr; in the test itself, for pytest puts its own there when a test begins."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    return made


def test_a_pipe_gets_no_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    items = [1, 2, 3]

    assert with_bar(items) is items
    assert capsys.readouterr() == ("", "")


def test_a_terminal_gets_a_bar_that_knows_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = look(monkeypatch)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    articles = [Article(text=f"Rain {i}.") for i in range(3)]

    table = sentences(articles)

    assert len(table) == 3
    assert "/3 [" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r")


def test_what_is_done_within_a_second_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = look(monkeypatch)

    assert list(with_bar(iter("abc"))) == ["a", "b", "c"]
    assert terminal.getvalue().strip() == ""


def test_a_notebook_s_kernel_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    shell: Any = types.SimpleNamespace(config={"IPKernelApp": {}})
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))  # type: ignore[arg-type]

    assert progress._watched()
    shell.config = {}
    assert not progress._watched()


INTERRUPTED = """\
import signal, sys, zlib
from toolkit import attributions, read_article, sentiment, sentiment_towards, source_audit, speakers
def table(article):
    made = [make(article) for make in (attributions, speakers, source_audit, sentiment_towards, sentiment)]
    return "".join(t.to_csv() for t in made)
def stop(*_):
    raise KeyboardInterrupt
article, stopped = read_article(sys.argv[1]), 0
signal.signal(signal.SIGALRM, stop)
for seconds in map(float, sys.argv[2:]):
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        table(article)
        signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        stopped += 1
print(stopped, zlib.crc32(table(article).encode()))
"""


@pytest.mark.skipif(not hasattr(__import__("signal"), "setitimer"), reason="needs a timer that interrupts")
def test_an_interrupted_analysis_leaves_nothing_half_done() -> None:
    """Interrupted at eight moments, while models load and while they work, the tables are an undisturbed run's."""
    path = str(ROOT / "data" / "articles" / "putin-venezuela.txt")
    moments = ["0.02", "0.1", "0.3", "0.5", "0.7", "0.9", "0.2", "0.05"]

    runs = [
        subprocess.run(
            [sys.executable, "-c", INTERRUPTED, path, *times], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split()
        for times in ([], moments)
    ]

    assert runs[0][0] == "0"
    assert int(runs[1][0]) >= 2
    assert runs[0][1] == runs[1][1]


def test_a_notebook_gets_no_bar_where_bars_are_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    shell: Any = types.SimpleNamespace(config={"IPKernelApp": {}})
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))  # type: ignore[arg-type]
    items = [1, 2, 3]
    monkeypatch.setenv("TQDM_DISABLE", "1")

    assert with_bar(items) is items

    monkeypatch.setenv("TQDM_DISABLE", "0")
    assert with_bar(items) is not items
