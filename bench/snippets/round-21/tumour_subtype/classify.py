"""Accuracy of the panel classifier."""
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from panel import HERE, load_expression


def read_panel():
    return (HERE / "data" / "panel.txt").read_text().split()


def main():
    counts, basal = load_expression()
    X = counts[read_panel()]
    X_dev, X_eval, y_dev, y_eval = train_test_split(
        X, basal, test_size=0.3, stratify=basal, random_state=5
    )
    model = make_pipeline(
        StandardScaler(),
        LogisticRegressionCV(
            Cs=10, cv=StratifiedKFold(5, shuffle=True, random_state=5), max_iter=5000
        ),
    )
    model.fit(X_dev, y_dev)
    probability = model.predict_proba(X_eval)[:, 1]
    print("AUC", round(roc_auc_score(y_eval, probability), 3))
    print("balanced accuracy", round(balanced_accuracy_score(y_eval, probability > 0.5), 3))


if __name__ == "__main__":
    main()
