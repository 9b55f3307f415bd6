"""The forms of a name: its key, its surname, its acronym, and whether two can be one person's."""

import functools
import re
from collections.abc import Sequence

from toolkit.given_names import SUFFIXES, is_short_for
from toolkit.role_words import BODIES

BODY_WORDS = frozenset(
    BODIES
    | frozenset(
        "inc corp co ltd llc plc group holdings partners house senate times post journal news tribune herald press "
        "services affairs security defense defence justice treasury health education union nations states reserve "
        "act treaty prize award cup league club fc stadium airport hospital street avenue river lake island islands "
        "america europe africa asia south north east west international national global sports entertainment studios "
        "records pictures technologies systems labs lab industries airlines airways motors energy oil water foods "
        "watch alliance initiative front brotherhood forces force guard command division tv radio online "
        "enforcement protection prevention tower towers hotel hotels casino plaza palace "
        "democrats republicans conservatives liberals christians muslims jews catholics".split()
    )
)
_INITIALS = re.compile(r"(?:\w\.){2,}\w")  # not "U.S.": two letters are too few
_FIELDS = frozenset("department ministry office".split())
_ARTICLE = re.compile(r"^(?:al|el|ul|ur)-")


@functools.lru_cache(maxsize=10_000)  # each name is compared again and again
def name_key(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words as they are compared: in small letters, without marks, "N.H.B." as "nhb"."""
    bare = ((w.casefold().strip('.@"“”') or w) for w in words)
    return tuple(w.replace(".", "") if _INITIALS.fullmatch(w) else w for w in bare)


@functools.lru_cache(maxsize=10_000)
def surname(key: tuple[str, ...]) -> str:
    rest = [w for w in key if w not in SUFFIXES]
    return _ARTICLE.sub("", rest[-1] if rest else key[-1])  # "al-Rahim" is "Rahim" for short


def _suffix(key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w.strip(".") for w in key if w in SUFFIXES)


def acronyms(words: Sequence[str]) -> set[str]:
    """The initials that can stand for a body: "nhb" for "Norhaven Harbour Board", "U.S. Norhaven-Harbour Board".

    A department is also called by those of what it is for: "hhs" for "Department of Health and Human Services".
    """
    after = [words] + [words[1:]] * is_acronym(words[0]) + [words[2:]] * (words[0].casefold() in _FIELDS)
    parted = (" ".join(w).replace("-", " ").split() for w in after)
    found = {"".join(p[0] for p in parts if p[:1].isupper()).casefold() for parts in (*after, *parted)}
    return {initials for initials in found if len(initials) > 1}


def abbreviates(short: str, word: str) -> bool:
    """True for letters of one word in their order, the first among them: "VEB" for "Vnesheconombank"."""
    rest = iter(word)
    return word[0] == short[0] and len(word) > len(short) + 2 and all(letter in rest for letter in short)


def is_acronym(word: str) -> bool:
    return word.isupper() and len(word.strip(".@")) > 1


def is_body(words: Sequence[str]) -> bool:
    return any(w.casefold().strip(".") in BODY_WORDS for w in words) or any(w in ("of", "for", "&") for w in words)


def compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where two names of the same surname can be one person's: "J. Moss", "Ada J. Moss", "Ada Moss"."""
    if len(one) == 1 or len(other) == 1:
        return True
    if _suffix(one) != _suffix(other):
        return False
    a, b = one[0], other[0]
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    if is_short_for(a, b):
        return True
    shorter, longer = sorted((one[:-1], other[:-1]), key=len)
    return set(shorter) <= set(longer)


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """True where two full names can be one person's.

    Examples
    --------
    >>> same_person(["Ada", "J.", "Moss"], ["A.", "Moss"]), same_person(["Ada", "Moss"], ["Ben", "Moss"])
    (True, False)
    """
    a, b = name_key(tuple(one)), name_key(tuple(other))
    return surname(a) == surname(b) and compatible(a, b)
