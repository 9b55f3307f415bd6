"""Comparisons of a store's groups: the fitting tables out of it, and wire copy counted once where wanted."""

from collections.abc import Iterable

import pandas as pd

from toolkit.cast import names_in
from toolkit.errors import check_option
from toolkit.groups import compare_groups
from toolkit.groups.comparing import MEASURES
from toolkit.wire import wire_copies
from toolkit.wire.sources import Stored


class Comparisons:
    """What a store of articles can compare."""

    @property
    def speaker_names(self: Stored) -> pd.DataFrame:
        """Which speakers of the articles are held to be the same, by the tables that a run has made.

        The columns are those of `speaker_names`: change `name` where it is wrong, and hand the table to `compare` or
        `write_report`.
        """
        return names_in(self.table("speakers"))

    def compare(
        self: Stored,
        by: str = "outlet",
        measure: str = "voices",
        *,
        target: str | Iterable[str] | None = None,
        names: pd.DataFrame | None = None,
        top: int = 20,
        count_wire_once: bool = False,
    ) -> pd.DataFrame:
        """Compare outlets, months or other groups of the articles, as `compare_groups` does with tables.

        Parameters
        ----------
        by, measure, target, top
            As in `compare_groups`.
        names : DataFrame, optional
            For "voices": which speakers are the same; by default as `Corpus.speaker_names` has it.
        count_wire_once : bool
            Whether to keep of each group of `wire_copies` the reference only, the earliest version: an outlet that
            printed the text later then loses it.

        Returns
        -------
        DataFrame
            As `compare_groups` gives it.

        Raises
        ------
        TableError
            A run has not made the table: "tone" needs run(tables=["sentiment_towards"]).
        OptionError
            An option is not known.
        """
        check_option("measure", measure, tuple(MEASURES))
        articles = self.table("articles")
        if count_wire_once:
            copies = wire_copies(self)
            articles = articles[~articles["article_id"].isin(copies.loc[~copies["reference"], "article_id"])]
        if measure == "voices" and names is None:
            names = names_in(self.table("speakers"))
        table = self.table(MEASURES[measure])
        return compare_groups(table, articles, by=by, measure=measure, target=target, names=names, top=top)
