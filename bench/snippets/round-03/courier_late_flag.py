import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

KNOWN_AT_PICKUP = ["zone", "service", "weight_kg", "planned_stops", "promised_min"]
OUTCOME = {"delay_min", "delivered_at", "complaint", "refund_eur"}
LATE_MIN = 15


def load(path):
    jobs = pd.read_csv(path, dtype={"postcode": str}).assign(zone=lambda d: d["postcode"].str[:2])
    jobs["delay_share"] = jobs["delay_min"] / jobs["promised_min"]
    label = jobs["delay_min"].gt(LATE_MIN).astype(int)
    print("mean delay share", jobs["delay_share"].mean().round(3))
    X = jobs[KNOWN_AT_PICKUP]
    assert not OUTCOME & set(X.columns)
    return X, label


def model():
    nominal = OneHotEncoder(handle_unknown="ignore", min_frequency=20)
    columns = make_column_transformer((nominal, ["zone", "service"]), remainder="passthrough")
    return make_pipeline(columns, RandomForestClassifier(n_estimators=200, random_state=55))


X, y = load("courier_jobs.csv")
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=55)
clf = model().fit(X_train, y_train)
print(classification_report(y_test, clf.predict(X_test), target_names=["on time", "late"]))
