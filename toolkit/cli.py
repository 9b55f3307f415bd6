"""The command line: articles in, the summary out, every table as CSV or JSON for the asking, many into a store."""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from toolkit import __version__
from toolkit.errors import ReadError, ToolkitError
from toolkit.filling import GO_ON, fill
from toolkit.visible import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from toolkit.article import Article

OK, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130
PLAIN_WIDTH = 100
_LINE = 2_000  # characters of an error message: it stays one line, however hostile the file's name
_URL = re.compile(r"https?://")
_EXAMPLES = """\
examples:
  {prog} story.txt                     the summary of one article
  {prog} story.txt --tables tables     and every table as CSV in the folder tables
  {prog} monday.docx tuesday.html      several articles, one after the other
  {prog} --json story.txt > story.json everything as JSON
  pbpaste | {prog} -                   what is on the clipboard (macOS)
  {prog} news --store news.duckdb      the articles of a folder into a store, and the tables of each
  {prog} --store news.duckdb           go on with what is not done yet

CSV files are UTF-8 with a byte-order mark, as Excel likes them; text that a spreadsheet would take for a formula
has an apostrophe in front. JSON has each text as it stands.

Ctrl-C stops a run on a store; what is done is kept, and the same command goes on from there.

exit status: 0 all went well, 1 an article could not be read (the others are done), 2 wrong usage, 130 stopped.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, without the usage that argparse puts before it."""
        _tell(f"{message} (--help lists what there is)")
        sys.exit(MISUSED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the command's name; by default what this process was started with.

    Returns
    -------
    int
        0 all went well, 1 an article could not be read or the tables not written, 2 wrong usage, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a character shows its number
    try:
        options = _options(arguments)
        status = _fill(options) if options.store else _run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on; say nothing at exit either
        return FAILED
    except KeyboardInterrupt:
        _tell("interrupted")
        return INTERRUPTED
    return status


def _parser() -> argparse.ArgumentParser:
    prog = "media-analysis-toolkit" if "media-analysis" in Path(sys.argv[0]).name else "python -m toolkit"
    parser = _Parser(
        prog=prog,
        description="Tell who is quoted in a news article, in which tone, in whose words.",
        epilog=_EXAMPLES.format(prog=prog),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "articles", nargs="*", metavar="ARTICLE",
        help="a file (text, Markdown, HTML, Word, PDF), an address, a folder, a zip or a table of articles, or - for "
        "standard input",
    )  # fmt: skip
    parser.add_argument("--tables", metavar="DIR", help="write every table as CSV into DIR, all articles together")
    parser.add_argument("--json", action="store_true", help="print everything as JSON in place of the summary")
    parser.add_argument("--store", metavar="FILE", help="put articles into FILE, a store, and make their tables there")
    parser.add_argument("--workers", type=int, metavar="N", help="with --store: processes to use (default: all)")
    parser.add_argument("--retry", action="store_true", help="with --store: try again what failed before")
    parser.add_argument("--version", action="version", version=f"media-analysis-toolkit {__version__}")
    return parser


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the arguments, and refuse those that do not go together."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.store is None:
        if not options.articles:
            parser.error("the following arguments are required: ARTICLE")
        if options.workers is not None or options.retry:
            parser.error("--workers and --retry go with --store FILE")
    elif options.json or options.tables:
        parser.error(
            "--store keeps the tables itself: leave out --tables and --json, and use its to_parquet or to_excel"
        )
    elif "-" in options.articles:
        parser.error("- cannot go into a store: save it as a file, and name that")
    elif options.workers is not None and options.workers < 1:
        parser.error("--workers takes a whole number of at least 1")
    return options


def _fill(options: argparse.Namespace) -> int:
    """Work on a store; what is not there is said, and the rest done."""
    missing = [name for name in options.articles if not _URL.match(name) and not os.path.lexists(name)]
    for name in missing:
        _tell(f"There is no file or folder {name}.")
    there = [name for name in options.articles if name not in missing]
    if missing and not there:
        return FAILED
    try:
        account, well = fill(options.store, there, options.workers, retry=options.retry)
    except ToolkitError as error:
        _tell(str(error))
        return FAILED
    except KeyboardInterrupt:
        _tell(f"interrupted. {GO_ON}")
        return INTERRUPTED
    print(account)
    return OK if well and not missing else FAILED


def _run(options: argparse.Namespace) -> int:
    from toolkit.export import all_tables, as_json, write_tables  # here, so that --help answers at once
    from toolkit.summary import NEEDED

    kept = options.json or options.tables
    done: list[tuple[Article, Mapping[str, pd.DataFrame]]] = []
    problems: list[dict[str, str]] = []
    screen = _Screen()
    for item in _read_all(options.articles):
        if isinstance(item, dict):
            problems.append(item)
            _tell(f"{item['source']}: {item['problem']}" if item["source"] not in item["problem"] else item["problem"])
            continue
        tables = all_tables(item, None if kept else NEEDED)
        if not options.json:
            screen.show(item, tables)
        if kept:
            done.append((item, tables))
    if options.tables and done:
        try:
            _tell(f"{len(write_tables(options.tables, done))} tables are in {options.tables}")
        except ToolkitError as error:
            problems.append({"source": options.tables, "problem": str(error)})
            _tell(str(error))
    if options.json:
        print(as_json(done, problems))
    return FAILED if problems else OK


def _read_all(names: Sequence[str]) -> "Iterator[Article | dict[str, str]]":
    """Go through the articles that the arguments name; what cannot be read comes as its source and problem."""
    for name in names:
        try:
            yield from _read(name)
        except ToolkitError as error:
            yield {"source": name, "problem": str(error)}


def _read(name: str) -> "Iterator[Article | dict[str, str]]":
    from toolkit.intake import read_article, read_articles
    from toolkit.intake.single import COLLECTIONS

    if name == "-":
        yield replace(read_article(sys.stdin.buffer.read()), source="standard input")
    elif _URL.match(name):
        yield read_article(name)
    elif not os.path.lexists(name):
        raise ReadError(f"There is no file or folder {name}.")
    elif Path(name).is_dir() or Path(name).suffix.lower() in COLLECTIONS:
        found = read_articles(Path(name))
        yield from found
        yield from ({"source": row["source"], "problem": row["problem"]} for row in found.problems.to_dict("records"))
    else:
        yield read_article(Path(name))


class _Screen:
    """Standard output as the summaries see it: wide and coloured as the terminal is, plain where it is none."""

    def __init__(self) -> None:
        from rich.console import Console

        terminal = sys.stdout.isatty()
        self.console = Console(
            force_terminal=terminal, force_jupyter=False, width=None if terminal else PLAIN_WIDTH,
            color_system="auto" if terminal else None, markup=False, emoji=False, highlight=False, soft_wrap=False,
        )  # fmt: skip
        self.shown = 0

    def show(self, article: "Article", tables: "Mapping[str, pd.DataFrame]") -> None:
        """Print the summary of one article, a line between it and the one before."""
        from toolkit.summary import summary

        if self.shown:
            print(f"\n{'-' * 40}\n")
        with self.console.capture() as captured:
            self.console.print(summary(article, tables, self.console))
        lines = captured.get().rstrip("\n").split("\n")
        print("\n".join(lines if self.console.is_terminal else map(str.rstrip, lines)), flush=True)
        self.shown += 1


def _tell(message: str) -> None:
    """Say in one line on standard error what went wrong, or what was written."""
    sys.stderr.write(f"media-analysis-toolkit: {shorten(message, _LINE)}\n")
