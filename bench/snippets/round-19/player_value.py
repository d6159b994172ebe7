"""Transfer value of football players from one season's summary; one row per player."""
import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

INPUTS = ["age", "minutes", "goals_p90", "assists_p90", "duels_won", "league_rank"]


def as_matrix(rows):
    return xgb.DMatrix(rows[INPUTS], label=np.log1p(rows["value_eur"]))


def mae(booster, rows):
    predicted = booster.predict(as_matrix(rows), iteration_range=(0, booster.best_iteration + 1))
    return mean_absolute_error(rows["value_eur"], np.expm1(predicted))


def main():
    players = pd.read_csv("players_2022.csv").drop_duplicates("player_id")
    rest, test = train_test_split(players, test_size=0.2, random_state=33)
    train, watch = train_test_split(rest, test_size=0.15, random_state=33)
    booster = xgb.train(
        {"objective": "reg:squarederror", "eta": 0.03, "max_depth": 5},
        as_matrix(train), num_boost_round=3000,
        evals=[(as_matrix(train), "train"), (as_matrix(watch), "watch")],
        early_stopping_rounds=60, verbose_eval=200,
    )
    print("MAE train", mae(booster, train))
    print("MAE test ", mae(booster, test))


if __name__ == "__main__":
    main()
