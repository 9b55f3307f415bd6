"""Groups of articles compared, by outlet, month or any column: who has a say, how, in which tone, with which words."""

from toolkit.groups.comparing import compare_groups

__all__ = ["compare_groups"]
