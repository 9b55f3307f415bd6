"""Who published an article: the outlet as the source says, or the site that it stands on."""

import urllib.parse

import pandas as pd

from toolkit.article import Article


def outlet_of(article: Article) -> str | None:
    """Return the article's outlet or, where the source does not say, its site.

    Examples
    --------
    >>> outlet_of(Article(text="Rain.", url="https://www.gazette.example/rain"))
    'gazette.example'
    """
    return article.outlet or site_of(article.url)


def outlets_in(articles: pd.DataFrame) -> pd.Series:
    """Return the same for each row of a table of articles with `outlet` and `site`."""
    outlets: pd.Series = articles["outlet"].astype(object)
    return outlets.where(outlets.notna(), articles["site"].astype(object) if "site" in articles else None).astype("str")


def site_of(url: str | None) -> str | None:
    """Return the host of an address, without www.

    Examples
    --------
    >>> site_of("https://www.oldhaven-gazette.example/2031/ferry.html")
    'oldhaven-gazette.example'
    """
    try:
        host = urllib.parse.urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
