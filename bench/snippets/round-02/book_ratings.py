import numpy as np
import pandas as pd
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.linear_model import Ridge

ratings = pd.read_csv("book_ratings.csv", usecols=["user", "isbn", "rating"])
ratings = ratings.drop_duplicates(["user", "isbn"])

user_stats = ratings.groupby("user")["rating"].agg(user_mean="mean", user_n="size")
book_stats = ratings.groupby("isbn")["rating"].agg(book_mean="mean", book_n="size")
table = ratings.join(user_stats, on="user").join(book_stats, on="isbn")
table[["user_n", "book_n"]] = np.log1p(table[["user_n", "book_n"]])

held_in, held_out = train_test_split(table, test_size=0.1, random_state=0)
columns = ["user_mean", "user_n", "book_mean", "book_n"]
model = Ridge(alpha=1.0).fit(held_in[columns], held_in["rating"])

predicted = model.predict(held_out[columns]).clip(1, 10)
baseline = np.full(len(held_out), held_in["rating"].mean())
print("RMSE", mean_squared_error(held_out["rating"], predicted) ** 0.5)
print("constant", mean_squared_error(held_out["rating"], baseline) ** 0.5)
