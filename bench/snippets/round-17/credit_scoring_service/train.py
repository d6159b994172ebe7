import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from preprocess import Preprocessor

if __name__ == "__main__":
    loans = pd.read_csv("loans.csv")
    learn, check = train_test_split(loans, test_size=0.2, stratify=loans["bad"], random_state=0)
    prep = Preprocessor()
    model = LogisticRegression(max_iter=1000).fit(prep.fit_transform(learn), learn["bad"])
    score = model.predict_proba(prep.transform(check))[:, 1]
    print("AUC", roc_auc_score(check["bad"], score))
    joblib.dump(model, "model.joblib")
