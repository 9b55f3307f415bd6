"""Articles into the store: the same one once, a changed one in place of the old, each batch whole or not at all."""

import itertools
from collections.abc import Iterable, Iterator

import pandas as pd
from tqdm.auto import tqdm

from toolkit.article import Article
from toolkit.beside import corrections_beside
from toolkit.corpus.records import content_of, publication_of
from toolkit.corpus.store import Store, rows_of
from toolkit.intake.many import Problem, read_each

BATCH = 200  # articles in one transaction

_MOVING = ("place", "source", "corrections")  # what follows a file to another folder
_UPDATED = "place source title date byline outlet agency url site repairs warnings extra corrections no".split()


def add_articles(
    store: Store, source: object, text_column: str | None, encoding: str | None, *, progress: bool
) -> None:
    """Add what `source` holds, an Article, a path, a table or several, and note what cannot be read.

    After it each place (address, or file and row) that `source` names has just the articles that `source` gives it.
    """
    store.sql("CREATE OR REPLACE TEMP TABLE given (place VARCHAR, article_id VARCHAR)")
    found = tqdm(read_each(source, text_column, encoding), unit="article", disable=not progress)
    for batch in _batches(found):
        with store.transaction():
            _add_batch(store, [one for one in batch if isinstance(one, Article)])
            _note_unread(store, [one for one in batch if not isinstance(one, Article)])
        store.trim()
    with store.transaction():
        _drop_replaced(store)


def _batches(items: Iterable[Article | Problem]) -> Iterator[list[Article | Problem]]:
    waiting = iter(items)
    while batch := list(itertools.islice(waiting, BATCH)):
        yield batch


def _add_batch(store: Store, articles: list[Article]) -> None:
    """Put the new texts and publications of a batch into the store, and bring known ones up to date."""
    if not articles:
        return
    texts = pd.DataFrame([content_of(article) for article in articles])
    known = _numbers(store, texts)
    publications = [{**publication_of(a), "no": known[c]} for a, c in zip(articles, texts["content"], strict=True)]
    _publish(store, publications)


def _numbers(store: Store, texts: pd.DataFrame) -> dict[str, int]:
    """Return the number of each text of a batch, once those that are new are in the store."""
    frame = texts.drop_duplicates("content")
    found = store.sql("SELECT content, no FROM texts WHERE list_contains(?, content)", [frame["content"].tolist()])
    known = {str(content): int(no) for content, no in found.fetchall()}
    frame = frame[~frame["content"].isin(list(known))]
    first = int(store.value("SELECT coalesce(max(no), 0) + 1 FROM texts"))
    frame = frame.assign(no=range(first, first + len(frame)))
    if len(frame):
        _insert(store, "texts", frame[["no", "content", "text", "layout", "characters"]])
    return known | dict(zip(frame["content"], frame["no"], strict=True))


def _publish(store: Store, publications: list[dict[str, object]]) -> None:
    """Add the publications that are new; of those that are known, what their source says may have changed."""
    ids = sorted({str(p["text_id"]) for p in publications})
    rows = store.sql(
        "SELECT article_id, text_id, outlet, site FROM publications WHERE list_contains(?, text_id)", [ids]
    ).fetchall()
    known: dict[str, list[tuple[str, str | None]]] = {}
    for article_id, text_id, outlet, site in rows:
        known.setdefault(text_id, []).append((article_id, _publisher(outlet, site)))
    serial = int(store.value("SELECT coalesce(max(serial), 0) FROM publications"))
    fresh: dict[str, dict[str, object]] = {}
    for publication in publications:
        text_id = str(publication["text_id"])
        copies = known.setdefault(text_id, [])
        publisher = _publisher(publication["outlet"], publication["site"])
        same = next(
            (i for i, (_, other) in enumerate(copies) if None in (publisher, other) or publisher == other), None
        )
        if same is None:
            article_id = text_id if not copies else _next_id(text_id, {one for one, _ in copies})
            copies.append((article_id, publisher))
            serial += 1
            fresh[article_id] = {"serial": serial, "article_id": article_id, **publication}
        else:
            article_id, other = copies[same]
            copies[same] = (article_id, other or publisher)
            if article_id in fresh:
                fresh[article_id] |= {k: v for k, v in publication.items() if fresh[article_id][k] is None}
            else:
                _update(store, article_id, publication)
        store.sql("INSERT INTO given VALUES (?, ?)", [publication["place"], article_id])
    if fresh:
        _insert(store, "publications", pd.DataFrame(list(fresh.values())))


def _publisher(outlet: object, site: object) -> str | None:
    name = outlet or site
    return str(name).casefold() if name else None


def _next_id(text_id: str, taken: set[str]) -> str:
    return next(name for n in itertools.count(2) if (name := f"{text_id}-{n}") not in taken)


def _update(store: Store, article_id: str, publication: dict[str, object]) -> None:
    """Bring a known publication up to date; what another place says of the same text fills gaps only."""
    row = store.sql(f"SELECT {', '.join(_UPDATED)} FROM publications WHERE article_id = ?", [article_id]).fetchall()[0]
    old = dict(zip(_UPDATED, row, strict=True))
    again = old["place"] == publication["place"]
    moved = _MOVING if old["corrections"] and publication["corrections"] and _is_gone(old["source"]) else ()
    new = {
        name: publication[name] if name in moved or (again and name != "place") or old[name] is None else old[name]
        for name in _UPDATED
    }
    if new != old:
        changed = ", ".join(f"{name} = ?" for name in _UPDATED)
        store.sql(f"UPDATE publications SET {changed} WHERE article_id = ?", [*new.values(), article_id])


def _is_gone(source: str | None) -> bool:
    """True for a file that is no longer where it was read."""
    return source is not None and corrections_beside(source) is None


def _insert(store: Store, table: str, frame: pd.DataFrame) -> None:
    store.connection.register("incoming", frame)
    columns = ", ".join(map(str, frame.columns))
    store.sql(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM incoming")
    store.connection.unregister("incoming")


def _note_unread(store: Store, problems: list[Problem]) -> None:
    for problem in problems:
        store.sql("DELETE FROM unread WHERE source = ?", [problem["source"]])
        store.sql("INSERT INTO unread VALUES (?, ?, ?)", [problem["source"], problem["problem"], problem["advice"]])


def _drop_replaced(store: Store) -> None:
    """Drop what stood at the places that were read and was not found there again, and texts that nobody needs now."""
    store.sql(
        "DELETE FROM publications WHERE place IN (SELECT place FROM given) "
        "AND article_id NOT IN (SELECT article_id FROM given)"
    )
    store.sql("DELETE FROM unread WHERE source IN (SELECT place FROM given UNION SELECT source FROM publications)")
    orphans = store.value("SELECT count(*) FROM texts WHERE no NOT IN (SELECT no FROM publications)")
    if orphans:
        unneeded = "no IN (SELECT no FROM texts WHERE no NOT IN (SELECT no FROM publications))"
        tables = store.tables()
        for (stage,) in store.sql("SELECT DISTINCT stage FROM done").fetchall():
            if rows_of(stage) in tables:
                store.sql(f'DELETE FROM "{rows_of(stage)}" WHERE {unneeded}')
        store.sql(f"DELETE FROM done WHERE {unneeded}")
        store.sql(f"DELETE FROM texts WHERE {unneeded}")
