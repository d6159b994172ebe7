import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.utils import resample, shuffle

subs = pd.read_csv("subscribers.csv", na_values=[" "])
subs = subs.dropna(subset=["monthly_fee"])
subs["left"] = (subs["status"] == "closed").astype(int)
subs = subs.drop(columns=["status", "account_no"])

stay = subs[subs.left == 0]
gone = subs[subs.left == 1]
print(len(stay), len(gone))

gone_up = resample(gone, replace=True, n_samples=len(stay), random_state=3)
even = shuffle(pd.concat([stay, gone_up]), random_state=3)

features = even.drop(columns="left")
cat = features.select_dtypes("object").columns.tolist()
F_a, F_b, l_a, l_b = train_test_split(features, even["left"], test_size=0.2, random_state=3)

pipe = make_pipeline(
    make_column_transformer((OneHotEncoder(handle_unknown="ignore"), cat), remainder="passthrough"),
    GradientBoostingClassifier(random_state=3),
)
pipe.fit(F_a, l_a)
print(classification_report(l_b, pipe.predict(F_b), digits=3))
