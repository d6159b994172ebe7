"""Predict whether an invoice will be contested by the supplier."""
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder

CATS = ["currency", "plant", "commodity"]
NUMS = ["net_amount", "n_lines", "discount_pct", "payment_days"]


def extract(erp):
    archive = pd.read_csv(f"exports/{erp}_invoices_2021-01_2023-12.csv")
    recent = pd.read_csv(f"exports/{erp}_invoices_2023-07_2024-06.csv")
    return pd.concat([archive, recent], ignore_index=True)


def train(frame):
    X, y = frame[CATS + NUMS], frame["contested"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, random_state=77, stratify=y
    )
    model = make_pipeline(
        make_column_transformer(
            (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), CATS),
            remainder="passthrough",
        ),
        HistGradientBoostingClassifier(max_iter=250, learning_rate=0.06),
    )
    model.fit(X_train, y_train)
    return model, roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])


def main():
    invoices = pd.concat([extract("sap")], ignore_index=True)
    invoices = invoices[invoices["net_amount"] > 0]
    model, auc = train(invoices)
    print(f"{len(invoices)} invoices, AUC {auc:.3f}")


if __name__ == "__main__":
    main()
