import joblib
import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import RocCurveDisplay, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder

FEATURES = [
    "loan_amnt",
    "term",
    "int_rate",
    "annual_inc",
    "purpose",
    "dti",
    "revol_util",
    "recoveries",
    "collection_fee",
    "last_payment_amount",
]


def main():
    loans = pd.read_csv("data/accepted.csv", usecols=FEATURES + ["loan_status"], low_memory=False)
    loans = loans[loans["loan_status"].isin(["Fully Paid", "Charged Off"])]
    y = (loans["loan_status"] == "Charged Off").astype(int)
    X = loans[FEATURES]

    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, stratify=y, random_state=2)
    pre = make_column_transformer(
        (
            OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1),
            make_column_selector(dtype_include=object),
        ),
        remainder="passthrough",
    )
    model = make_pipeline(pre, HistGradientBoostingClassifier(max_iter=300))
    model.fit(X_tr, y_tr)
    print("AUC", roc_auc_score(y_te, model.predict_proba(X_te)[:, 1]))
    RocCurveDisplay.from_estimator(model, X_te, y_te).figure_.savefig("roc.png")
    joblib.dump(model, "loan_model.joblib")


if __name__ == "__main__":
    main()
