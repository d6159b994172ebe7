import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import precision_recall_curve


class Gate:
    """Calibrated score and the cut-off that keeps a wanted precision."""

    def __init__(self, wanted_precision=0.98):
        self.wanted_precision = wanted_precision
        self.map_ = IsotonicRegression(out_of_bounds="clip")
        self.cutoff_ = 1.0

    def calibrate(self, raw, label):
        self.map_.fit(raw, label)
        return self

    def set_cutoff(self, raw, label):
        precision, _, cutoffs = precision_recall_curve(label, self.map_.predict(raw))
        enough = np.flatnonzero(precision[:-1] >= self.wanted_precision)
        if len(enough):
            self.cutoff_ = float(cutoffs[enough[0]])
        return self

    def block(self, raw):
        return self.map_.predict(raw) >= self.cutoff_
