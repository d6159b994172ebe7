"""SMS spam filter with hashed character n-grams."""
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.preprocessing import FunctionTransformer, Normalizer


def surface(texts):
    return np.array([
        [len(t), sum(c.isdigit() for c in t), sum(c.isupper() for c in t), t.count("!"), "http" in t]
        for t in texts
    ], dtype=float)


class SmsFeatures:
    def __init__(self, bits=18):
        self.hasher = HashingVectorizer(analyzer="char_wb", ngram_range=(2, 4), n_features=2**bits)
        self.surface = FunctionTransformer(surface)
        self.unit = Normalizer()

    def matrix(self, texts):
        hashed = self.hasher.fit_transform(texts)
        counts = np.log1p(self.surface.fit_transform(texts))
        return self.unit.fit_transform(hstack([hashed, csr_matrix(counts)]).tocsr())


def main():
    sms = pd.read_csv("sms.csv").dropna()
    sms["text"] = sms["text"].str.strip()
    sms = sms.drop_duplicates("text")
    X = SmsFeatures().matrix(sms["text"].tolist())
    y = (sms["kind"] == "spam").astype(int).to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=10)
    search = GridSearchCV(
        SGDClassifier(loss="log_loss", random_state=10), {"alpha": [1e-6, 1e-5, 1e-4]}, scoring="f1", cv=5
    )
    search.fit(X_train, y_train)
    print("alpha", search.best_params_["alpha"])
    print(classification_report(y_test, search.predict(X_test), target_names=["ham", "spam"]))


if __name__ == "__main__":
    main()
