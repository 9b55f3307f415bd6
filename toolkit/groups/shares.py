"""Shares of the reported words: by speaker, by form of speech, by how the sources are named."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from toolkit.groups.grouping import FEWEST_ARTICLES, TOO_FEW, check_many, each_group, sums_of, weighted_mean
from toolkit.tables import make_table
from toolkit.voices import counted_words

FORMS = ("direct", "mixed", "indirect")
NAMINGS = ("named", "collective", "document", "unnamed", "unclear")
IN_NONE = "in no article"
_OPEN = "\0"  # stands for a speaker who is not resolved while words are added up


def shares_of_voice(
    said: pd.DataFrame, groups: pd.Series, by: str, top: int, names: pd.DataFrame | None
) -> pd.DataFrame:
    """Return each speaker's share of a group's reported words, for the speakers of most words over all groups."""
    said = _counted(said, ["speaker", "words"])
    said = said.assign(item=_called(said, names))
    known = said[said["article_id"].isin(groups.index) & (said["item"] != _OPEN)]
    order = known.groupby("item", sort=False)["words"].sum().sort_values(ascending=False, kind="stable")
    return _shares(said, [*order.index[:top], _OPEN], groups, by)


def _called(said: pd.DataFrame, names: pd.DataFrame | None) -> list[str]:
    """Name the speaker of each row as over all articles."""
    known = {
        (row["article_id"], row["speaker"]): row["name"] for row in ([] if names is None else names.to_dict("records"))
    }
    rows = zip(said["article_id"], said["speaker"], strict=True)
    return [_OPEN if pd.isna(speaker) else str(known.get((article, speaker), speaker)) for article, speaker in rows]


def shares_of_forms(said: pd.DataFrame, groups: pd.Series, by: str) -> pd.DataFrame:
    """Return the shares of direct, mixed and indirect speech."""
    said = _counted(said, ["kind", "words"])
    return _shares(said.assign(item=said["kind"]), FORMS, groups, by)


def shares_of_sources(audit: pd.DataFrame, groups: pd.Series, by: str) -> pd.DataFrame:
    """Return the shares of named, collective, document, unnamed and unclear sources."""
    check_many(audit, "source_audit", ["naming", "words"])
    return _shares(audit.assign(item=audit["naming"]), NAMINGS, groups, by)


def _counted(said: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Keep the attributions that count, with the words that they count for: what is inside another counts there."""
    check_many(said, "attributions", columns)
    counted = said.assign(words=counted_words(said))
    return counted[counted["words"] > 0]


def _shares(rows: pd.DataFrame, items: Sequence[str], groups: pd.Series, by: str) -> pd.DataFrame:
    made = [row for name, ids in each_group(groups, by) for row in _group_shares(name, rows, list(items), ids)]
    return make_table("group_shares", made)


def _group_shares(group: str, rows: pd.DataFrame, items: list[str], ids: pd.Index) -> Iterator[dict[str, object]]:
    words = sums_of(rows, items, "words", ids)
    totals = rows.groupby("article_id")["words"].sum().reindex(ids, fill_value=0)
    words, weights = words[totals > 0], totals[totals > 0].to_numpy(dtype=float)
    articles = len(words)
    nothing = (np.full(len(items), np.nan),) * 3
    counts = words.to_numpy(dtype=float)
    found = weighted_mean(counts / weights[:, None], weights) if articles else nothing
    for place, (item, share, low, high) in enumerate(zip(items, *found, strict=True)):
        held = int((counts[:, place] > 0).sum())
        yield {
            "group": group, "item": None if item == _OPEN else item, "share": share,
            "low": low if held else None, "high": high if held else None,  # of nothing but zeros all draws are 0
            "words": int(counts[:, place].sum()), "item_articles": held, "articles": articles,
            "note": TOO_FEW if articles < FEWEST_ARTICLES else None if held else IN_NONE,
        }  # fmt: skip
