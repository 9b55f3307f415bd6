"""Charts: a table in, matplotlib Axes out.

Every chart takes a public table (further columns are welcome, so are fewer rows), an optional `title` that states the
finding and an optional `ax` to draw on. Any text is drawn as it is: dollar signs, other scripts, control characters
made visible; long names end in an ellipsis. An empty table gives Axes that say so. `use_theme()` lends the look to a
notebook's other charts.
"""

from toolkit.charts.groups import group_shares, group_tones, group_words
from toolkit.charts.shift import word_shift_bars
from toolkit.charts.sources import source_bars
from toolkit.charts.strip import dispersion_strip
from toolkit.charts.style import use_theme
from toolkit.charts.tone import tone_line
from toolkit.charts.towards import tone_towards
from toolkit.charts.trust import calibration, self_check
from toolkit.charts.voices import tone_by_voice, voice_share
from toolkit.charts.words import keyness_bars, word_bars

__all__ = [
    "calibration",
    "dispersion_strip",
    "group_shares",
    "group_tones",
    "group_words",
    "keyness_bars",
    "self_check",
    "source_bars",
    "tone_by_voice",
    "tone_line",
    "tone_towards",
    "use_theme",
    "voice_share",
    "word_bars",
    "word_shift_bars",
]
