from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from catboost import CatBoostRegressor, Pool
from sklearn.model_selection import train_test_split


@dataclass
class Settings:
    table: Path = Path("rentals.parquet")
    target: str = "nightly_rate"
    cat: list[str] = field(default_factory=lambda: ["district", "room_type", "host_type"])
    iterations: int = 4000


def pools(cfg: Settings) -> tuple[Pool, Pool]:
    rentals = pd.read_parquet(cfg.table)
    y = rentals.pop(cfg.target)
    rentals[cfg.cat] = rentals[cfg.cat].fillna("unknown").astype(str)
    X_tr, X_te, y_tr, y_te = train_test_split(rentals, y, test_size=0.15, random_state=0)
    return Pool(X_tr, y_tr, cat_features=cfg.cat), Pool(X_te, y_te, cat_features=cfg.cat)


def main(cfg: Settings):
    train_pool, test_pool = pools(cfg)
    model = CatBoostRegressor(
        iterations=cfg.iterations, learning_rate=0.03, depth=8, od_type="Iter", od_wait=150, random_seed=0
    )
    model.fit(train_pool, eval_set=test_pool, use_best_model=True, verbose=250)
    scores = model.eval_metrics(test_pool, ["RMSE", "MAE"])
    print("test:", {k: round(v[-1], 2) for k, v in scores.items()})


if __name__ == "__main__":
    main(Settings())
