"""Murmur present or absent from the descriptor table."""
import pandas as pd
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.model_selection import train_test_split


def main():
    table = pd.read_parquet("descriptors.parquet")
    X, y = table.drop(columns="murmur"), table["murmur"]
    X_fit, X_test, y_fit, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=10
    )
    model = LogisticRegressionCV(Cs=12, cv=5, scoring="roc_auc", max_iter=4000)
    model.fit(X_fit, y_fit)
    print("AUC", roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))
    print(classification_report(y_test, model.predict(X_test)))


if __name__ == "__main__":
    main()
