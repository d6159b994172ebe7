import re

import pandas as pd
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

TAG = re.compile(r"<[^>]+>")


class AdEmbedder:
    def __init__(self, dims=200):
        self._lsa = make_pipeline(
            CountVectorizer(stop_words="english", max_features=50_000),
            TfidfTransformer(sublinear_tf=True),
            TruncatedSVD(dims, random_state=0),
        )

    def __call__(self, texts):
        return self._lsa.fit_transform(TAG.sub(" ", t).lower() for t in texts)


ads = pd.read_csv("job_ads.csv").drop_duplicates(subset="description")
embed = AdEmbedder(dims=150)
vectors = embed(ads["description"])

X_train, X_test, y_train, y_test = train_test_split(
    vectors, ads["occupation_group"], test_size=0.2, random_state=6
)
svc = LinearSVC(C=0.5).fit(X_train, y_train)
print(f"accuracy {svc.score(X_test, y_test):.3f} over {ads['occupation_group'].nunique()} groups")
