"""How far to trust the tables on your own texts: draw a fair sample, label it, and see your figures beside ours."""

from toolkit.selfcheck.estimates import self_check as self_check
from toolkit.selfcheck.labelling import label_sample as label_sample
from toolkit.selfcheck.labels import read_labels as read_labels
from toolkit.selfcheck.published import calibration as calibration
from toolkit.selfcheck.sample import draw_sample as draw_sample
