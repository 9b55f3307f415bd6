"""Who is quoted in a news article, in whose words, in which tone and vocabulary."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.article import Article as Article
    from toolkit.association import collocations as collocations
    from toolkit.attribution import attributions as attributions
    from toolkit.audit import source_audit as source_audit
    from toolkit.cast import speaker_names as speaker_names
    from toolkit.cast import speakers as speakers
    from toolkit.contrast import tone_contrast as tone_contrast
    from toolkit.corpus import Corpus as Corpus
    from toolkit.correcting import correct as correct
    from toolkit.correcting import corrections as corrections
    from toolkit.explorer import explore as explore
    from toolkit.groups import compare_groups as compare_groups
    from toolkit.intake import read_article as read_article
    from toolkit.intake import read_articles as read_articles
    from toolkit.keyness import compare_words as compare_words
    from toolkit.keyness import keywords as keywords
    from toolkit.kwic import concordance as concordance
    from toolkit.language import sentences as sentences
    from toolkit.language import tokens as tokens
    from toolkit.profile import text_profile as text_profile
    from toolkit.report import write_report as write_report
    from toolkit.samples import sample_path as sample_path
    from toolkit.selfcheck import calibration as calibration
    from toolkit.selfcheck import draw_sample as draw_sample
    from toolkit.selfcheck import label_sample as label_sample
    from toolkit.selfcheck import read_labels as read_labels
    from toolkit.selfcheck import self_check as self_check
    from toolkit.shift import word_shift as word_shift
    from toolkit.source_view import show_sources as show_sources
    from toolkit.tone import explain_sentiment as explain_sentiment
    from toolkit.tone import sentiment as sentiment
    from toolkit.tone_view import show_tone as show_tone
    from toolkit.towards import sentiment_towards as sentiment_towards
    from toolkit.view import show as show
    from toolkit.wire import wire_changes as wire_changes
    from toolkit.wire import wire_copies as wire_copies
    from toolkit.words import dispersion as dispersion
    from toolkit.words import word_frequencies as word_frequencies
    from toolkit.workbook import write_workbook as write_workbook

_HOMES = {
    "Article": "article",
    "Corpus": "corpus",
    "attributions": "attribution",
    "calibration": "selfcheck",
    "collocations": "association",
    "compare_groups": "groups",
    "compare_words": "keyness",
    "concordance": "kwic",
    "correct": "correcting",
    "corrections": "correcting",
    "dispersion": "words",
    "draw_sample": "selfcheck",
    "explain_sentiment": "tone",
    "explore": "explorer",
    "keywords": "keyness",
    "label_sample": "selfcheck",
    "read_article": "intake",
    "read_articles": "intake",
    "read_labels": "selfcheck",
    "sample_path": "samples",
    "self_check": "selfcheck",
    "sentences": "language",
    "sentiment": "tone",
    "sentiment_towards": "towards",
    "show": "view",
    "show_sources": "source_view",
    "show_tone": "tone_view",
    "source_audit": "audit",
    "speaker_names": "cast",
    "speakers": "cast",
    "text_profile": "profile",
    "tokens": "language",
    "tone_contrast": "contrast",
    "wire_changes": "wire",
    "wire_copies": "wire",
    "word_frequencies": "words",
    "word_shift": "shift",
    "write_report": "report",
    "write_workbook": "workbook",
}
__all__ = list(_HOMES)
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that importing the toolkit loads no library and no model."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"toolkit.{_HOMES[name]}"), name)
    if name == "charts":
        return importlib.import_module("toolkit.charts")
    raise AttributeError(f"module 'toolkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
