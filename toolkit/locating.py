"""Where the words stand that a person adds to what was found: by their span, or by the words themselves."""

from toolkit.article import Article
from toolkit.errors import OptionError
from toolkit.sidecar import Span


def span_at(article: Article, at: object) -> Span:
    """Return the span that `at` gives, or that of the words that it is; white space at its edges is left out."""
    if isinstance(at, str):
        words = at.strip()
        times = article.text.count(words) if words else 0
        if times != 1:
            raise OptionError(f"at: the words stand in the article {times} times. Give their (start, end) instead.")
        return article.text.index(words), article.text.index(words) + len(words)
    try:
        start, end = (int(number) for number in at)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        raise OptionError(f"at={at!r}: give the words to add, or their (start, end).") from None
    if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
        raise OptionError(f"at=({start}, {end}) holds no words of the article.")
    words = article.text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def source_near(article: Article, source: str, start: int, end: int) -> Span:
    """Return the span of the words nearest to the quotation that name its source."""
    text, found = article.text, []
    at = text.find(source) if source else -1
    while at >= 0:
        if at + len(source) <= start or at >= end:
            found.append(at)
        at = text.find(source, at + 1)
    if not found:
        raise OptionError(f"source={source!r} does not stand in the article outside the quotation.")
    nearest = min(found, key=lambda place: min(abs(place - end), abs(place + len(source) - start)))
    return nearest, nearest + len(source)
