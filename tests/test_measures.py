"""Each formula against worked figures of the literature or of another implementation; each test says which."""

import math

import pytest

from toolkit.measures import (
    bic,
    flesch_kincaid_grade,
    flesch_reading_ease,
    gries_dp,
    gries_dp_norm,
    log_dice,
    log_likelihood,
    log_ratio,
    mattr,
    mtld,
    p_value,
    weighted_log_odds,
    wilson_interval,
)

# Fiction, written for these tests.
FERRY = """
the ferry came back to the island on monday and the harbour was full of people who had waited for it all winter long
the mayor said the ferry was late again but the captain said the sea was rough and no ferry could have sailed sooner
some people laughed and some people did not and the children ran along the pier to see the captain and the crew
in the evening the council met in the old school and voted to buy a second ferry though nobody knew who would pay for it
a fisherman asked whether a bridge would be cheaper and the mayor told him that a bridge would be the end of the island
""".split()


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(5, 50, 0.0434758, 0.2136023), (15, 148, 0.0623864, 0.1604872), (0, 20, 0.0, 0.1611252)],
)
def test_wilson_interval_agrees_with_scipy(count: int, total: int, low: float, high: float) -> None:
    """scipy 1.17: binomtest(count, total).proportion_ci(method="wilson"); the last is 3.84146 / 23.84146."""
    assert wilson_interval(count, total) == pytest.approx((low, high), abs=1e-6)


def test_wilson_interval_holds_the_rate_at_its_ends() -> None:
    assert wilson_interval(0, 10, per=100)[0] == 0
    assert wilson_interval(10, 10, per=100)[1] == 100
    assert wilson_interval(0, 0, per=100) == (0, 100)


# Gries (2008), section 3: five parts of 9, 10, 10, 10 and 11 words, in which "a" stands 1, 2, 3, 4 and 5 times.
GRIES_SIZES = dict(enumerate([9, 10, 10, 10, 11]))


def test_dp_agrees_with_gries() -> None:
    assert gries_dp(dict(enumerate([1, 2, 3, 4, 5])), GRIES_SIZES) == pytest.approx(0.18)


def test_dp_norm_reaches_one_where_all_is_in_the_smallest_part() -> None:
    """DP / (1 - 9/50), by Lijffijt & Gries (2012): 0.18 becomes 0.2195, and 0.82 becomes 1."""
    assert gries_dp_norm(0.18, 9 / 50) == pytest.approx(0.2195, abs=5e-5)
    assert gries_dp_norm(gries_dp({0: 3}, GRIES_SIZES), 9 / 50) == pytest.approx(1)


def test_dp_is_missing_for_a_word_that_does_not_occur() -> None:
    assert math.isnan(gries_dp({}, GRIES_SIZES))


def test_diversity_agrees_with_lexicalrichness() -> None:
    """lexicalrichness 0.5.1 on the same 118 words: mattr(window_size=50), mattr(window_size=25), mtld(0.72)."""
    assert len(FERRY) == 118
    assert mattr(FERRY) == pytest.approx(0.7052173913043481)
    assert mattr(FERRY, 25) == pytest.approx(0.7948936170212766)
    assert mtld(FERRY) == pytest.approx(42.10580407532822)


def test_mattr_is_the_mean_over_all_windows() -> None:
    windows = [FERRY[i : i + 50] for i in range(len(FERRY) - 49)]

    assert mattr(FERRY) == pytest.approx(sum(len(set(window)) / 50 for window in windows) / len(windows))


def test_diversity_is_missing_where_there_is_nothing_to_measure() -> None:
    assert math.isnan(mattr(FERRY[:49]))
    assert math.isnan(mtld(["each", "word", "differs"]))
    assert math.isnan(mtld([]))


def test_readability_agrees_with_published_examples() -> None:
    """Two sentences often quoted with their scores: "The cat sat on the mat." (116) and "The Australian platypus is
    seemingly a hybrid of a mammal and reptilian creature." (37.5, grade 11.3; 13 words, 24 syllables)."""
    assert flesch_reading_ease(6, 1, 6) == pytest.approx(116.145)
    assert flesch_reading_ease(13, 1, 24) == pytest.approx(37.5, abs=0.05)
    assert flesch_kincaid_grade(13, 1, 24) == pytest.approx(11.3, abs=0.05)


def test_readability_is_missing_without_words() -> None:
    assert math.isnan(flesch_reading_ease(0, 0, 0))
    assert math.isnan(flesch_kincaid_grade(0, 0, 0))


@pytest.mark.parametrize(
    ("table", "g2"),
    [((52, 50_000, 57, 75_000), 2.6517101638888807), ((5, 352, 14, 100_000), 34.72577117235709)],
)
def test_log_likelihood_agrees_with_scipy(table: tuple[float, ...], g2: float) -> None:
    """scipy 1.17: power_divergence([a, b], [E1, E2], lambda_="log-likelihood"). Lancaster University's course on
    corpora prints the first as 2.65."""
    assert log_likelihood(*table) == pytest.approx(g2)


def test_log_likelihood_of_an_absent_word_has_one_term() -> None:
    """Nothing of 33 words against 3 of 36: 2 * 3 * ln(3 / (36 * 3 / 69))."""
    assert log_likelihood(0, 33, 3, 36) == pytest.approx(6 * math.log(69 / 36))


def test_log_likelihood_is_none_for_equal_rates() -> None:
    assert log_likelihood(2, 100, 20, 1_000) == pytest.approx(0, abs=1e-9)
    assert log_likelihood(0, 100, 0, 1_000) == 0


@pytest.mark.parametrize(("g2", "p"), [(3.84, 0.05), (6.63, 0.01), (10.83, 0.001), (15.13, 0.0001)])
def test_p_agrees_with_the_critical_values(g2: float, p: float) -> None:
    """The critical values that UCREL's calculator lists."""
    assert p_value(g2) == pytest.approx(p, rel=0.005)


def test_log_ratio_doubles_with_each_point() -> None:
    """Hardie (2014): 0 the same, 1 twice as common, 2 four times; half an occurrence for none."""
    assert [log_ratio(n, 1_000, 10, 1_000) for n in (5, 10, 20, 40)] == [-1, 0, 1, 2]
    assert log_ratio(4, 1_000, 0, 2_000) == 4
    assert log_ratio(0, 2_000, 4, 1_000) == -4


def test_bic_is_g2_less_the_log_of_all_words() -> None:
    """Wilson (2013): df * ln(N) is taken off, with one degree of freedom; ln(125,000) is 11.736."""
    assert bic(15.13, 125_000) == pytest.approx(3.394, abs=5e-4)


def test_log_dice_agrees_with_rychly() -> None:
    """Rychlý (2008): at most 14; 0 is one joint occurrence in 16,384 of either; a point more is twice as often."""
    assert log_dice(9, 9, 9) == 14
    assert log_dice(1, 16_384, 16_384) == 0
    assert log_dice(20, 500, 300) - log_dice(10, 500, 300) == pytest.approx(1)


def test_weighted_log_odds_agree_with_another_implementation() -> None:
    """The README of the package fightin_words: "the quick brown fox jumps over the lazy pig" against "the lazy purple
    pig jumps over the lazier donkey", prior 0.05: "fox" has z 0.6894, "lazy" 0."""
    fox = weighted_log_odds(1, 9, 0, 9, prior=0.05, prior_total=11 * 0.05)
    lazy = weighted_log_odds(1, 9, 1, 9, prior=0.05, prior_total=11 * 0.05)

    assert fox[1] == pytest.approx(0.6894227886807968)
    assert lazy == (0, 0)


def test_weighted_log_odds_are_none_where_there_is_one_word() -> None:
    assert weighted_log_odds(3, 3, 5, 5, prior=0.5, prior_total=0.5) == (0, 0)
