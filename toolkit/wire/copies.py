"""Articles that print the same text, put into groups, with what each shares with the first of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from toolkit.article import Article, Articles
from toolkit.tables import make_table
from toolkit.wire.groups import HALF, candidate_pairs, containment, grouped, own_runs, shared_words
from toolkit.wire.outlets import outlets_in
from toolkit.wire.sources import Listed, Stored
from toolkit.wire.standing import own_spans, standing_pieces

_Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Print:
    """One article, where its own text stands, and that text's runs of words."""

    article: Article
    spans: _Spans
    runs: frozenset[str]


def wire_copies(articles: Articles | Stored) -> pd.DataFrame:
    """List the articles that print the same text as another, group by group.

    Two articles belong together where half of the shorter one's runs of five words stand in the other too. What an
    outlet prints in five or more of the articles that look alike (a newsletter's offer, a line on sources, a paragraph
    of background) is standing text and counts for nothing. Headlines are left out.

    Parameters
    ----------
    articles : Corpus or iterable of Article
        Where to look; a Corpus that has been run knows most of the answer.

    Returns
    -------
    DataFrame
        One row per article that has a copy; groups in the order of their first article, the reference first in each,
        then by day: `group` (from 0), `article_id`, `outlet` (or site), `date`, `agency` (the first that it credits),
        `group_agency` (the one that most of the group credit), `reference` (the earliest, of one day the longest),
        `words` (of its body, standing text left out), `shared` (share of them in runs of five that the reference has
        too, 0..1), `kept` (share of the reference's words that it prints).

        A group of one outlet alone is mostly its own updates of a story.

    Raises
    ------
    OptionError
        The collection is empty, or holds something else than articles.
    TableError
        The Corpus has not been run.

    Source
    ------
    Broder (1997), "On the resemblance and containment of documents", doi:10.1109/SEQUEN.1997.666900.

    Examples
    --------
    >>> from datetime import date
    >>> report = " ".join(f"The ferry {verb} at pier {n}." for n in range(9) for verb in ("sails", "waits"))
    >>> first = Article(text=f"OLDHAVEN (AP) — {report}", outlet="Gazette", date=date(2031, 5, 4))
    >>> second = Article(text=f"{report} It was late, our reporter saw.", outlet="Courier", date=date(2031, 5, 5))
    >>> wire_copies([first, second])[["group", "outlet", "agency", "words", "shared", "kept"]].round(2)
       group   outlet agency  words  shared  kept
    0      0  Gazette     AP    108    1.00   1.0
    1      0  Courier    NaN    114    0.95   1.0
    """
    store = articles if isinstance(articles, Stored) else Listed(articles)
    known = store.table("articles")
    known = known.assign(outlet=outlets_in(known)).set_index("article_id")
    pairs = candidate_pairs(store.table("shingle_bands"))
    prints = _prints(store, known["outlet"], pairs)
    same = [(a, b) for a, b in pairs if containment(prints[a].runs, prints[b].runs) >= HALF]
    groups = grouped(same, {str(name): place for place, name in enumerate(known.index)})
    first = store.table("agency_credits").drop_duplicates("article_id")
    credited = dict(zip(first["article_id"], first["agency"], strict=True))
    rows = [row for n, group in enumerate(groups) for row in _rows(n, group, prints, known, credited)]
    return make_table("wire_copies", rows)


def _prints(store: Stored, outlets: pd.Series, pairs: list[tuple[str, str]]) -> dict[str, _Print]:
    """Read the articles that may have copies, and leave their standing text out."""
    found = {name: store.article(name) for name in dict.fromkeys(name for pair in pairs for name in pair)}
    standing = standing_pieces((_outlet(outlets, name), article) for name, article in found.items())
    spans = {name: own_spans(article, standing[_outlet(outlets, name)]) for name, article in found.items()}
    return {name: _Print(article, spans[name], own_runs(article, spans[name])) for name, article in found.items()}


def _outlet(outlets: pd.Series, name: str) -> str | None:
    return None if pd.isna(outlets[name]) else str(outlets[name])


def _rows(
    number: int, group: list[str], prints: Mapping[str, _Print], known: pd.DataFrame, credited: Mapping[str, str]
) -> list[dict[str, object]]:
    """Make a group's rows, the reference first, then by day."""
    sizes = {name: shared_words(prints[name].article, prints[name].spans, frozenset())[1] for name in group}
    days = known["date"].fillna(pd.Timestamp.max.floor("s"))
    ordered = sorted(group, key=lambda name: (days[name], -sizes[name]))
    counted = Counter(credited[name] for name in ordered if name in credited)
    agency = counted.most_common(1)[0][0] if counted else None
    return [
        {"group": number, "article_id": name, "outlet": _outlet(known["outlet"], name), "date": known["date"][name],
         "agency": credited.get(name), "group_agency": agency, "reference": name == ordered[0], "words": sizes[name],
         "shared": _share(prints[name], prints[ordered[0]]), "kept": _share(prints[ordered[0]], prints[name])}
        for name in ordered
    ]  # fmt: skip


def _share(one: _Print, other: _Print) -> float:
    shared, words = shared_words(one.article, one.spans, other.runs)
    return shared / max(words, 1)
