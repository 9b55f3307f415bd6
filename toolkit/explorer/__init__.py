"""The explorer: open an article in a notebook, see it marked up, correct it, take tables and a report away."""

from toolkit.explorer.room import Explorer, explore

__all__ = ["Explorer", "explore"]
