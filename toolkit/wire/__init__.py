"""Wire copy: texts that several outlets share, the agency that is credited, and what each outlet made of it."""

from toolkit.wire.changes import wire_changes
from toolkit.wire.copies import wire_copies

__all__ = ["wire_changes", "wire_copies"]
