import numpy as np
import pandas as pd
from gensim.models import Word2Vec
from gensim.utils import simple_preprocess
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split


class MeanVectors:
    def __init__(self, **w2v_args):
        self.w2v_args = w2v_args

    def fit(self, sentences):
        self.wv = Word2Vec(sentences=sentences, **self.w2v_args).wv
        return self

    def transform(self, sentences):
        zero = np.zeros(self.wv.vector_size)
        return np.vstack([
            np.mean([self.wv[w] for w in words if w in self.wv] or [zero], axis=0) for words in sentences
        ])


complaints = pd.read_csv("complaints.csv").drop_duplicates("narrative")
words = complaints["narrative"].map(simple_preprocess).tolist()
rows = np.arange(len(words))
tr, te = train_test_split(rows, test_size=0.2, random_state=2, stratify=complaints["product"])

vectors = MeanVectors(vector_size=100, window=5, min_count=3, workers=1, seed=2)
vectors.fit([words[i] for i in tr])
features = vectors.transform(words)

product = complaints["product"].to_numpy()
clf = LogisticRegression(max_iter=2000).fit(features[tr], product[tr])
print(classification_report(product[te], clf.predict(features[te])))
