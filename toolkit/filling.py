"""The command line's work on a store: articles added, tables made, and in the end what was done, skipped and failed."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import OptionError
from toolkit.visible import shorten

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.corpus import Corpus

_SHOWN = 10  # problems on the screen
_LINE = 300  # characters of each
GO_ON = "What is done is kept; the same command goes on from there."


def fill(store: str, sources: Sequence[str], workers: int | None, *, retry: bool) -> tuple[str, bool]:
    """Add articles to a store and make the tables that are missing; return an account, and if all went well.

    Raises
    ------
    StoreError
        The store cannot be opened.
    OptionError
        The number of workers is not known, or the store is new and there is nothing to add.
    KeyboardInterrupt
        Somebody stopped it: what was done is kept.
    """
    from toolkit.corpus import Corpus

    seen = sys.stderr.isatty()
    if not sources and not Path(store).expanduser().exists():
        raise OptionError(f"There is no store {store} to go on with. Name a folder, a zip or a table of articles too.")
    with Corpus(store) as corpus:
        if sources:
            corpus.add([_place(name) for name in sources], progress=seen)
        corpus.run(workers, progress="bar" if seen else False, retry=retry)
        return _account(store, corpus), corpus.problems.empty


def _place(name: str) -> "str | Path":
    return name if re.match(r"https?://", name) else Path(name)


def _account(store: str, corpus: "Corpus") -> str:
    """Write what the run came to, then the first problems, each with what to do about it."""
    assert corpus.last_run is not None
    lines = [f"{shorten(store, _LINE)}: {len(corpus):,} articles"]
    for row in corpus.last_run.to_dict("records"):
        why = row["why"] if row["outcome"] == "done" or row["articles"] else None
        lines.append(f"  {row['outcome']:<8}{row['articles']:>9,}" + (f"  {shorten(why, _LINE)}" if why else ""))
    problems = corpus.problems
    if len(problems):
        lines += ["", f"Problems: {len(problems):,}", *_listed(problems.head(_SHOWN))]
    if len(problems) > _SHOWN:
        lines.append(f"  and {len(problems) - _SHOWN:,} more: Corpus({store!r}).problems lists them all")
    return "\n".join(lines)


def _listed(problems: "pd.DataFrame") -> list[str]:
    lines = []
    for row in problems.to_dict("records"):
        source, said = str(row["source"]), str(row["problem"])
        place = "" if source in said else f"{source}: "
        stage = "" if row["stage"] == "reading" else f"{row['stage']}: "
        lines.append("  " + shorten(f"{place}{stage}{said} {row['advice']}", _LINE))
    return lines
