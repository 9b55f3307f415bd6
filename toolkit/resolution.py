"""Who each source of an article is: spans in, a canonical speaker out, or nobody where the text does not tell."""

import bisect
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.article import Article
from toolkit.body_bearers import BodyBearers, is_body
from toolkit.chains import Chains
from toolkit.document_bearers import DocumentBearers, is_document
from toolkit.mentions import PRONOUNS, Mention, find_mentions
from toolkit.name_runs import noun_kinds
from toolkit.naming import Entity, Namebook
from toolkit.parsing import parse
from toolkit.ranker import load_rankers
from toolkit.role_bearers import RoleBearers, is_newcomer, is_role
from toolkit.source_heads import HeadFinder
from toolkit.source_words import Heads
from toolkit.states import SURE, Link, Setting, Source
from toolkit.together import TOGETHER, together

Span = tuple[int, int]


_PLACES = ("GPE", "NORP", "LOC")
_KINDS_OF_BODIES = frozenset((
    "agency", "news agency", "newspaper", "magazine", "website", "news website", "news site", "broadcaster", "network",
    "television", "radio", "channel", "news channel", "station", "wire service", "think tank", "company", "airline"
))  # fmt: skip
_ANY = frozenset("a an one any another every".split())  # "a House committee" is no body's name
WITH_OTHERS = 0.85  # how sure it is that "Moss and her aides" is Moss


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who it is: the canonical name where sure, the kind, how sure (0..1), and the mention that it rests on."""

    speaker: str | None = None
    speaker_kind: str | None = None
    confidence: float | None = None
    evidence: Span | None = None


def resolve(article: Article, sources: Sequence[Source]) -> list[Resolved]:
    """Tell who each source is.

    Parameters
    ----------
    article : Article
        Whose text it is.
    sources : sequence of Source
        The attributions' spans, in any order.

    Returns
    -------
    list of Resolved
        One for each source, in their order.
    """
    chains, heads = link(article, sources)
    alone = sorted({head.mentions[0] for head in heads if alone_in(head, chains)})
    told = _told(chains, alone, article.text)
    single = [_resolved(article, chains, told, heads[k], source) for k, source in enumerate(sources)]
    return [_several(article, chains, one, source) for one, source in zip(single, sources, strict=True)]


def _told(chains: Chains, alone: Sequence[int], text: str) -> dict[int, Link]:
    """Whom the sources' nouns stand for by all that the article tells."""
    told: dict[int, Link] = {}
    nouns, newcomers = ([i for i in alone if fits(chains, i)] for fits in (is_role, is_newcomer))
    if nouns or newcomers:
        roles = RoleBearers(chains, text)
        told |= {i: roles.find(i, RoleBearers.ranker()) for i in nouns}
        told |= {i: found for i in newcomers if (found := roles.introduced(i)) is not None}
    if nouns := [i for i in alone if is_body(chains, i)]:
        bodies = BodyBearers(chains, text)
        told |= {i: bodies.find(i, BodyBearers.ranker()) for i in nouns}
    if nouns := [i for i in alone if is_document(chains, i)]:
        documents = DocumentBearers(chains, told)
        told |= {i: found for i in nouns if (found := documents.find(i)) is not None}
    return told


def alone_in(head: Heads, chains: Chains) -> bool:
    """True for a source that is one mention and nothing owned: whom a noun stands for is asked of these alone."""
    if len(head.mentions) != 1 or head.mixed:
        return False
    return head.owner is None or head.phrase is None or chains.links[head.mentions[0]].how == "owned"


def link(article: Article, sources: Sequence[Source], watch: object = None) -> tuple[Chains, list[Heads]]:
    """Link the article's mentions, the sources' among them, or return what was linked before."""
    return _link(article, tuple(sources)) if watch is None else _run(article, sources, watch)


@functools.lru_cache(maxsize=32)
def _link(article: Article, sources: tuple[Source, ...]) -> tuple[Chains, list[Heads]]:
    return _run(article, sources, None)


def _run(article: Article, sources: Sequence[Source], watch: object) -> tuple[Chains, list[Heads]]:
    mentions = find_mentions(article)
    finder = HeadFinder(mentions, parse(article))
    heads = [finder.find(source.source) if source.source else Heads() for source in sources]
    settings = _settings(mentions, sources, heads)
    chains = Chains(mentions, sources, settings, Namebook(mentions), load_rankers(), watch=watch)
    return chains.run(), heads


def _settings(mentions: Sequence[Mention], sources: Sequence[Source], heads: Sequence[Heads]) -> dict[int, Setting]:
    """Where each mention stands among the attributions, the outermost first."""
    settings: dict[int, Setting] = {}
    for k, head in enumerate(heads):
        for i in head.mentions:
            setting = settings.setdefault(i, Setting())
            setting.source_of = (*setting.source_of, k)
    parts = sorted((start, -end, k) for k, source in enumerate(sources) for start, end in source.content)
    open_: list[tuple[int, int]] = []
    at = 0
    for i, mention in enumerate(mentions):
        while at < len(parts) and parts[at][0] <= mention.start:
            open_.append((-parts[at][1], parts[at][2]))
            at += 1
        if open_ and (open_ := [(end, k) for end, k in open_ if end > mention.start]):
            settings.setdefault(i, Setting()).inside = tuple(k for _, k in open_)
    return settings


def _resolved(article: Article, chains: Chains, told: Mapping[int, Link], heads: Heads, source: Source) -> Resolved:
    if not heads.mentions:
        return _by_its_looks(article, source)
    links = [chains.links[i] for i in heads.mentions]
    mention = chains.mentions[heads.mentions[0]]
    if heads.mixed and not (len(links) > 1 and all(link.entity is not None and link.entity.named for link in links)):
        return _with_others(links[0], mention)
    if len(links) > 1:
        return _joint(links, mention)
    if not alone_in(heads, chains):
        return _owned(article, chains, heads, mention)
    if (bearer := told.get(heads.mentions[0])) is not None:
        return _bearer(bearer, links[0], mention)
    return _single(links[0], mention)


def _bearer(found: Link, linked: Link, mention: Mention) -> Resolved:
    """Who bears a role, where the whole article tells; else somebody without a name."""
    at = linked.antecedent or mention
    if found.entity is not None and found.p >= SURE:
        if mention.label == "d":
            return Resolved(" ".join(found.entity.full), "document", found.p, (at.start, at.end))
        return _single(found, mention)
    return Resolved(
        None, "unnamed" if linked.entity is None else _kind(linked.entity, mention), found.p, (at.start, at.end)
    )


def _by_its_looks(article: Article, source: Source) -> Resolved:
    """A source that is no mention, where it is written as a name."""
    if not source.source:
        return Resolved()
    start, end = source.source[0][0], source.source[-1][1]
    segments = parse(article)
    segment = segments[bisect.bisect_right(segments, start, key=lambda s: s.start) - 1]
    word = segment.doc.char_span(start - segment.start, end - segment.start)
    named = word is not None and len(word) == 1 and word[0].tag_ == "NNP" and word.text[:1].isupper()
    if not named or article.text[start:end].lower() in PRONOUNS:
        return Resolved()
    return Resolved(article.text[start:end], None, 0.7, (start, end))


def _single(found: Link, mention: Mention) -> Resolved:
    entity = found.entity
    if entity is None:
        return Resolved(None, None, found.p, None)
    at = found.antecedent or mention
    if entity.owner is not None and entity.owner.named and found.p * 0.8 >= SURE:
        return Resolved(" ".join(entity.owner.full), "document", 0.8 * found.p, (at.start, at.end))
    if not entity.named:
        return Resolved(None, _kind(entity, mention), found.p, (at.start, at.end))
    if found.p < SURE:
        return Resolved(None, _kind(entity, mention), found.p, (at.start, at.end))
    return Resolved(" ".join(entity.full), _kind(entity, mention), found.p, (at.start, at.end))


def _with_others(found: Link, mention: Mention) -> Resolved:
    """Somebody and others without a name: what they say the one named says; a country among others stays a group."""
    entity = found.entity
    p = WITH_OTHERS * found.p
    if mention.form != "name" or entity is None or (entity.person <= 0 and entity.label in _PLACES) or p < SURE:
        return Resolved(None, "group")
    return Resolved(" ".join(entity.full), "group", p, (mention.start, mention.end))


def _kind(entity: Entity, mention: Mention) -> str | None:
    if entity.named:
        person = entity.person > 0 or mention.person == "3"
        if entity.label == "NORP" and not person:
            return "group"
        return "person" if person else "organisation" if entity.person < 0 else None
    if entity.kinds.rstrip("s") == "d":
        return "document"
    return "group" if "g" in entity.kinds else "unnamed"


def _several(article: Article, chains: Chains, one: Resolved, source: Source) -> Resolved:
    """Several who were named together, where nobody is named so far and the source is "they", "both" or the like."""
    if one.speaker is not None or not source.source:
        return one
    start, end = source.source[0][0], source.source[-1][1]
    meant = together(article.text[start:end], start, chains.mentions)
    links = [chains.links[i] for i in meant]
    named = links and all(link.p * TOGETHER >= SURE for link in links)
    joint = _joint(links, chains.mentions[meant[0]]) if named else one
    if joint.speaker is None or joint.confidence is None:
        return one
    return Resolved(joint.speaker, joint.speaker_kind, TOGETHER * joint.confidence, joint.evidence)


def _joint(links: Sequence[Link], mention: Mention) -> Resolved:
    """Several named speakers as one: "Bill Gates, Jeff Bezos and Elon Musk"."""
    p = min(link.p for link in links)
    names = [" ".join(link.entity.full) for link in links if link.entity is not None and link.entity.named]
    if len(set(names)) < len(links) or p < SURE:
        return Resolved(None, "group", p, None)
    shown = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return Resolved(shown, "group", p, (mention.start, mention.end))


def _owned(article: Article, chains: Chains, heads: Heads, mention: Mention) -> Resolved:
    assert heads.owner is not None
    assert heads.phrase is not None
    start, end = heads.phrase
    words = article.text[start:end].split()
    owner = chains.links.get(heads.owner)
    noun = " ".join(article.text[chains.mentions[heads.owner].end : end].split()).lower()
    if owner is not None and _is_its_kind(owner.entity, noun):
        return _single(owner, chains.mentions[heads.owner])
    kinds = noun_kinds(words[-1].lower().removesuffix("s")) if mention.form == "name" else mention.label
    document = kinds == "d"
    if document and owner is not None and 0.8 * owner.p < SURE:
        return Resolved(None, "document", 0.8 * owner.p, (start, end))
    if document and owner is not None and owner.entity is not None and owner.entity.named:
        return Resolved(" ".join(owner.entity.full), "document", 0.8 * owner.p, (start, end))
    if words[0].lower() in _ANY:
        return Resolved(None, "organisation", 0.9, (start, end))
    named = words[1:] if words[0].lower() == "the" else words
    return Resolved(" ".join(named), "organisation", 0.9, (start, end))


def _is_its_kind(body: Entity | None, noun: str) -> bool:
    """True where a noun behind a body's name tells what it is: "AFP news agency", "the Norhaven Times newspaper"."""
    named = body is not None and body.named and body.person <= 0 and body.label not in _PLACES
    return named and noun in _KINDS_OF_BODIES
