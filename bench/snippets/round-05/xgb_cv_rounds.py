import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

PARAMS = {
    "objective": "binary:logistic",
    "eval_metric": "auc",
    "eta": 0.05,
    "max_depth": 5,
    "subsample": 0.8,
    "colsample_bytree": 0.7,
    "seed": 0,
}


def rounds(dtrain):
    history = xgb.cv(
        PARAMS, dtrain, num_boost_round=3000, nfold=5, stratified=True, early_stopping_rounds=100, seed=0
    )
    best = int(history["test-auc-mean"].idxmax())
    print(history.loc[best].round(4).to_dict())
    return best + 1


def main():
    spam = pd.read_csv("data/spambase.csv")
    y = spam.pop("spam")
    X = np.log1p(spam)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=0)
    dtrain, dtest = xgb.DMatrix(X_train, y_train), xgb.DMatrix(X_test, y_test)
    booster = xgb.train(PARAMS, dtrain, num_boost_round=rounds(dtrain))
    print("AUC", roc_auc_score(y_test, booster.predict(dtest)))


if __name__ == "__main__":
    main()
