"""The files that notebooks start with, found from wherever a notebook runs.

They are the repository's and not the package's: others hold the rights to the article, so no wheel carries it along.
"""

import os
from pathlib import Path

from toolkit.errors import ReadError

_CHECKOUT = Path(__file__).parents[1]


def sample_path(name: str) -> Path:
    """Find a file of the repository's folder `data`, such as the article that the notebooks start with.

    Looked for in the working folder, in the folders above it, and last in the checkout that the toolkit is installed
    from, if it is: Jupyter runs a notebook in the notebook's folder, other programs run it in the project's.

    Parameters
    ----------
    name : str
        The file's path inside `data`: "articles/putin-venezuela.txt".

    Returns
    -------
    Path
        The file, seen from the working folder where it lies in or above it: `../data/articles/putin-venezuela.txt`.

    Raises
    ------
    ReadError
        There is no such file in any of these places.

    Examples
    --------
    >>> sample_path("articles/putin-venezuela.txt").name
    'putin-venezuela.txt'
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "data" / name).is_file():
            return Path(os.path.relpath(folder / "data" / name))
    if (_CHECKOUT / "data" / name).is_file():
        return _CHECKOUT / "data" / name
    raise ReadError(
        f"There is no data/{name} in {here} or above it. It comes with the toolkit's repository, not with the "
        "installed package: start from there, or put the path of a file of your own in its place."
    )
