"""A progress bar where somebody is looking and it takes longer than a second; nothing anywhere else."""

import os
import sys
import warnings
from collections.abc import Iterable, Sized
from typing import TypeVar

T = TypeVar("T")
_PATIENCE = 1.0  # seconds before a bar shows


def with_bar(items: Iterable[T], *, unit: str = "article", of: object = None) -> Iterable[T]:
    """Go through `items` behind a bar that shows after a second and goes away at the end.

    `of`, such as the list that the items come from, tells how many there are, where the items do not.

    It shows in a notebook and in a terminal. Where the output goes to a file or a pipe, nothing is written; the
    environment variable TQDM_DISABLE=1 turns it off everywhere.

    Examples
    --------
    >>> list(with_bar(["a", "b"]))
    ['a', 'b']
    """
    if not _watched():
        return items
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="IProgress not found")  # without ipywidgets the bar is plain text
        from tqdm.auto import tqdm
    total = next((len(known) for known in (items, of) if isinstance(known, Sized)), None)
    shown: Iterable[T] = tqdm(items, total=total, unit=unit, delay=_PATIENCE, leave=False)
    return shown


def _watched() -> bool:
    """True in a terminal and in a notebook's kernel, unless bars are turned off, which tqdm's bar there overlooks."""
    if os.environ.get("TQDM_DISABLE", "0").lower() not in ("", "0", "false"):
        return False
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    in_a_notebook = shell is not None and "IPKernelApp" in getattr(shell, "config", {})
    return in_a_notebook or bool(getattr(sys.stderr, "isatty", bool)())
