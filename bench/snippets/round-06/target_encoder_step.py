from dataclasses import asdict, dataclass
import json

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import TargetEncoder


@dataclass(frozen=True)
class Config:
    csv: str = "data/salaries.csv"
    test_size: float = 0.2
    seed: int = 16
    learning_rate: float = 0.06
    max_iter: int = 350


def build(cfg: Config, high_card: list[str], numeric: list[str]) -> Pipeline:
    pre = ColumnTransformer(
        [
            ("te", TargetEncoder(target_type="continuous", smooth="auto", random_state=cfg.seed), high_card),
            ("num", "passthrough", numeric),
        ]
    )
    reg = HistGradientBoostingRegressor(learning_rate=cfg.learning_rate, max_iter=cfg.max_iter)
    return Pipeline([("pre", pre), ("reg", reg)])


def run(cfg: Config) -> dict:
    pay = pd.read_csv(cfg.csv)
    X, y = pay.drop(columns="salary"), pay["salary"]
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=cfg.test_size, random_state=cfg.seed)
    model = build(cfg, ["employer", "job_title", "town"], ["experience", "education_years"])
    guess = model.fit(X_tr, y_tr).predict(X_te)
    return {"mae": mean_absolute_error(y_te, guess), "rmse": mean_squared_error(y_te, guess) ** 0.5}


if __name__ == "__main__":
    cfg = Config()
    print(json.dumps({"config": asdict(cfg), "metrics": run(cfg)}, indent=2))
