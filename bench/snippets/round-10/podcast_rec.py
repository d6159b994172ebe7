import implicit
import numpy as np
import pandas as pd
import scipy.sparse as sp


def matrix(early, n_users, n_items):
    w = np.log1p(early["minutes"].to_numpy())
    return sp.csr_matrix((w, (early["listener"], early["show"])), shape=(n_users, n_items))


def recall_at(model, R, last, n=20):
    users = last["listener"].to_numpy()
    ids, _ = model.recommend(users, R[users], N=n, filter_already_liked_items=True)
    return float(np.mean([s in row for s, row in zip(last["show"].to_numpy(), ids)]))


def main():
    plays = pd.read_parquet("plays.parquet")
    plays = plays.sort_values("played_at").drop_duplicates(["listener", "show"], keep="first")
    plays["listener"] = plays["listener"].astype("category").cat.codes
    plays["show"] = plays["show"].astype("category").cat.codes
    n_users, n_items = plays["listener"].max() + 1, plays["show"].max() + 1

    cut = pd.Timestamp("2023-03-01")
    early = plays[plays["played_at"] < cut]
    later = plays[plays["played_at"] >= cut]
    known = later["listener"].isin(early["listener"])
    later = later[known].groupby("listener", as_index=False).first()
    print(f"plays of new listeners, served by the editorial list: {(~known).mean():.1%}")

    R = matrix(early, n_users, n_items)
    als = implicit.als.AlternatingLeastSquares(factors=64, regularization=0.05, iterations=20, random_state=0)
    als.fit(R)
    print("ALS recall@20", round(recall_at(als, R, later), 4))

    top = early["show"].value_counts().index[:20]
    print("popular      ", round(float(later["show"].isin(top).mean()), 4))


if __name__ == "__main__":
    main()
