import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline

# board exports: every ad that was online at some day of the window
exports = [
    "ads_live_2023-01_2023-04.csv",
    "ads_live_2023-03_2023-06.csv",
    "ads_live_2023-05_2023-08.csv",
]


def read(f):
    d = pd.read_csv(f, usecols=["title", "description", "isco_major"])
    return d.dropna(subset=["description"])


ads = pd.concat([read(f) for f in exports], ignore_index=True)
ads["text"] = ads["title"].str.cat(ads["description"], sep=" . ").str.lower()

fit_part, check_part = train_test_split(
    ads, test_size=0.2, random_state=0, stratify=ads["isco_major"]
)
fit_part = fit_part.drop_duplicates("text")
check_part = check_part.drop_duplicates("text")
print(len(fit_part), "ads to learn from,", len(check_part), "to check")

coder = make_pipeline(
    TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True),
    SGDClassifier(loss="modified_huber", alpha=1e-5, random_state=0),
)
coder.fit(fit_part["text"], fit_part["isco_major"])
guess = coder.predict(check_part["text"])
print("macro F1 %.3f" % f1_score(check_part["isco_major"], guess, average="macro"))
