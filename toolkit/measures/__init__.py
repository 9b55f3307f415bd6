"""The field's measures as plain functions of numbers: counts in, one number out, each with its source."""

from toolkit.measures.dispersion import gries_dp, gries_dp_norm
from toolkit.measures.diversity import mattr, mtld
from toolkit.measures.keyness import bic, log_dice, log_likelihood, log_ratio, p_value, weighted_log_odds
from toolkit.measures.rates import Z95, wilson_interval
from toolkit.measures.readability import flesch_kincaid_grade, flesch_reading_ease

__all__ = [
    "Z95",
    "bic",
    "flesch_kincaid_grade",
    "flesch_reading_ease",
    "gries_dp",
    "gries_dp_norm",
    "log_dice",
    "log_likelihood",
    "log_ratio",
    "mattr",
    "mtld",
    "p_value",
    "weighted_log_odds",
    "wilson_interval",
]
