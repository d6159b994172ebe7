"""Next-title recommender, leave-last-out."""
import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

K = 10

plays = pd.read_parquet("plays.parquet", columns=["listener", "title", "started_at"])
plays = plays.sort_values("started_at").drop_duplicates(["listener", "title"], keep="first")
plays = plays[plays.groupby("listener")["title"].transform("size") >= 5]

u_codes, listeners = pd.factorize(plays["listener"], sort=True)
t_codes, titles = pd.factorize(plays["title"], sort=True)
plays = plays.assign(u=u_codes, i=t_codes)

is_last = plays.groupby("listener").cumcount(ascending=False) == 0
known, last = plays[~is_last], plays[is_last]

shape = (len(listeners), len(titles))
R = csr_matrix((np.ones(len(known), np.float32), (known["u"], known["i"])), shape=shape)

als = AlternatingLeastSquares(factors=96, regularization=0.05, iterations=20, random_state=0)
als.fit(R * 20.0)

users = last["u"].to_numpy()
ids, _ = als.recommend(users, R[users], N=K, filter_already_liked_items=True)
hit = (ids == last["i"].to_numpy()[:, None]).any(axis=1)

popular = np.asarray(R.sum(axis=0)).ravel().argsort()[::-1][:K]
base = np.isin(last["i"], popular)
print(f"hit@{K}: als {hit.mean():.4f}, popularity {base.mean():.4f}")
