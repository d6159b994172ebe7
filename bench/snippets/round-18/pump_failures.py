import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_score, recall_score
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.preprocessing import StandardScaler

COLUMNS = ["vibration", "flow_lpm", "inlet_bar", "outlet_bar", "motor_a", "age_months"]
SPACE = {
    "more__k_neighbors": [3, 5, 9],
    "more__sampling_strategy": [0.1, 0.2, 0.3],
    "less__sampling_strategy": [0.4, 0.6, 0.8],
    "logit__C": [0.01, 0.1, 1.0, 10.0],
}


def pipeline():
    return Pipeline([
        ("scale", StandardScaler()),
        ("more", SMOTE(random_state=1)),
        ("less", RandomUnderSampler(random_state=1)),
        ("logit", LogisticRegression(max_iter=1000)),
    ])


def main():
    pumps = pd.read_csv("data/pump_inspections.csv").drop_duplicates(subset="pump_id")
    pumps = pumps.dropna(subset=COLUMNS)
    X_dev, X_test, y_dev, y_test = train_test_split(
        pumps[COLUMNS], pumps["failed_within_90d"],
        test_size=0.3, stratify=pumps["failed_within_90d"], random_state=1,
    )
    search = RandomizedSearchCV(
        pipeline(), SPACE, n_iter=25, cv=5, scoring="average_precision", random_state=1
    )
    search.fit(X_dev, y_dev)
    proba = search.predict_proba(X_test)[:, 1]
    alarm = proba >= 0.5
    print("prevalence", y_test.mean())
    print("AP", average_precision_score(y_test, proba))
    print("precision", precision_score(y_test, alarm), "recall", recall_score(y_test, alarm))


if __name__ == "__main__":
    main()
