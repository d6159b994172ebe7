import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

NUM = ["age", "sodium", "potassium", "haemoglobin", "albumin"]
CAT = ["sex", "diabetes", "smoker"]


def make_model(leaf):
    return Pipeline([
        ("columns", ColumnTransformer([
            ("num", SimpleImputer(strategy="median", add_indicator=True), NUM),
            ("cat", OneHotEncoder(handle_unknown="ignore"), CAT),
        ])),
        ("forest", RandomForestClassifier(400, min_samples_leaf=leaf, random_state=7)),
    ])


def macro(model, X, y):
    return f1_score(y, model.predict(X), average="macro")


def main():
    clinic = pd.read_csv("data/baseline_visits.csv")
    clinic = clinic.drop_duplicates(subset="patient_id")
    X, y = clinic[NUM + CAT], clinic["ckd_stage"]
    X_rest, X_test, y_rest, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=7
    )
    X_fit, X_val, y_fit, y_val = train_test_split(
        X_rest, y_rest, test_size=0.25, stratify=y_rest, random_state=7
    )
    fitted = {leaf: make_model(leaf).fit(X_fit, y_fit) for leaf in (1, 3, 10, 30)}
    for leaf, model in fitted.items():
        print(leaf, "fit", round(macro(model, X_fit, y_fit), 3), "val", round(macro(model, X_val, y_val), 3))
    chosen = max(fitted, key=lambda leaf: macro(fitted[leaf], X_val, y_val))
    final = make_model(chosen).fit(X_rest, y_rest)
    print("fit rows", round(macro(final, X_rest, y_rest), 3))
    print("test rows", round(macro(final, X_test, y_test), 3))


if __name__ == "__main__":
    main()
