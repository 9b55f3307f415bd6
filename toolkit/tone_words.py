"""The words of a sentence as the rules of tone read them: contractions joined, names known, emoji spelt out."""

import functools
import re
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from toolkit.article import Article
from toolkit.language import straight
from toolkit.lexicon import lexicon
from toolkit.parsing import parsed_sentences
from toolkit.tone_context import Word

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLITICS = frozenset(("n't", "'s", "'ll", "'re", "'ve", "'m", "'d", "'"))
_NAMES = frozenset(("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"))
_MARKS = re.compile(r"[!?]+")


def tone_words(tokens: Sequence["Token"], offset: int, names: Container[str] | None = None) -> list[Word]:
    """Return the words among spaCy's tokens; token i stands at `offset + tokens[i].idx` in the article.

    "are" and "n’t" are one word, "aren't", since VADER counts them so; a name's possessive mark goes with it. Emoji
    are spelt out, each word of the name at the emoji's place. Marks are left out unless they make an emoticon.
    `names`, where given, are the words that are names whatever the parse says: see `running_names`.
    """
    words: list[Word] = []
    emoji = _emoji_by_start(tokens)
    until = 0
    for token in tokens:
        if token.idx < until:
            continue
        if sign := emoji.get(token.idx):
            until = token.idx + len(sign)
            words += _spelt(sign, offset + token.idx)
        elif words and straight(token.lower_) in _CLITICS and words[-1].end == offset + token.idx:
            words[-1] = _joined(words[-1], token)
        elif any(map(str.isalnum, token.text)) or token.lower_ in lexicon().valences:
            words.append(_word(token, offset, names))
    return words


def marks_in(tokens: Sequence["Token"], offset: int) -> list[tuple[int, int, str]]:
    """Return the runs of exclamation and question marks among the tokens: start, end and text of each."""
    runs: list[tuple[int, int, str]] = []
    for token in tokens:
        start = offset + token.idx
        for mark in () if token.lower_ in lexicon().valences else _MARKS.finditer(token.text):
            at, end, text = start + mark.start(), start + mark.end(), mark.group()
            if runs and runs[-1][1] == at:
                at, text = runs[-1][0], runs.pop()[2] + text
            runs.append((at, end, text))
    return runs


def _word(token: "Token", offset: int, names: Container[str] | None) -> Word:
    start, lower = offset + token.idx, straight(token.lower_)
    return Word(
        text=token.text, lower=lower, start=start, end=start + len(token), pos=token.pos_,
        name=is_name(token) if names is None else lower in names, conjoins=token.pos_ == "CCONJ",
    )  # fmt: skip


def is_name(token: "Token") -> bool:
    """True for a capitalised word of a proper name; one all in capitals only with others of the same name beside it.

    The tagger takes any "GREAT" for a name.
    """
    if not token.text[:1].isupper():
        return False
    if len(token) > 1 and token.text.isupper():
        follows = token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I"
        return token.ent_type_ in _NAMES and (token.ent_iob_ == "I" or follows)
    return token.ent_type_ in _NAMES or token.pos_ == "PROPN"


def in_title_case(tokens: Sequence["Token"]) -> bool:
    """True for a Headline Set Like This One, or in capitals: capitals tell no names there, and the parse is misled."""
    long = [token for token in tokens if len(token) > 3 and token.is_alpha]
    return len(long) > 1 and sum(token.text[0].isupper() for token in long) > 0.7 * len(long)


def running_names(article: Article) -> frozenset[str]:
    """Return the words, in small letters, that are names in the running text: what to take for names in headlines."""
    body = (sentence for segment, sentence, _, _ in parsed_sentences(article) if segment.kind == "body")
    return frozenset(straight(token.lower_) for sentence in body for token in sentence if is_name(token))


def _joined(word: Word, clitic: "Token") -> Word:
    """Put "n't" behind its verb; the other clitics change nothing that a lexicon could find."""
    denies = straight(clitic.lower_) == "n't"
    return Word(
        text=word.text + clitic.text, lower=word.lower + "n't" if denies else word.lower,
        start=word.start, end=word.end + len(clitic) if denies else word.end,
        pos=word.pos, name=word.name, conjoins=word.conjoins,
    )  # fmt: skip


def _spelt(sign: str, start: int) -> list[Word]:
    return [Word(name, name, start, start + len(sign)) for name in lexicon().emoji[sign]]


def _emoji_by_start(tokens: Sequence["Token"]) -> dict[int, str]:
    """Find emoji, longest first, by their place in the parsed paragraph."""
    if not tokens or not any(ord(c) > 0x2190 for token in tokens for c in token.text):
        return {}
    first, last = tokens[0], tokens[-1]
    text = first.doc.text
    found = _emoji_pattern().finditer(text, first.idx, last.idx + len(last))
    return {m.start(): m.group() for m in found}


@functools.cache
def _emoji_pattern() -> "re.Pattern[str]":
    signs = sorted((sign for sign in lexicon().emoji if ord(sign[0]) > 0x2190), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, signs)))
