"""Fit and assess the subtype classifier on the chosen panel."""
import json

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from rank_genes import DATA, read_cohort


def main():
    expression, subtype = read_cohort()
    panel = json.loads((DATA / "panel.json").read_text())
    X_train, X_test, y_train, y_test = train_test_split(
        expression[panel], subtype, test_size=0.3, stratify=subtype, random_state=3
    )
    clf = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=5000))
    clf.fit(X_train, y_train)
    pred = clf.predict(X_test)
    print("balanced accuracy", round(balanced_accuracy_score(y_test, pred), 3))
    print(classification_report(y_test, pred))


if __name__ == "__main__":
    main()
