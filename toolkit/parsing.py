"""An article parsed, once: each paragraph by itself, so that no sentence runs from a headline into the body.

The parser reads a copy of the paragraph of the same length, in which white space is plain, a mark in a lost space's
place is a space again and each quotation mark points the way it is used; the tables show the article as it is.
"""

import bisect
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.article import Article
from toolkit.blocks import Block
from toolkit.paragraphs import paragraphs
from toolkit.pipeline import pipeline
from toolkit.quotation import quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_PIECE = 20_000  # characters of a paragraph that are parsed at once: spaCy's memory grows with the text's length
_LOST_SPACE = re.compile(r"""["”]\?(?=["“]?\w)|[,.]["”]-(?=\w)|,-(?=["“]?[^\W\d])|[a-z]{2,}\.-(?=["“]?[A-Z])""")
# "It is late,"?she said; the chief of the docks,-Moss said. "U.S.-led", "Q"-list and "Calif.-born" stay as they are.
_BATCH, _BATCH_LENGTH = 64, 60_000  # paragraphs, and characters of them, that are parsed together: for the same reason


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph's part of one block, parsed: token i of `doc` stands at `start + doc[i].idx` in the article.

    `text` is the doc's: spaCy puts it together anew at each call.
    """

    block_id: int
    kind: str
    paragraph: int
    start: int
    text: str
    doc: "Doc"


def parsed_sentences(article: Article) -> Iterator[tuple[Segment, "Span", int, int]]:
    """Go through the parsed sentences with their segment and their span in `article.text`, white space trimmed."""
    for segment in parse(article):
        for sentence in segment.doc.sents:
            start, end = segment.start + sentence.start_char, segment.start + sentence.end_char
            text = article.text[start:end]
            if text.strip():
                start += len(text) - len(text.lstrip())
                yield segment, sentence, start, start + len(text.strip())


def parse(article: Article) -> tuple[Segment, ...]:
    """Parse the article, or return what was parsed before."""
    return _parse(article.text, article.layout)


@functools.lru_cache(maxsize=32)
def _parse(text: str, layout: tuple[Block, ...]) -> tuple[Segment, ...]:
    pieces = list(paragraph_pieces(text, layout))
    prepared = [_prepare(text, start, end) for _, _, _, start, end in pieces]
    docs = (doc for batch in _batches(prepared) for doc in pipeline().pipe(batch, batch_size=len(batch)))
    return tuple(
        Segment(block_id, kind, paragraph, start, words, _without_vectors(doc))
        for (block_id, kind, paragraph, start, _), words, doc in zip(pieces, prepared, docs, strict=True)
    )


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Put paragraphs together to be parsed at once, so many that the pipeline needs some 200 MB for them."""
    batch: list[str] = []
    length = 0
    for text in texts:
        if batch and (len(batch) == _BATCH or length + len(text) > _BATCH_LENGTH):
            yield batch
            batch, length = [], 0
        batch.append(text)
        length += len(text)
    if batch:
        yield batch


def _without_vectors(doc: "Doc") -> "Doc":
    """Drop what the pipeline's networks have seen in each token: half of a parse's memory, and nobody reads it."""
    doc.tensor = doc.tensor[:0].copy()  # a mere view would keep all of them
    return doc


def paragraph_pieces(text: str, layout: tuple[Block, ...]) -> Iterator[tuple[int, str, int, int, int]]:
    """Cut blocks into paragraphs, and those too long to parse at once between sentences or, failing that, words.

    Each piece is (block_id, kind, paragraph, start, end).
    """
    spans = paragraphs(text)
    starts = [start for start, _ in spans]
    for block_id, block in enumerate(layout):
        for number in range(
            max(bisect.bisect_right(starts, block.start) - 1, 0), bisect.bisect_left(starts, block.end)
        ):
            start, end = max(spans[number][0], block.start), min(spans[number][1], block.end)
            while end - start > _PIECE:
                cuts = list(re.finditer(r"[.!?][”\"’']?\s+", text[start : start + _PIECE]))
                cut = cuts[-1].end() if cuts else text.rfind(" ", start, start + _PIECE) + 1 - start
                cut = cut if cut > 0 else _PIECE
                yield block_id, block.kind, number, start, start + cut
                start += cut
            if start < end:
                yield block_id, block.kind, number, start, end


def _prepare(text: str, start: int, end: int) -> str:
    """Return the paragraph with plain white space and each quotation's marks turned the way they are used."""
    characters = [" " if c.isspace() else c for c in text[start:end]]
    for mark in _LOST_SPACE.finditer(text, start, end):
        characters[mark.end() - 1 - start] = " "
    for quotation in quotations(text, start, end):
        first, last = quotation.start - start, quotation.end - start - 1
        if characters[first] in '”“"':
            characters[first] = "“"
        if quotation.closed and characters[last] in '”“"':
            characters[last] = "”"
    return "".join(characters)
