"""A store filled from the command line: what it says, how it ends, and that it goes on where it was stopped."""

import functools
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.corpora import FERRY, RAIN, Inline, inline
from tests.test_cli import _read
from toolkit import Corpus
from toolkit.cli import main

__all__ = ["inline"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three fictional stories, and a file without one."""
    news = tmp_path / "news"
    news.mkdir()
    (news / "ferry.txt").write_text(FERRY, encoding="utf-8")
    for number in range(2):
        (news / f"rain{number}.txt").write_text(RAIN.format(n=number), encoding="utf-8")
    (news / "void.txt").write_text("")
    return news


def test_a_folder_goes_into_a_store_and_the_account_says_what_came_of_it(
    folder: Path, capsys: pytest.CaptureFixture[str], inline: list[Inline]
) -> None:
    store = str(folder / "news.duckdb")  # in the folder itself: it is not taken for an article next time

    status = main([str(folder), "--store", store, "--workers", "2"])
    printed, complaints = capsys.readouterr()

    assert (status, complaints) == (1, "")
    lines = printed.splitlines()
    assert lines[0] == f"{store}: 3 articles"
    assert re.fullmatch(r"  done +3  in \d+ s, [\d.]+ a second", lines[1])
    assert [line.split() for line in lines[2:4]] == [["skipped", "0"], ["failed", "0"]]
    assert lines[4:6] == ["", "Problems: 1"]
    assert "void.txt is empty" in lines[6]
    with Corpus(store) as corpus:
        assert set(corpus.table("attributions")["speaker"].dropna()) == {"Mira Holt", "Piers Lund"}

    (folder / "void.txt").unlink()
    (folder / "ferry.corrections.json").write_text('{"articles": []}')
    assert main([str(folder), "--store", store]) == 1
    assert capsys.readouterr().out.splitlines()[1].split()[:2] == ["done", "0"]


def test_without_articles_it_goes_on_with_the_store(
    folder: Path, capsys: pytest.CaptureFixture[str], inline: list[Inline]
) -> None:
    store = folder.parent / "news.duckdb"
    with Corpus(store) as corpus:
        corpus.add([folder / "ferry.txt", folder / "rain0.txt"])

    assert main(["--store", str(store)]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:2] == ["done", "2"]
    assert main(["--store", str(store)]) == 0
    assert capsys.readouterr().out.splitlines()[2].split()[:2] == ["skipped", "2"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--store", "new.duckdb"], 1, "There is no store new.duckdb to go on with"),
        (["nowhere", "--store", "new.duckdb"], 1, "There is no file or folder nowhere."),
        (["--workers", "2"], 2, "the following arguments are required: ARTICLE"),
        (["a.txt", "--workers", "2"], 2, "--workers and --retry go with --store FILE"),
        (["a.txt", "--store", "new.duckdb", "--workers", "0"], 2, "--workers takes a whole number of at least 1"),
        (["a.txt", "--store", "new.duckdb", "--json"], 2, "--store keeps the tables itself"),
        (["-", "--store", "new.duckdb"], 2, "- cannot go into a store"),
        ([__file__, "--store", __file__], 1, "is no store of articles"),
        ([__file__, "--store", "nowhere/new.duckdb"], 1, "There is no folder nowhere"),
    ],
)
def test_what_does_not_go_together_is_one_clear_line(
    arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        ended = main(arguments)
    except SystemExit as exit_:
        ended = int(str(exit_.code))
    printed, complaints = capsys.readouterr()

    assert (ended, printed) == (status, "")
    assert said in complaints
    assert complaints.count("\n") == 1


def test_one_missing_file_does_not_keep_the_others_out(
    folder: Path, capsys: pytest.CaptureFixture[str], inline: list[Inline]
) -> None:
    store = folder.parent / "news.duckdb"

    status = main([str(folder / "ferry.txt"), "missing.txt", "--store", str(store)])
    printed, complaints = capsys.readouterr()

    assert status == 1
    assert complaints == "media-analysis-toolkit: There is no file or folder missing.txt.\n"
    assert printed.splitlines()[1].split()[:2] == ["done", "1"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_an_interrupted_run_says_so_and_goes_on_to_the_end(tmp_path: Path) -> None:
    store = tmp_path / "news.duckdb"
    (tmp_path / "news").mkdir()
    for number in range(240):
        (tmp_path / "news" / f"{number}.txt").write_text(f"{FERRY}\n\nTicket {number} was sold.", encoding="utf-8")
    command = [sys.executable, "-m", "toolkit", tmp_path / "news", "--store", store, "--workers", "2"]
    heard = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background job ignores it

    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, preexec_fn=heard
    ) as process:
        while not store.exists() and process.poll() is None:
            time.sleep(0.1)
        time.sleep(4)
        process.send_signal(signal.SIGINT)
        printed, complaints = process.communicate(timeout=120)
    again = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

    assert (process.returncode, printed) == (130, "")
    assert complaints == (
        "media-analysis-toolkit: interrupted. What is done is kept; the same command goes on from there.\n"
    )
    assert (again.returncode, again.stderr) == (0, "")
    with Corpus(store) as corpus:
        assert len(corpus) == len(corpus.table("text_profile")) == 240
        assert corpus.table("attributions").groupby("article_id").size().nunique() == 1


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are not to be had on Windows")
def test_a_terminal_gets_a_bar(folder: Path) -> None:
    import pty
    import termios

    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (40, 100))
    command = [sys.executable, "-m", "toolkit", folder, "--store", folder.parent / "news.duckdb", "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, cwd=ROOT) as process:
        os.close(follower)
        printed = process.communicate()[0].decode()
    screen = b"".join(iter(lambda: _read(leader), b"")).decode()
    os.close(leader)

    assert process.returncode == 1
    assert "3/3" in screen
    assert "article/s" in screen
    assert printed.count("done") == 1
    assert "done" not in screen
