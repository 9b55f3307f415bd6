"""Standing text: what an outlet prints under or inside many articles, such as a newsletter's offer, is no wire copy."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from toolkit.article import Article
from toolkit.wire.shingles import words_of

OFTEN = 5  # articles of one outlet that hold a piece: updates of one story rarely run to so many
_PIECE = re.compile(r"(?:[^\n.!?]|[.!?](?!\s|[\"”’')\]]+\s))+[.!?]*[\"”’')\]]*")


def pieces(article: Article) -> Iterator[tuple[int, int]]:
    """Cut the body into pieces that end with a line or a sentence; roughly, for they need only be cut alike.

    Examples
    --------
    >>> article = Article(text="It sails. “Good,” she said.")
    >>> [article.text[start:end] for start, end in pieces(article)]
    ['It sails.', '“Good,” she said.']
    """
    for block in article.layout:
        if block.kind == "body":
            for found in _PIECE.finditer(article.text, block.start, block.end):
                lead = len(found[0]) - len(found[0].lstrip())
                if found[0].strip():
                    yield found.start() + lead, found.end()


def standing_pieces(articles: Iterable[tuple[str | None, Article]]) -> dict[str | None, frozenset[str]]:
    """Return by outlet the pieces, as their words, that at least five of its articles hold.

    Parameters
    ----------
    articles : iterable of (str or None, Article)
        Each article with its outlet; those without one count as one outlet's.
    """
    counts: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for outlet, article in articles:
        counts[outlet].update({piece_key(article, *span) for span in pieces(article)})
    return {outlet: frozenset(piece for piece, n in seen.items() if n >= OFTEN) for outlet, seen in counts.items()}


def piece_key(article: Article, start: int, end: int) -> str:
    """Return a piece's words in small letters, marks left out: by them it is known again."""
    return " ".join(words_of(article.text[start:end]))


def own_spans(article: Article, standing: frozenset[str]) -> list[tuple[int, int]]:
    """Return the stretches of the body between standing pieces."""
    spans: list[tuple[int, int]] = []
    open_ = False
    for start, end in pieces(article):
        if piece_key(article, start, end) in standing:
            open_ = False
        elif open_:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
            open_ = True
    return spans
