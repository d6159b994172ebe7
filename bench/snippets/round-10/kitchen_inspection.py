import logging
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import KBinsDiscretizer

log = logging.getLogger(__name__)


@dataclass
class Config:
    csv: str = "restaurants.csv"
    zones: int = 25
    bins: int = 8
    hold: float = 0.3
    seed: int = 19


class InspectionData:
    def __init__(self, cfg: Config):
        self.cfg = cfg
        raw = pd.read_csv(cfg.csv)
        self.failed = raw["failed_inspection"].to_numpy()
        base = raw[["seats", "years_open", "reviews", "stars"]].fillna(0).to_numpy(float)
        binner = KBinsDiscretizer(cfg.bins, encode="onehot-dense", strategy="quantile")
        binned = binner.fit_transform(base)
        zones = KMeans(cfg.zones, n_init=10, random_state=cfg.seed)
        dist = zones.fit_transform(raw[["lat", "lon"]].to_numpy())
        self.design = np.hstack([binned, dist])
        log.info("design matrix %s", self.design.shape)

    def parts(self):
        return train_test_split(
            self.design, self.failed, test_size=self.cfg.hold, stratify=self.failed, random_state=self.cfg.seed
        )


def main():
    logging.basicConfig(level=logging.INFO)
    data = InspectionData(Config())
    Da, Db, fa, fb = data.parts()
    rf = RandomForestClassifier(400, min_samples_leaf=5, n_jobs=-1, random_state=19).fit(Da, fa)
    log.info("AUC on hold-out %.4f", roc_auc_score(fb, rf.predict_proba(Db)[:, 1]))


if __name__ == "__main__":
    main()
