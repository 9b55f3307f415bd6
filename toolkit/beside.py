"""Where the corrections of an article are kept: in a file beside the one that it was read from."""

import contextlib
from pathlib import Path

ENDING = ".corrections.json"


def corrections_beside(source: str | None) -> str | None:
    """Name the file of corrections beside an article's source, in full, so that it is found from any folder.

    A row of a table or a member of an archive has its table's or archive's; what is no file has none.

    Parameters
    ----------
    source : str, optional
        Where the article came from: "story.txt", "news.csv, row 3", "news.zip!a.txt".

    Returns
    -------
    str or None
        The path of story.corrections.json, news.corrections.json.

    Examples
    --------
    >>> corrections_beside("https://oldhaven-gazette.example/ferry") is None
    True
    """
    for name in (source, *((source or "").rsplit(mark, 1)[0] for mark in ("!", ", row", ":"))):
        with contextlib.suppress(OSError, ValueError):
            if name and Path(name).is_file():
                return str(Path(name).absolute().with_suffix(ENDING))
    return None
