import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MultiLabelBinarizer


def fit(texts, tags):
    model = Pipeline(
        [
            ("tfidf", TfidfVectorizer(max_features=50_000, ngram_range=(1, 2), sublinear_tf=True)),
            ("ovr", OneVsRestClassifier(LogisticRegression(C=5.0, max_iter=400), n_jobs=-1)),
        ]
    )
    return model.fit(texts, tags)


def tune(truth, prob):
    grid = np.arange(0.05, 0.95, 0.01)
    cuts = np.empty(truth.shape[1])
    for j in range(truth.shape[1]):
        cuts[j] = grid[np.argmax([f1_score(truth[:, j], prob[:, j] >= g, zero_division=0) for g in grid])]
    return cuts


questions = pd.read_parquet("data/questions.parquet")
binarizer = MultiLabelBinarizer()
tags = binarizer.fit_transform(questions["tags"])
q_train, q_test, t_train, t_test = train_test_split(questions["body"], tags, test_size=0.1, random_state=1)

model = fit(q_train, t_train)
prob = model.predict_proba(q_test)
cuts = tune(t_test, prob)
pd.Series(cuts, index=binarizer.classes_).to_json("cuts.json")
print("macro F1", f1_score(t_test, prob >= cuts, average="macro", zero_division=0))
