import sys

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from labs import feature_columns, fill_by_ward, flag_missing, read_panel


def load(path):
    panel = read_panel(path)
    panel = panel.pipe(flag_missing).pipe(fill_by_ward)
    panel = panel.dropna(subset=["age", "heart_rate", "map_mmhg"])
    return panel[feature_columns()], panel["sepsis_48h"]


def main(path):
    X, y = load(path)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=11
    )
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000, C=0.3))
    model.fit(X_train, y_train)
    risk = model.predict_proba(X_test)[:, 1]
    print("AUROC", round(roc_auc_score(y_test, risk), 3))
    print("AUPRC", round(average_precision_score(y_test, risk), 3))


if __name__ == "__main__":
    main(sys.argv[1])
