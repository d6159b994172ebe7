import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer, StandardScaler

AGE_EDGES = [0, 25, 35, 45, 55, np.inf]
PRESSURE = [f"sole_{i:02d}" for i in range(16)]
GAIT = ["cadence", "contact_ms", "oscillation_mm"]


def derive(runners: pd.DataFrame) -> pd.DataFrame:
    out = pd.DataFrame(index=runners.index)
    out["age_band"] = pd.cut(runners["age"], bins=AGE_EDGES, labels=False)
    out["mean_pressure"] = runners[PRESSURE].mean(axis=1)
    out["peak_ratio"] = runners[PRESSURE].max(axis=1) / out["mean_pressure"].clip(lower=1e-6)
    shape = Normalizer(norm="l1").fit_transform(runners[PRESSURE])
    out[PRESSURE] = shape
    return out.join(runners[GAIT])


def main() -> None:
    runners = pd.read_csv("baseline_visit.csv").drop_duplicates("runner_id")
    runners = runners.dropna()
    features = derive(runners)
    injured = runners["injured_within_year"]
    X_train, X_test, y_train, y_test = train_test_split(
        features, injured, test_size=0.25, stratify=injured, random_state=2
    )
    model = make_pipeline(
        StandardScaler(),
        RandomForestClassifier(n_estimators=400, min_samples_leaf=4, random_state=2),
    )
    model.fit(X_train, y_train)
    print("AUC", roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))


if __name__ == "__main__":
    main()
