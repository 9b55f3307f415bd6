"""Many articles in one store: added once, analysed by several processes or machines, asked with SQL, compared."""

from toolkit.corpus.corpus import Corpus

__all__ = ["Corpus"]
