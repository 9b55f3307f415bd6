"""How a word is counted and shown: which tokens are names, which share a dictionary form, what makes an n-gram.

A name keeps its capitals ("Putin", "Russian", "U.S."), every other word is in small letters ("The" and "the" are one).
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable

import pandas as pd

from toolkit.article import Article, check_kinds
from toolkit.blocks import Block
from toolkit.errors import OptionError, check_option
from toolkit.language import select_tokens, straight
from toolkit.pipeline import pipeline

PARTS_OF_SPEECH = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
_NAMES = frozenset("PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE".split())
_BEARERS = ("PERSON", "GPE")
_NAME_PARTS = ("PROPN", "NOUN", "ADJ", "X")
_WORD_CLASSES = (*_NAME_PARTS, "VERB", "ADV")
_HYPHEN = re.compile(r"[-‐‑–/]")
_POSSESSIVE = re.compile(r"('s?)\s+")


def unit_words(article: Article, unit: str, kinds: Iterable[str] | None) -> pd.DataFrame:
    """Return the word tokens of these kinds of block, each with what the word tables know it by.

    Beside the columns of `select_tokens` there are `word` (the form that is counted and shown), `name` (whether it
    is one; then it is no stop word: "US" is not "us") and `joint` (what joins it to the word before in an n-gram:
    a space, a hyphen, "'s "; missing where a mark or the sentence's start parts them).
    """
    return _unit_words(article.text, article.layout, unit, check_kinds(kinds)).copy()


@functools.lru_cache(maxsize=8)
def _unit_words(text: str, layout: tuple[Block, ...], unit: str, kinds: frozenset[str]) -> pd.DataFrame:
    table = select_tokens(Article(text=text, layout=layout), kinds)
    words = table[table["is_word"]].reset_index(drop=True)
    names = _names(words)
    words["word"] = _forms(words, names, unit)
    words["name"] = names
    words["is_stop"] &= ~words["name"]
    words["joint"] = _joints(text, words, unit)
    return words


def _names(words: pd.DataFrame) -> list[bool]:
    """Tell which words are part of a name: those that the entity recogniser finds, and what is spelt like one.

    Elsewhere in the article a word that it found as a person or place is one wherever it stands ("Trump" opens a
    sentence and is tagged a verb), and another name where no sentence begins. A title before a name ("President") is
    tagged as a name though it is none: a word that the article has in small letters too, or English as a common
    noun, is not taken for one. Abbreviations in capitals or with a full stop are.
    """
    capital = words["text"].str.get(0).str.isupper().astype(bool)
    found = words["entity"].isin(_NAMES) & words["pos"].isin(_NAME_PARTS) & capital
    sure = set(words["text"][found])
    known = set(words["text"][found & words["entity"].isin(_BEARERS)])
    dated = set(words["text"][words["entity"].notna()])
    small = set(words["text"][~capital]) | _common_nouns()
    first = words["sentence_id"] != words["sentence_id"].shift()
    shouted = words["text"].str.isupper().groupby(words["sentence_id"]).transform("mean") > 0.5

    def is_name(text: str, pos: str, opens: bool, loud: bool) -> bool:
        if pos in _WORD_CLASSES and text in (known if opens else sure):
            return True
        if text.isupper() and len(text) > 1 and pos in ("PROPN", "NOUN") and not loud:
            return True
        return pos == "PROPN" and (text in dated or not text[1:].isalpha() or text.lower() not in small)

    return [
        within or (large and is_name(*rest))
        for within, large, *rest in zip(found, capital, words["text"], words["pos"], first, shouted, strict=True)
    ]


@functools.cache
def _common_nouns() -> frozenset[str]:
    tables = pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    return frozenset(tables.get_table("lemma_index").get("noun", ()))


def _forms(words: pd.DataFrame, names: list[bool], unit: str) -> list[str]:
    """Return each word's form; a name that is spelt in several ways ("PUTIN") takes its most frequent one."""
    spellings: dict[str, Counter[str]] = {}
    lemmas: dict[str, str] = {}
    columns = list(zip(words["text"], words["lower"], words["lemma"], words["pos"], names, strict=True))
    for text, lower, lemma, pos, name in columns:
        if name:
            spellings.setdefault(lower, Counter())[straight(text)] += 1
        elif pos != "PROPN":
            lemmas.setdefault(lower, lemma.lower())

    def form(lower: str, lemma: str, pos: str, name: bool) -> str:
        if name:
            return spellings[lower].most_common(1)[0][0]
        if unit == "word":
            return lower
        return lemmas.get(lower, lower) if pos == "PROPN" else lemma.lower()  # a name tag keeps "Troops" as it is

    return [form(*rest) for _, *rest in columns]


def _joints(text: str, words: pd.DataFrame, unit: str) -> list[str | None]:
    joints: list[str | None] = []
    sentence, end, before = -1, 0, ""
    for number, start, word_end, lower in zip(
        words["sentence_id"], words["start"], words["end"], words["lower"], strict=True
    ):
        joints.append(_joint(text[end:start], before, unit) if number == sentence else None)
        sentence, end, before = number, word_end, lower
    return joints


def _joint(gap: str, before: str, unit: str) -> str | None:
    if not gap.strip():
        return " " if gap or unit == "lemma" else ""
    if _HYPHEN.fullmatch(gap):
        return gap
    possessive = _POSSESSIVE.fullmatch(straight(gap))
    if possessive and (possessive[1] == "'s" or before.endswith("s")):
        return f"{possessive[1]} " if unit == "word" else "'s "
    return None


def ngrams(words: pd.DataFrame, size: int) -> pd.DataFrame:
    """Return the runs of `size` words that nothing parts: `word`, `sentence_id`, `paragraph`, `is_stop`, `pos`.

    None begins or ends inside a hyphenated word or, of words as they stand, a contraction ("n't funny"). An n-gram is
    a stop word where it begins or ends with one ("of the" is, "freedom of speech" is none); `pos` holds the parts of
    speech of all its words.
    """
    columns = ["word", "sentence_id", "paragraph", "is_stop", "pos"]
    if size == 1:
        return words[columns]
    records = list(words[[*columns, "joint"]].itertuples(index=False, name=None))
    joints = [joint if isinstance(joint, str) else None for *_, joint in records] + [None]
    rows = []
    for i in range(len(records) - size + 1):
        within = joints[i + 1 : i + size]
        if None in within or _is_inside(joints[i]) or _is_inside(joints[i + size]):
            continue
        (word, sentence, paragraph, stop, *_), *rest = records[i : i + size]
        shown = word + "".join(f"{joint}{following}" for joint, (following, *_) in zip(within, rest, strict=True))
        parts = " ".join(row[4] for row in records[i : i + size])
        rows.append((shown, sentence, paragraph, stop or rest[-1][3], parts))
    return pd.DataFrame(rows, columns=columns)


def _is_inside(joint: str | None) -> bool:
    """True where two words are written as one."""
    return joint == "" or (joint is not None and _HYPHEN.fullmatch(joint) is not None)


def alphabetical(word: str) -> tuple[bool, str, str]:
    """Return what to sort words by: small and large letters alike, and numbers last."""
    return not word[:1].isalpha(), word.casefold(), word


def is_lexical(word: str) -> bool:
    """True for a word with letters that is no initial, as the J. in "Ada J. Moss"."""
    return any(map(str.isalpha, word)) and not (len(word) == 2 and word[1] == ".")


def check_unit(unit: str) -> None:
    """Raise OptionError unless words are to be counted as they stand ("word") or by dictionary form ("lemma")."""
    check_option("unit", unit, ("word", "lemma"))


def check_pos(pos: str | Iterable[str] | None) -> frozenset[str]:
    """Return the parts of speech asked for, all of them for None; raise OptionError for one that does not exist."""
    named = PARTS_OF_SPEECH if pos is None else (pos,) if isinstance(pos, str) or not isinstance(pos, Iterable) else pos
    wanted = frozenset(map(str, named))
    if unknown := sorted(wanted - set(PARTS_OF_SPEECH)):
        raise OptionError(f"pos={unknown} is not known. Use any of: {', '.join(PARTS_OF_SPEECH)}.")
    return wanted


def check_phrase(name: str, value: object) -> str:
    """Return a word or phrase to look for; raise OptionError for anything else."""
    if not isinstance(value, str) or not value.strip():
        raise OptionError(f"{name} must hold words to look for; {value!r} holds none.")
    return value
