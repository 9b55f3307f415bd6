"""What people corrected, as runs see it: read from the files beside the articles, sent along with each text.

A worker may be on a machine that has no such files. A hash of a text's corrections is kept with what was made of it,
so that a changed file makes again just the tables that replay corrections, of just those texts.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from toolkit.beside import ENDING
from toolkit.corpus.store import Store
from toolkit.errors import ReadError
from toolkit.sidecar import Group, pack, read_groups, unpack

_ABOUT = "(p.text_id = ? OR regexp_replace(p.source, '^.*[/\\\\]', '') = ?)"  # the text's hash, the source's name
_PAGE = 10_000  # files looked for at a time


def own_file(store: Store) -> str | None:
    """Name the file beside the store, for the corrections of articles that come from no file of their own."""
    return None if store.path is None else str(store.path.absolute().with_suffix(ENDING))


def find_decisions(store: Store) -> None:
    """List in a temporary table the texts that have corrections, with a hash of these and themselves."""
    store.sql("CREATE OR REPLACE TEMP TABLE decisions (no BIGINT, hash VARCHAR, decided VARCHAR)")
    found: dict[int, list[Any]] = {}
    for path in list(_files(store)):
        try:
            for no, groups in _of_texts(store, path, read_groups(Path(path))):
                found.setdefault(no, []).extend(groups)
        except ReadError as error:  # each text that it may be about is a problem until it is mended
            for (no,) in _texts(store, path, "true", []):
                found.setdefault(no, []).append(str(error))
    for no, parts in found.items():
        problems = [part for part in parts if isinstance(part, str)]
        decided = json.dumps({"problem": problems[0]} if problems else {"groups": pack(parts)})
        name = hashlib.sha256(decided.encode()).hexdigest()[:16]
        store.sql("INSERT INTO decisions VALUES (?, ?, ?)", [no, name, decided])


def decided(packed: str | None) -> "list[Group] | ReadError":
    """Return what was sent along with a text."""
    sent: Mapping[str, Any] = json.loads(packed or '{"groups": []}')
    return ReadError(sent["problem"]) if "problem" in sent else unpack(sent["groups"])


def _files(store: Store) -> Iterator[str]:
    """Go through the files of corrections that there are."""
    named = store.sql("SELECT DISTINCT corrections FROM publications WHERE corrections IS NOT NULL")
    while page := named.fetchmany(_PAGE):
        yield from (path for (path,) in page if Path(path).exists())
    if (own := own_file(store)) and Path(own).exists():
        yield own


def _of_texts(store: Store, path: str, groups: Iterable[Group]) -> Iterator[tuple[int, list[Group]]]:
    """Go through the texts that a file's corrections are about: the very text, or another state of the same source."""
    for group in groups:
        rows = _texts(store, path, _ABOUT, [group.text[:12], group.source])
        for (no,) in rows:
            yield no, [replace(group, source=None)]  # as it is for the article in the worker, which has no source


def _texts(store: Store, path: str, condition: str, values: list[Any]) -> list[tuple[int]]:
    where = "p.corrections IS NULL" if path == own_file(store) else "p.corrections = ?"
    named = [] if path == own_file(store) else [path]
    query = f"SELECT DISTINCT p.no FROM publications p WHERE {where} AND {condition} ORDER BY p.no"
    return store.sql(query, [*named, *values]).fetchall()
