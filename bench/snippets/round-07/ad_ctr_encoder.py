import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import TargetEncoder

HIGH = ["publisher", "creative", "city", "device_model"]
LOW = ["hour", "slot_w", "slot_h", "n_ads_on_page"]


def sample(path: str, n: int = 500_000) -> pd.DataFrame:
    log = pd.read_csv(path, usecols=HIGH + LOW + ["clicked"])
    return log.sample(min(n, len(log)), random_state=0)


def model():
    prep = make_column_transformer(
        (TargetEncoder(target_type="binary", smooth="auto", cv=5), HIGH),
        remainder="passthrough",
    )
    return make_pipeline(prep, HistGradientBoostingClassifier(learning_rate=0.08, max_iter=200))


log = sample("impressions.csv.gz")
y = log.pop("clicked")
left, right, y_left, y_right = train_test_split(log, y, test_size=0.2, stratify=y, random_state=2)

auc = cross_val_score(model(), left, y_left, cv=4, scoring="roc_auc")
print("4-fold AUC", np.round(auc, 4))

m = model().fit(left, y_left)
q = m.predict_proba(right)[:, 1]
print(f"held-out AUC {roc_auc_score(y_right, q):.4f} logloss {log_loss(y_right, q):.4f}")

by_city = log.join(y).groupby("city")["clicked"].mean().sort_values()
print("\nclick rate, ten lowest cities (report only)\n", by_city.head(10))
