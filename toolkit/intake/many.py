"""Many articles from a folder, a zip archive, a table, or several of them; what cannot be read is listed."""

import io
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

import pandas as pd

from toolkit.article import Article
from toolkit.beside import ENDING
from toolkit.errors import OptionError, ReadError, TableError, ToolkitError, check_text
from toolkit.formats import FORMATS
from toolkit.formats.rows import TABLE_FORMATS, Rows, read_rows
from toolkit.intake.records import articles_from_rows, rows_from_frame
from toolkit.intake.single import COLLECTIONS, article_from_bytes, file_bytes, read_article, told_apart
from toolkit.progress import with_bar
from toolkit.tables import make_table
from toolkit.visible import number_of

MAX_MEMBER = 50_000_000  # bytes of one file in a zip archive
MAX_ARCHIVE = 1_000_000_000  # bytes of all its files
_OWN = (ENDING, ".duckdb", ".duckdb.wal", ".duckdb.tmp")  # what the toolkit itself puts beside articles
_KNOWN = ", ".join([*FORMATS, *COLLECTIONS])
Problem = dict[str, object]


class ArticleList(list[Article]):
    """A list of articles; `problems` is a table of what could not be read: source, problem, advice."""

    def __init__(self, articles: Iterable[Article] = (), problems: Iterable[Problem] = ()) -> None:
        super().__init__(articles)
        self.problems = make_table("problems", problems)

    def __repr__(self) -> str:
        return f"<{number_of(len(self), 'article')}, {number_of(len(self.problems), 'problem')}>"


def read_articles(source: object, *, text_column: str | None = None, encoding: str | None = None) -> ArticleList:
    """Read the articles of a folder, a zip archive, a table, or of several sources.

    A folder is read with its subfolders, in the order of the names. A zip archive is read without unpacking it to the
    disk. In a table (CSV, TSV, Excel, JSON, JSON lines, Parquet, or a DataFrame) each row is an article: the columns
    title (or headline), date (published), author (byline), outlet (publisher, source) and url fill the Article's
    fields, all others are in its `metadata`.

    Parameters
    ----------
    source : str, Path, DataFrame or iterable
        A path or an address, a table, or several of these.
    text_column : str, optional
        The column that holds the text; by default one of that name, or called content, body, article, story or alike.
    encoding : str, optional
        Of text files and CSV; found by default, for each file.

    Returns
    -------
    ArticleList
        A list of Article, in the source's order. Its `problems` is a table with a row for whatever could not be read:
        `source`, `problem`, `advice`.

    Raises
    ------
    ReadError
        Nothing at all can be read.
    TableError
        The table has no column with text.
    OptionError
        `source` is none of these.

    Examples
    --------
    >>> rows = pd.DataFrame({"headline": ["Ferry back", "Nothing"], "text": ["The ferry is back.", ""], "page": [1, 2]})
    >>> articles = read_articles(rows)
    >>> articles, articles[0].title, articles[0].metadata
    (<1 article, 1 problem>, 'Ferry back', {'page': 1})
    >>> articles.problems["source"].tolist()
    ['row 1']
    """
    check_text(text_column=text_column, encoding=encoding)
    found: list[Article] = []
    problems: list[Problem] = []
    for item in with_bar(read_each(source, text_column, encoding), of=source if isinstance(source, list) else None):
        if isinstance(item, Article):
            found.append(item)
        else:
            problems.append(item)
    if not found:
        first = "; ".join(f"{p['source']}: {p['problem']}" for p in problems[:3])
        more = f"; and {len(problems) - 3:,} more" if len(problems) > 3 else ""
        raise ReadError(f"No article could be read. {first or 'The source is empty.'}{more}")
    return ArticleList(found, problems)


def _problem(source: object, problem: object, advice: str = "") -> Problem:
    """Make a row of the table of problems; an error's own last sentence is its advice."""
    said, _, last = str(problem).rpartition(". ")
    if not advice and said:
        return {"source": str(source), "problem": said + ".", "advice": last}
    return {"source": str(source), "problem": str(problem), "advice": advice or "Leave it out, or correct the source."}


def read_each(source: object, text_column: str | None, encoding: str | None) -> Iterator[Article | Problem]:
    """Go through the articles of a source one by one, and through what cannot be read."""
    if isinstance(source, Article):
        yield source
    elif isinstance(source, pd.DataFrame):
        yield from articles_from_rows(rows_from_frame(source), None, text_column)
    elif isinstance(source, (str, Path)):
        yield from _read_place(source, text_column, encoding)
    elif isinstance(source, Iterable) and not isinstance(source, (bytes, bytearray, memoryview)):
        for item in source:
            yield from _guarded(item, text_column, encoding)
    else:
        raise OptionError(f"A path, a table or several paths are needed, not {type(source).__name__}.")


def _guarded(source: object, text_column: str | None, encoding: str | None) -> Iterator[Article | Problem]:
    """Read one of several sources; what goes wrong with it is a problem of its own."""
    try:
        yield from read_each(source, text_column, encoding)
    except ToolkitError as error:
        yield _problem(_short(source), error)


def _short(source: object) -> str:
    shown = str(source)
    return shown if len(shown) <= 200 else shown[:199] + "…"


def _read_place(source: str | Path, text_column: str | None, encoding: str | None) -> Iterator[Article | Problem]:
    where = told_apart(source)
    if where == "text" and _is_name(source):
        raise ReadError(f"There is no file or folder {source}. Check the path; a text goes to read_article(...).")
    if where != "path":
        yield read_article(source, encoding=encoding)
        return
    path = Path(source).expanduser()
    if path.is_dir():
        for file in _files(path):
            yield from (
                _guarded(file, text_column, encoding)
                if file.suffix.lower() in {*FORMATS, *COLLECTIONS}
                else (_unknown(str(file)),)
            )
    else:
        yield from _read_file(file_bytes(path), str(path), path.suffix.lower(), text_column, encoding)


def _is_name(source: str | Path) -> bool:
    """True for a short line that does not end as a sentence does: the name of a file or folder, rather than a text."""
    line = str(source).strip()
    return bool(line) and "\n" not in line and len(line) <= 300 and line[-1] not in ".!?…\"'”’"


def _files(folder: Path) -> Iterator[Path]:
    """Go through a folder's files in order; hidden ones, the toolkit's own, and links to other folders are left out."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _left_out(name))
        yield from (Path(parent) / name for name in sorted(files) if not _left_out(name))


def _left_out(name: str) -> bool:
    return name.startswith((".", "~$")) or name.endswith(_OWN)


def _unknown(source: str) -> Problem:
    return _problem(source, "Its name does not tell a format that can be read.", f"Known are {_KNOWN}.")


def _read_file(
    data: bytes, source: str, suffix: str, text_column: str | None, encoding: str | None
) -> Iterator[Article | Problem]:
    if suffix == ".zip":
        yield from _read_zip(data, source, text_column, encoding)
    elif suffix in TABLE_FORMATS:
        yield from _read_table(data, source, suffix, text_column, encoding)
    else:
        yield article_from_bytes(data, None, source, suffix=suffix, encoding=encoding)


def _read_table(
    data: bytes, source: str, suffix: str, text_column: str | None, encoding: str | None
) -> Iterator[Article | Problem]:
    try:
        tables: list[Rows] = read_rows(data, TABLE_FORMATS[suffix], encoding)
    except ReadError as error:
        raise ReadError(f"{source}: {error}") from error
    problems: list[ToolkitError] = []
    for rows in tables:
        try:
            yield from articles_from_rows(rows, source, text_column)
        except TableError as error:
            problems.append(error)
    if problems and len(problems) == len(tables):
        raise problems[0]
    yield from (_problem(source, error) for error in problems)


def _read_zip(data: bytes, source: str, text_column: str | None, encoding: str | None) -> Iterator[Article | Problem]:
    """Read the files of a zip archive in memory; nothing is written to the disk, whatever their names say."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError(f"{source}: it is no zip archive, or it is damaged ({error}). Pack it anew.") from error
    left = MAX_ARCHIVE
    with archive:
        for member in sorted(archive.infolist(), key=lambda info: info.filename):
            name = PurePosixPath(member.filename)
            if member.is_dir() or _left_out(name.name) or "__MACOSX" in name.parts:
                continue
            place = f"{source}!{member.filename}"
            suffix = name.suffix.lower()
            if suffix == ".zip":
                yield _problem(place, "It is a zip archive within a zip archive.", "Unpack it and read it by itself.")
            elif suffix not in {*FORMATS, *TABLE_FORMATS}:
                yield _unknown(place)
            elif left <= 0 or member.file_size > min(MAX_MEMBER, left):
                yield _problem(place, f"It unpacks to {member.file_size:,} bytes.", f"At most {MAX_MEMBER:,} are read.")
            else:
                left -= member.file_size
                yield from _read_member(archive, member, place, suffix, text_column, encoding)


def _read_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    place: str,
    suffix: str,
    text_column: str | None,
    encoding: str | None,
) -> Iterator[Article | Problem]:
    try:
        with archive.open(member) as file:
            data = file.read(member.file_size + 1)
        yield from _read_file(data, place, suffix, text_column, encoding)
    except ToolkitError as error:
        yield _problem(place, error)
    except RuntimeError:  # what zipfile raises for a password
        yield _problem(place, "It is locked with a password.", "Unpack it and read the files.")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        yield _problem(place, f"It is damaged or packed in an unknown way ({error}).", "Pack it anew.")
