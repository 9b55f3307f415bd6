"""The overview that stands before the articles' own sections in a report on several of them."""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from toolkit.article import Article
from toolkit.audit import KINDS, NAMINGS
from toolkit.report.page import chart, facts, paragraph, table

Made = Mapping[str, pd.DataFrame]  # the tables of all articles, by name, each with article_id
OVERVIEW = {"about": "The articles together", "voices": "Who speaks over all", "naming": "How sources are named",
            "unheard": "Accused and not heard", "index": "The articles"}  # fmt: skip
TOP_SPEAKERS = 30


def about(article: Article) -> dict[str, object]:
    """Return what the overview lists of an article."""
    return {
        "article_id": article.article_id, "title": article.title or article.text[:80], "date": article.date,
        "outlet": article.outlet or article.agency,
    }  # fmt: skip


def overview(articles: pd.DataFrame, made: Made, names: pd.DataFrame, shown: Iterable[str]) -> Iterator[str]:
    """Write the overview.

    `articles` has `about` of each, `names` says who is the same over all, `shown` are the ids of those with a section
    of their own.
    """
    from toolkit import charts

    titles = articles.drop_duplicates("article_id").set_index("article_id")["title"]
    made = {**made, **{name: _named(made[name], names) for name in ("attributions", "speakers")}}
    yield _heading("about") + facts(_facts(articles, made))
    if articles["outlet"].nunique() > 1:
        yield table(articles["outlet"].value_counts().rename_axis("outlet").reset_index(name="articles"))
    yield _heading("voices") + chart(
        lambda: charts.voice_share(made["attributions"]), "Share of the reported words by speaker"
    )
    yield table(_speaking(made["speakers"]))
    yield _heading("naming") + table(_naming(made["source_audit"]))
    yield _heading("unheard") + paragraph("Read the words before you call a reply missing.", small=True)
    yield table(_unheard(made["source_audit"], titles))
    yield _heading("index") + table(_index(articles, made), links={one: f"article-{one}" for one in shown})


def _heading(key: str) -> str:
    return f'<h2 id="{key}">{OVERVIEW[key]}</h2>'


def _facts(articles: pd.DataFrame, made: Made) -> dict[str, object]:
    days = pd.to_datetime(articles["date"]).dropna()
    return {
        "articles": len(articles),
        "from": str(days.min().date()) if len(days) else None,
        "to": str(days.max().date()) if len(days) else None,
        "words": int(made["text_profile"]["words"].sum()),
        "attributions": len(made["attributions"]),
        "speakers named": int(made["speakers"]["speaker"].nunique()),
    }


def _named(rows: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Give a table's speakers the names that they have over all articles."""
    called = names.set_index(["article_id", "speaker"])["name"].to_dict()
    pairs = zip(rows["article_id"], rows["speaker"], strict=True)
    return rows.assign(speaker=[called.get(pair, pair[1]) for pair in pairs])


def _speaking(speakers: pd.DataFrame) -> pd.DataFrame:
    """Sum up the speakers of single articles by the names that they have over all."""
    groups = speakers.groupby("speaker", sort=False)
    sums = groups[["attributions", *KINDS, "words"]].sum()
    sums.insert(0, "articles", groups["article_id"].nunique())
    return sums.reset_index().sort_values("words", ascending=False, kind="stable").head(TOP_SPEAKERS)


def _naming(audit: pd.DataFrame) -> pd.DataFrame:
    """Count sources and words by naming; what a source is called differs from article to article, so each counts."""
    heard = audit[audit["heard"]]
    words = ["words", *(f"{kind}_words" for kind in KINDS)]
    sums = heard.groupby("naming")[words].sum().reindex([n for n in NAMINGS if (heard["naming"] == n).any()])
    share = sums["words"] / max(int(sums["words"].sum()), 1)
    sums.insert(0, "sources", heard["naming"].value_counts().reindex(sums.index))
    sums.insert(2, "share", share)
    return sums.reset_index()


def _unheard(audit: pd.DataFrame, titles: "pd.Series") -> pd.DataFrame:
    rows = audit[~audit["heard"]]
    return pd.DataFrame(
        {"who": rows["source"], "accused_by": rows["accused_by"], "article": rows["article_id"].map(titles)}
    )


def _index(articles: pd.DataFrame, made: Made) -> pd.DataFrame:
    said, audit, ids = made["attributions"], made["source_audit"], articles["article_id"]
    words = made["text_profile"].drop_duplicates("article_id").set_index("article_id")["words"]
    heard, direct = audit[audit["heard"]], said[said["kind"] == "direct"]
    counts = {
        "attributions": said, "direct": direct, "sources": heard, "of them named": heard[heard["naming"] == "named"],
        "not heard": audit[~audit["heard"]],
    }  # fmt: skip
    return pd.DataFrame(
        {
            "article_id": ids, "title": articles["title"], "date": articles["date"].astype(object).map(_day),
            "words": ids.map(words).fillna(0).astype(int),
            **{name: ids.map(rows["article_id"].value_counts()).fillna(0).astype(int) for name, rows in counts.items()},
        }
    )  # fmt: skip


def _day(value: object) -> str | None:
    return None if value is None or pd.isna(value) else str(value)[:10]  # type: ignore[call-overload]
