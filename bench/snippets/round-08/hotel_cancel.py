import logging
from dataclasses import dataclass, field

import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import log_loss, roc_auc_score

log = logging.getLogger("cancel")


@dataclass
class Settings:
    csv: str = "bookings.csv"
    cats: list = field(default_factory=lambda: ["market", "meal", "room", "country", "deposit"])
    nums: list = field(default_factory=lambda: ["lead_time", "nights", "adults", "children", "adr"])
    label: str = "cancelled"
    seed: int = 3


def table(s: Settings) -> pd.DataFrame:
    b = pd.read_csv(s.csv, parse_dates=["arrival"])
    # outcome is known for every stay that lies in the past
    b = b[b["arrival"] < "2023-10-01"]
    b[s.cats] = b[s.cats].fillna("NA").astype(str)
    return b.drop_duplicates("booking")


def run(s: Settings) -> None:
    b = table(s)
    learn = b[b["arrival"] < "2023-05-01"]
    test = b[b["arrival"] >= "2023-05-01"]
    X = s.cats + s.nums
    fit = learn[learn["arrival"] < "2023-03-01"]
    stop = learn[learn["arrival"] >= "2023-03-01"]

    pool = lambda d: Pool(d[X], d[s.label], cat_features=s.cats)
    cb = CatBoostClassifier(iterations=3000, learning_rate=0.03, random_seed=s.seed, verbose=False)
    cb.fit(pool(fit), eval_set=pool(stop), early_stopping_rounds=100)
    p = cb.predict_proba(pool(test))[:, 1]
    log.info("trees %d AUC %.4f logloss %.4f", cb.tree_count_, roc_auc_score(test[s.label], p), log_loss(test[s.label], p))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    run(Settings())
