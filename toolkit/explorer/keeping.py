"""What is pasted or uploaded is kept in a folder, so that corrections have a file to lie beside and last."""

import hashlib
import re
import unicodedata
from dataclasses import replace
from pathlib import Path, PurePosixPath

from toolkit.article import Article
from toolkit.errors import ReadError
from toolkit.sidecar import sidecar_of

_LONGEST = 60  # characters of a file's name without its ending


def keep_text(folder: Path, text: str) -> Path:
    """Keep pasted text under the name of its first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return keep_bytes(folder, f"{slug(first)}.txt", text.encode("utf-8", "backslashreplace"))


def keep_bytes(folder: Path, name: str, data: bytes) -> Path:
    """Keep a file that was uploaded; one of its name that holds something else stays as it is."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    ending = re.sub(r"[^.\w]", "", PurePosixPath(plain).suffix)[:12]
    path = folder / f"{_plain(PurePosixPath(plain).stem) or 'article'}{ending}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes() != data:
            path = path.with_stem(f"{path.stem}-{hashlib.sha256(data).hexdigest()[:6]}")
        if not path.exists():
            path.write_bytes(data)
    except OSError as error:
        raise ReadError(f"{path} cannot be kept: {error.strerror or error}. Name another folder.") from error
    return path


def with_a_place(article: Article, folder: Path | None) -> Article:
    """Give an article that comes from no file a place for its corrections, named by its title and its text."""
    if folder is None or sidecar_of(article) is not None:
        return article
    name = f"{slug(article.title or article.text)}-{article.article_id[:6]}.corrections.json"
    return replace(article, corrections=str(folder / name))


def seen_from_here(path: Path) -> Path:
    """Return a path as it is named in the folder that the notebook runs in, where it lies in it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def slug(title: str) -> str:
    """Return a title as a file's name.

    Examples
    --------
    >>> slug("The café’s back: “It sails!”")
    'the-cafe-s-back-it-sails'
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", title[:200]) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters.lower())[:_LONGEST].strip("-") or "article"


def _plain(stem: str) -> str:
    """Keep letters, figures, spaces and the marks that no system takes for anything else."""
    return " ".join(re.sub(r"[^\w .,()+-]", "_", stem)[:_LONGEST].split()).strip(". ")
