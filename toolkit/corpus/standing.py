"""Where the store stands: what is done, stale, missing or failed, and every problem with what to do about it."""

import pandas as pd

from toolkit.corpus.decisions import find_decisions
from toolkit.corpus.run import wanted_tables
from toolkit.corpus.stages import PARSE, STAGES
from toolkit.corpus.store import Store, rows_of
from toolkit.tables import make_table


def problems_of(store: Store) -> pd.DataFrame:
    """List what could not be read, then what could not be made, in the order of adding."""
    unread = store.sql("SELECT source, problem, advice FROM unread").fetchall()
    failed = store.sql(
        "SELECT p.source, p.article_id, d.stage, d.problem, d.advice FROM done d JOIN publications p USING (no) "
        "WHERE d.problem IS NOT NULL ORDER BY p.serial"
    ).fetchall()
    order = {name: place for place, name in enumerate((PARSE, *STAGES))}
    rows = [{"source": s, "stage": "reading", "problem": p, "advice": a} for s, p, a in unread]
    rows += [
        {"source": source or article_id, "article_id": article_id, "stage": stage, "problem": problem, "advice": advice}
        for source, article_id, stage, problem, advice in sorted(failed, key=lambda row: order.get(row[2], 99))
    ]
    return make_table("corpus_problems", rows)


def status_of(store: Store) -> pd.DataFrame:
    """Count for each table the articles by how they stand; tables that no run was asked for are left out."""
    texts = int(store.value("SELECT count(*) FROM texts"))
    made = store.tables()
    names = [name for name, stage in STAGES.items() if stage.usual or rows_of(name) in made]
    wanted = wanted_tables(store, names)
    find_decisions(store)
    rows = []
    for name in (PARSE, *names):
        version = None if name == PARSE else wanted[name][2]
        fresh, stale, failed, seconds = store.sql(
            "SELECT count(*) FILTER (problem IS NULL AND fresh), count(*) FILTER (problem IS NULL AND NOT fresh), "
            "count(*) FILTER (problem IS NOT NULL), coalesce(sum(seconds), 0) FROM ("
            "  SELECT d.problem, d.seconds, d.version IS NOT DISTINCT FROM $2 AND "
            "  (NOT $3 OR coalesce(d.corrections, '') = coalesce(c.hash, '')) AS fresh "
            "  FROM done d LEFT JOIN decisions c USING (no) WHERE d.stage = $1)",
            [name, version, name in STAGES and STAGES[name].replays],
        ).fetchall()[0]
        missing = texts - fresh - stale - failed
        rows.append(
            {"table": name, "done": fresh, "stale": stale, "missing": missing, "failed": failed, "seconds": seconds}
        )
    return make_table("corpus_status", rows)
