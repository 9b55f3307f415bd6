"""The tone towards somebody, group by group."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from toolkit.errors import OptionError
from toolkit.groups.grouping import FEWEST_ARTICLES, TOO_FEW, check_many, each_group, weighted_mean
from toolkit.name_forms import same_person
from toolkit.tables import make_table
from toolkit.towards import OWN_WORDS

NOT_MENTIONED = "not mentioned in the body"


def tones_towards(
    mentions: pd.DataFrame, groups: pd.Series, by: str, target: str | Iterable[str] | None
) -> pd.DataFrame:
    """Return the mean tone towards each target, over the sentences of a group's bodies that mention it."""
    columns = ["target", "sentence_id", "voice", "own", "p_negative", "p_positive"]
    check_many(mentions, "sentiment_towards", columns)
    wanted = _targets(target)
    mentions = mentions[mentions["voice"].isin(("reporter", "speaker")) & mentions["article_id"].isin(groups.index)]
    return make_table("group_tones", [
        {"group": name, "target": one, **_tone(mentions[mentions["article_id"].isin(ids) & _means(mentions, one)])}
        for one in wanted for name, ids in each_group(groups, by)
    ])  # fmt: skip


def _targets(target: str | Iterable[str] | None) -> Sequence[str]:
    names = [target] if isinstance(target, str) else list(target or ())
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        raise OptionError(f"target={target!r} is no name. Say towards whom: target='Ada Moss', or several names.")
    return names


def _means(mentions: pd.DataFrame, target: str) -> pd.Series:
    """True for the rows of a target by this name, or by another full name of the same person."""
    words = target.split()
    same = {
        name: name.casefold() == target.casefold()
        or (len(words) > 1 and len(name.split()) > 1 and same_person(name.split(), words))
        for name in map(str, mentions["target"].unique())
    }
    return mentions["target"].map(same).astype(bool)


def _tone(mentions: pd.DataFrame) -> dict[str, object]:
    """Sum up one group: each sentence once, those in the target's own words a quarter, and the articles drawn."""
    if mentions.empty:
        return {"mentions": 0, "sentences": 0, "articles": 0, "note": NOT_MENTIONED}
    scored = mentions.assign(score=mentions["p_positive"] - mentions["p_negative"])
    by_sentence = scored.groupby(["article_id", "sentence_id"], sort=False).agg(
        score=("score", "mean"), own=("own", "all")
    )
    weights = np.where(by_sentence["own"], OWN_WORDS, 1.0)
    sums = pd.DataFrame({"sum": by_sentence["score"] * weights, "weight": weights}, index=by_sentence.index)
    articles = sums.groupby("article_id", sort=False).sum()
    means = (articles["sum"] / articles["weight"]).to_numpy()[:, None]
    (score,), (low,), (high,) = weighted_mean(means, articles["weight"].to_numpy())
    note = TOO_FEW if len(articles) < FEWEST_ARTICLES else None
    return {
        "score": score, "low": low, "high": high, "mentions": len(mentions), "sentences": len(by_sentence),
        "articles": len(articles), "note": note,
    }  # fmt: skip
