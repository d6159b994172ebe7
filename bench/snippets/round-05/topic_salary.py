"""Predict the advertised salary from topics of the job description."""
from functools import partial

import numpy as np
import pandas as pd
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import median_absolute_error
from sklearn.model_selection import ShuffleSplit


class TopicSpace:
    def __init__(self, n_topics, max_features=8000):
        self.counts = CountVectorizer(stop_words="english", max_features=max_features, min_df=10)
        self.lda = LatentDirichletAllocation(n_topics, learning_method="online", random_state=0)

    def __call__(self, texts):
        return self.lda.fit_transform(self.counts.fit_transform(texts))


def run(adverts, make_space, make_model):
    shares = make_space(n_topics=40)(adverts["description"])
    salary = np.log(adverts["salary"].to_numpy())
    train, test = next(ShuffleSplit(1, test_size=0.2, random_state=0).split(shares))
    model = make_model().fit(shares[train], salary[train])
    return median_absolute_error(np.exp(salary[test]), np.exp(model.predict(shares[test])))


if __name__ == "__main__":
    adverts = pd.read_json("data/adverts.jsonl", lines=True)
    boosting = partial(GradientBoostingRegressor, n_estimators=300, max_depth=3, subsample=0.7)
    print("median error", run(adverts, TopicSpace, boosting))
