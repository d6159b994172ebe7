import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder


def load(path):
    parcels = pd.read_csv(path, dtype={"postcode": str})
    parcels["zone"] = parcels["postcode"].str[:2]
    parcels["delay_min"] = parcels["delay_min"].fillna(0)
    parcels["is_late"] = parcels["delay_min"].gt(15).astype(int)
    return parcels.drop(columns=["postcode", "parcel_no"])


def columns():
    return make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", min_frequency=20), make_column_selector(dtype_include=object)),
        remainder="passthrough",
    )


parcels = load("parcels.csv")
y = parcels["is_late"]
X = parcels.drop(columns=["is_late"])

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=55)
model = make_pipeline(columns(), RandomForestClassifier(n_estimators=200, random_state=55))
model.fit(X_train, y_train)
print(classification_report(y_test, model.predict(X_test), target_names=["on time", "late"]))
