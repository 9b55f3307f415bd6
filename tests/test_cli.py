"""The command line as a person meets it: what it prints, what it writes, and what it says when something is wrong."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from rich.console import Console

import toolkit
from tests.conftest import ARTICLE, ROOT
from toolkit.cli import main
from toolkit.export import all_tables
from toolkit.summary import summary
from toolkit.tables import TABLES

ANSI = "\x1b["
TITLE = "Putin Says No Plans to Send Troops to Venezuela"
# Fictional.
FERRY = (
    "Ferry returns\n\nMay 4, 2031\n\n"
    "OLDHAVEN (Reuters) — “The ferry is back,” said Mira Holt, the mayor. “It was a long wait.”\n\n"
    "The harbour board warned that fares would rise. =SUM(1) and @holt and -30- are lines that begin oddly.\n"
)
HOSTILE = (
    "Evil \x1b[31mred\x1b[0m \u202etitle\n\n"
    "“Look \x9b2J away,” said Mira Holt\x07. [bold]markup[/bold] {braces} :smile:\n"
)


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    path = tmp_path / "ferry story.txt"
    path.write_text(FERRY, encoding="utf-8")
    return path


def run(*arguments: object, given: str | None = None, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line in a process of its own, as a shell does."""
    return subprocess.run(
        [sys.executable, "-m", "toolkit", *map(str, arguments)],
        input=given, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT,
        env={**os.environ, "COLUMNS": "72", **variables},
    )  # fmt: skip


def section(printed: str, heading: str) -> list[str]:
    """Return the lines under a heading of the summary."""
    found = re.search(rf"^{re.escape(heading)}\n((?:  .*\n?)*)", printed, re.MULTILINE)
    assert found, f"no section {heading!r} in:\n{printed}"
    return [line.strip() for line in found[1].splitlines()]


def test_the_summary_of_the_shipped_article(capsys: pytest.CaptureFixture[str]) -> None:
    status = main([str(ARTICLE)])
    printed, complaints = capsys.readouterr()

    assert (status, complaints) == (0, "")
    lines = printed.splitlines()
    assert lines[0] == TITLE
    assert lines[1].startswith("6 June 2019 · ")
    assert re.match(r"\d+ words · \d+ sentences · .* inside quotation marks · reading ease ", lines[2])
    said = section(printed, "Who says what")
    assert said[0].split() == ["Voice", "How", "Cue", "Words"]
    assert re.match(r"\(no source\) +indirect +Asked about +", said[1])  # the story does not say who asked
    assert any(re.match(r"Vladimir Putin +direct +said +.?We aren’t building", line) for line in said)
    assert any(re.match(r"Vladimir Putin +indirect +noted +", line) for line in said)
    assert any("warned" in line for line in said)
    voices = section(printed, "In whose words, in which tone")
    assert [line.split()[0] for line in voices[1:4]] == ["headline", "Vladimir", "reporter"]
    assert any(re.match(r"Vladimir Putin +\d+ +\d+% +█+ +[+-]0\.\d\d", line) for line in voices)
    assert sum(int(match[1]) for line in voices if (match := re.search(r" (\d+)%", line))) in (99, 100, 101)
    towards = section(printed, "In which tone towards whom")
    assert len(towards) == 6
    assert re.fullmatch(r"Vladimir Putin +8 +[+-]0\.\d\d +neutral", towards[1])
    assert re.fullmatch(r"Washington +4 +– +too little text", towards[3])
    assert re.search(r"\bPutin \d", section(printed, "Leading words")[0])
    assert "Venezuela" in " ".join(section(printed, "Keywords, against general English"))


def test_what_is_piped_is_plain_stable_and_at_most_100_columns_wide() -> None:
    first = run(ARTICLE, FORCE_COLOR="1", TERM="xterm-256color")
    second = run(ARTICLE, COLUMNS="30")

    assert first.returncode == 0
    assert first.stderr == ""
    assert ANSI not in first.stdout
    assert max(map(len, first.stdout.splitlines())) <= 100
    assert all(line == line.rstrip() for line in first.stdout.splitlines())
    assert second.stdout == first.stdout


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are not to be had on Windows")
def test_a_terminal_gets_colours_and_its_own_width() -> None:
    import pty

    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "toolkit", ARTICLE], stdout=follower, stderr=follower, stdin=follower, cwd=ROOT,
        env={**os.environ, "COLUMNS": "60", "LINES": "40", "TERM": "xterm-256color"},
    ) as process:  # fmt: skip
        os.close(follower)
        screen = b""
        while chunk := _read(leader):
            screen += chunk
    os.close(leader)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", screen.decode())

    assert process.returncode == 0
    assert ANSI.encode() in screen
    assert TITLE in plain
    assert "\x1b" not in plain
    assert max(len(line) for line in plain.splitlines()) == 60


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_hostile_text_is_shown_and_does_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "evil \x1b[2J.txt"
    path.write_text(HOSTILE, encoding="utf-8")

    status = main([str(path)])
    printed, complaints = capsys.readouterr()

    assert (status, complaints) == (0, "")
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed) == []
    assert printed.startswith("Evil ")
    assert "bold]markup" in printed


def test_escapes_in_an_article_are_pictures_in_its_summary() -> None:
    """Reading a file takes control characters out; an Article may hold them all the same."""
    article = toolkit.Article(text=HOSTILE, source="\x1b]0;owned\x07", warnings=("\x1b[5mblink",))
    with io.StringIO() as out:
        console = Console(file=out, width=80, markup=False)
        console.print(summary(article, all_tables(article), console))
        printed = out.getvalue()

    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed) == []
    assert printed.startswith("Evil ␛[31mred␛[0m �title\n")
    assert "Warning: ␛[5mblink\n" in printed


def test_a_hostile_name_is_shown_and_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["no\x1b[31m\nsuch\u202e\udc80.txt"])
    printed, complaints = capsys.readouterr()

    assert (status, printed) == (1, "")
    assert complaints == "media-analysis-toolkit: There is no file or folder no␛[31m such��.txt.\n"


def test_a_terminal_without_the_characters_shows_their_numbers(ferry: Path) -> None:
    done = run(ferry, PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert done.returncode == 0
    assert done.stdout.startswith("Ferry returns\n4 May 2031 \\xb7 Reuters")
    assert "####" in done.stdout


def test_every_table_is_written_as_csv(ferry: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main([str(ferry), str(ARTICLE), "--tables", str(tmp_path / "new" / "tables")])
    printed, said = capsys.readouterr()

    files = {path.stem: path for path in (tmp_path / "new" / "tables").iterdir()}
    assert status == 0
    assert said == f"media-analysis-toolkit: {len(files)} tables are in {tmp_path / 'new' / 'tables'}\n"
    assert TITLE in printed
    assert {"articles", "blocks", "sentences", "tokens", "word_frequencies", "keywords", "attributions"} <= set(files)
    for name, path in files.items():
        assert path.suffix == ".csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        table = pd.read_csv(path)
        assert table.columns[0] == "article_id"
        if name in TABLES:
            assert list(table.columns[1:]) == [column.name for column in TABLES[name]]
    articles = pd.read_csv(files["articles"])
    assert articles["title"].tolist() == ["Ferry returns", TITLE]
    assert articles["date"].tolist() == ["2031-05-04", "2019-06-06"]
    counts = pd.read_csv(files["word_frequencies"]).groupby("article_id").size()
    assert set(counts.index) == set(articles["article_id"])


def test_spans_of_the_csv_files_point_into_the_text(ferry: Path, tmp_path: Path) -> None:
    main([str(ferry), "--tables", str(tmp_path)])

    attributions = pd.read_csv(tmp_path / "attributions.csv")
    text = toolkit.read_article(ferry).text

    assert len(attributions) >= 2
    for row in attributions.itertuples():
        assert text[row.start : row.end] == row.quote
        assert json.loads(row.parts)[0][0] == row.start


def test_a_spreadsheet_takes_no_text_for_a_formula(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(
        "=cmd|' /C calc'!A0\n\n+1 is a vote, Mira Holt said.\n\n-30- and @holt stand here too, she said.\n"
    )

    main([str(story), "--tables", str(tmp_path)])

    texts = (
        pd.read_csv(tmp_path / "sentences.csv")["text"].tolist() + pd.read_csv(tmp_path / "tokens.csv")["text"].tolist()
    )
    scores = pd.read_csv(tmp_path / "keywords.csv")["log_ratio"]
    assert [text for text in map(str, texts) if text[:1] in "=+@-"] == []
    assert any(text.startswith("'=cmd") for text in texts)
    assert scores.dtype == "float64"


def test_json_has_everything(ferry: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--json", str(ferry), "no such file.txt"])
    printed, complaints = capsys.readouterr()

    told = json.loads(printed)
    assert status == 1
    assert printed.isascii()
    assert "NaN" not in printed
    assert told["toolkit"] == toolkit.__version__
    (article,) = told["articles"]
    assert (article["title"], article["date"], article["agency"]) == ("Ferry returns", "2031-05-04", "Reuters")
    assert article["text"] == toolkit.read_article(ferry).text
    said = article["tables"]["attributions"]
    assert said[0]["speaker"] == "Mira Holt"
    assert next(article["text"][slice(*part)] for part in said[0]["parts"]).strip("“”") == "The ferry is back,"
    assert said[0]["within"] is None
    assert {"source_audit", "sentiment_towards", "sentiment_towards_by_target"} <= set(article["tables"])
    assert article["tables"]["sentiment_towards_by_target"][0]["tone"] is None
    assert told["problems"] == [
        {"source": "no such file.txt", "problem": "There is no file or folder no such file.txt."}
    ]
    assert complaints.count("\n") == 1


def test_one_article_that_fails_does_not_stop_the_others(
    ferry: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_text("")

    status = main([str(tmp_path / "empty.txt"), str(tmp_path / "missing.txt"), str(ferry)])
    printed, complaints = capsys.readouterr()

    assert status == 1
    assert printed.startswith("Ferry returns\n")
    assert len(complaints.splitlines()) == 2
    assert all(line.startswith("media-analysis-toolkit: ") for line in complaints.splitlines())
    assert "empty" in complaints.splitlines()[0]
    assert "missing.txt" in complaints.splitlines()[1]


def test_a_folder_stands_for_its_articles(ferry: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "second.txt").write_text("Storm closes the pier\n\nNobody was hurt, the coast guard said.\n")

    status = main([str(tmp_path)])
    printed, _ = capsys.readouterr()

    assert status == 0
    assert "Ferry returns\n" in printed
    assert "Storm closes the pier\n" in printed


def test_standard_input_is_read_in_any_encoding() -> None:
    done = run("-", given=FERRY)
    printed = done.stdout.splitlines()

    assert (done.returncode, done.stderr) == (0, "")
    assert printed[:2] == ["Ferry returns", "4 May 2031 · Reuters · standard input"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "the following arguments are required: ARTICLE"),
        (["--nonsense", "a.txt"], 2, "unrecognized arguments: --nonsense"),
        (["--tables"], 2, "argument --tables: expected one argument"),
        (["missing.txt"], 1, "There is no file or folder missing.txt."),
        (["-"], 1, "empty"),
    ],
)
def test_wrong_input_is_one_clear_line_and_no_traceback(arguments: list[str], status: int, said: str) -> None:
    done = run(*arguments, given="")

    assert done.returncode == status
    assert done.stdout == ""
    assert done.stderr.startswith("media-analysis-toolkit: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_said(ferry: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main([str(ferry), "--tables", str(ferry)])
    _, complaints = capsys.readouterr()

    assert status == 1
    assert complaints == f"media-analysis-toolkit: The tables cannot be written to {ferry}: File exists.\n"


def test_a_reader_that_leaves_early_causes_no_noise() -> None:
    command = f'"{sys.executable}" -m toolkit "{ARTICLE}" "{ARTICLE}" | head -n 1'

    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.stdout == f"{TITLE}\n"
    assert done.stderr == ""


def test_version_and_help() -> None:
    version, explained = run("--version"), run("--help")

    assert (version.returncode, version.stdout) == (0, f"media-analysis-toolkit {toolkit.__version__}\n")
    assert explained.returncode == 0
    assert "examples:\n  python -m toolkit story.txt" in explained.stdout
    assert "exit status: 0 all went well" in explained.stdout
