"""Chance that a starting striker scores, priced before kick-off."""
from pathlib import Path

import duckdb
import xgboost as xgb
from sklearn.metrics import brier_score_loss, log_loss

HERE = Path(__file__).parent
INPUTS = ["at_home", "rival_conceded", "minutes_form", "shots_form", "season_rate"]


def load():
    query = (HERE / "features.sql").read_text()
    return duckdb.sql(query).df().dropna(subset=["minutes_form"])


def main():
    table = load()
    fit_part = table[table["season"] <= 2021]
    tune_part = table[table["season"] == 2022]
    final_part = table[table["season"] == 2023]

    model = xgb.XGBClassifier(
        n_estimators=1500,
        learning_rate=0.02,
        max_depth=4,
        eval_metric="logloss",
        early_stopping_rounds=75,
    )
    model.fit(
        fit_part[INPUTS],
        fit_part["scored"],
        eval_set=[(tune_part[INPUTS], tune_part["scored"])],
        verbose=False,
    )
    chance = model.predict_proba(final_part[INPUTS])[:, 1]
    print(f"log loss {log_loss(final_part['scored'], chance):.4f}")
    print(f"Brier    {brier_score_loss(final_part['scored'], chance):.4f}")
    model.save_model(HERE / "striker.json")


if __name__ == "__main__":
    main()
