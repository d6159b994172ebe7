import pandas as pd
import xgboost as xgb
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split

COST_VISIT = 120.0
COST_OUTAGE = 2150.0


def threshold(cost_false_alarm, cost_miss):
    return cost_false_alarm / (cost_false_alarm + cost_miss)


def expected_cost(y, flagged):
    tn, fp, fn, tp = confusion_matrix(y, flagged).ravel()
    return {
        "visits": int(tp + fp),
        "outages": int(fn),
        "cost": COST_VISIT * (tp + fp) + COST_OUTAGE * fn,
        "cost_without_model": COST_OUTAGE * (tp + fn),
    }


def main():
    units = pd.read_csv("data/transformers_inspection.csv")
    y = units.pop("failed")
    X_train, X_test, y_train, y_test = train_test_split(units, y, test_size=0.3, stratify=y, random_state=51)
    clf = xgb.XGBClassifier(n_estimators=250, max_depth=4, learning_rate=0.05, eval_metric="logloss")
    clf.fit(X_train, y_train)
    flagged = clf.predict_proba(X_test)[:, 1] >= threshold(COST_VISIT, COST_OUTAGE)
    print(expected_cost(y_test, flagged))


if __name__ == "__main__":
    main()
