"""Sentences and tokens as tables, and which tokens count as words."""

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.article import Article, check_kinds, one_or_many
from toolkit.parsing import Segment, parsed_sentences
from toolkit.tables import make_table

if TYPE_CHECKING:
    from spacy.tokens import Token

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
