import re

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline

URL = re.compile(r"https?://\S+")
USER = re.compile(r"@\w+")


def normalise(text):
    return USER.sub("@user", URL.sub("url", text.lower())).strip()


tweets = pd.concat([pd.read_csv(f"data/crawl_{part}.csv") for part in ("a", "b", "c")], ignore_index=True)
tweets["text"] = tweets["text"].map(normalise)
print("repeated texts:", tweets["text"].duplicated().sum())

train, test = train_test_split(tweets, test_size=0.2, random_state=12)
train = train.drop_duplicates(subset="text")
test = test.drop_duplicates(subset="text")

model = make_pipeline(
    TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True),
    LogisticRegression(C=4.0, max_iter=1000, class_weight="balanced"),
)
model.fit(train["text"], train["stance"])
print("macro F1", f1_score(test["stance"], model.predict(test["text"]), average="macro"))
