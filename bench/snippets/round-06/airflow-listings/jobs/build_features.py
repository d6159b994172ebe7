import pandas as pd
from sklearn.preprocessing import MinMaxScaler


def build_features(src: str, dst: str) -> str:
    df = pd.read_csv(src)
    df["price"] = df["price"].str.replace(r"[$,]", "", regex=True).astype(float)
    df = df[df["price"].between(10, 2000)]
    df["hood_price"] = df.groupby("neighbourhood")["price"].transform("mean")
    numeric = ["accommodates", "bathrooms", "bedrooms", "review_score"]
    df[numeric] = MinMaxScaler().fit_transform(df[numeric])
    df = pd.get_dummies(df[numeric + ["hood_price", "room_type", "price"]], columns=["room_type"])
    df.to_parquet(dst, index=False)
    return dst
