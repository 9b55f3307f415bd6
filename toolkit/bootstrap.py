"""How far a mean over sentences would wander had other sentences of the same kind been written: the bootstrap."""

import numpy as np
import numpy.typing as npt

FEWEST = 5  # sentences below which there is too little text: with four, an interval meant for 95% holds 80%
TOO_LITTLE = "too little text"
_DRAWS, _SEED = 2_000, 1979
_NUMBERS = 5_000_000  # drawn at a time, 40 MB
_Floats = npt.NDArray[np.float64]


def resampled_means(values: _Floats, weights: _Floats | None = None, *, stream: int = 0) -> _Floats:
    """Return the means of sets drawn from the sentences with replacement, as many in each as there are.

    Parameters
    ----------
    values : array, (sentences, columns)
        What is averaged.
    weights : array, (sentences,), optional
        How much each sentence counts, above 0.
    stream : int
        As for `resampled_sums`.

    Returns
    -------
    array, (2000, columns)
        One mean a draw; the draws are the same for the same number of sentences and `stream`.

    Source
    ------
    Efron (1979), "Bootstrap Methods: Another Look at the Jackknife", doi:10.1214/aos/1176344552.
    """
    weights = np.ones(len(values)) if weights is None else weights
    sums = resampled_sums(np.column_stack([weights, weights[:, None] * values]), stream=stream)
    means: _Floats = sums[:, 1:] / sums[:, :1]
    return means


def resampled_sums(values: _Floats, *, stream: int = 0) -> _Floats:
    """Return the column sums of sets drawn from the rows with replacement.

    Parameters
    ----------
    values : array, (rows, columns)
        What is summed.
    stream : int
        Two sets of rows that are compared need draws of their own: give each another number.

    Returns
    -------
    array, (2000, columns)
        One sum a draw.

    Examples
    --------
    >>> sums = resampled_sums(np.array([[1.0], [0.0]]))
    >>> sums.shape, sorted(set(sums[:, 0].tolist()))
    ((2000, 1), [0.0, 1.0, 2.0])
    """
    count = len(values)
    draw = np.random.default_rng(_SEED + stream)
    even, many = np.full(count, 1 / count), max(1, _NUMBERS // count)
    sizes = [min(many, _DRAWS - done) for done in range(0, _DRAWS, many)]
    return np.concatenate([draw.multinomial(count, even, size=size) @ values for size in sizes])


def interval(means: npt.ArrayLike) -> tuple[float, float]:
    """Return the ends of the middle 95% of the resampled means.

    Examples
    --------
    >>> low, high = interval(resampled_means(np.array([[0.0], [0.0], [1.0], [1.0], [1.0], [0.0]])))
    >>> round(low, 2), round(high, 2)
    (0.17, 0.83)
    """
    low, high = np.percentile(np.asarray(means), [2.5, 97.5])
    return float(low), float(high)
