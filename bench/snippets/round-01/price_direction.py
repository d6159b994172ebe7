import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

H = 5


def make_table(path):
    px = pd.read_csv(path, parse_dates=["date"]).sort_values("date").set_index("date")
    ret = np.log(px["close"]).diff()
    table = pd.DataFrame({
        "ret_1": ret,
        "ret_5": ret.rolling(5).sum(),
        "vol_20": ret.rolling(20).std(),
        "volume_ratio": px["volume"] / px["volume"].rolling(20).mean(),
    })
    table["future"] = px["close"].shift(-H) / px["close"] - 1
    table = table.dropna()
    table["up"] = (table["future"] > 0).astype(int)
    return table.drop(columns="future")


table = make_table("index_daily.csv")
cut = int(len(table) * 0.8)
train, test = table.iloc[: cut - H], table.iloc[cut:]
X_cols = table.columns.drop("up")

clf = make_pipeline(StandardScaler(), LogisticRegression(C=0.1))
clf.fit(train[X_cols], train["up"])
print("hit rate", accuracy_score(test["up"], clf.predict(test[X_cols])))
print("always up", test["up"].mean())
