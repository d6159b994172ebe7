import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler


def read_videos(path):
    v = pd.read_json(path, orient="records")
    v = v[v["duration_s"].between(30, 3600)]
    v["title"] = v["title"].str.lower()
    v["title_len"] = v["title"].str.len()
    v["n_tags"] = v["tags"].str.len()
    return v


def mark_hits(v):
    bar = v["views_30d"].mean() + 0.5 * v["views_30d"].std()
    v["hit"] = (v["views_30d"] > bar).astype(int)
    return v.drop(columns=["views_30d", "tags"])


videos = mark_hits(read_videos("videos.json"))
hit = videos.pop("hit")
V_a, V_b, h_a, h_b = train_test_split(videos, hit, test_size=0.25, random_state=64)

flow = Pipeline([
    ("cols", ColumnTransformer([
        ("words", CountVectorizer(min_df=5, max_features=20000), "title"),
        ("num", MinMaxScaler(), ["duration_s", "title_len", "n_tags", "subscribers"]),
    ])),
    ("lr", LogisticRegression(class_weight="balanced", max_iter=1000)),
])
flow.fit(V_a, h_a)
print("F1 hit:", f1_score(h_b, flow.predict(V_b)))
