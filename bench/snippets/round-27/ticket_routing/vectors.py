import re

from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

_NOISE = re.compile(r"(https?://\S+|\S+@\S+|\d{5,})")


def scrub(text: str) -> str:
    return _NOISE.sub(" ", text.lower()).strip()


class TicketSpace:
    """Maps subject + body to a dense space of topics."""

    def __init__(self, dims: int = 150):
        self.words = TfidfVectorizer(preprocessor=scrub, ngram_range=(1, 2), min_df=3, sublinear_tf=True)
        self.topics = TruncatedSVD(n_components=dims, random_state=0)

    def learn(self, texts):
        counts: csr_matrix = self.words.fit_transform(texts)
        self.topics.fit(counts)
        return self

    def place(self, texts):
        return self.topics.transform(self.words.transform(texts))
