from dataclasses import dataclass, field

import category_encoders as ce
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split


@dataclass
class Settings:
    path: str = "data/merchants.parquet"
    label: str = "high_risk"
    categorical: list[str] = field(default_factory=lambda: ["mcc", "city", "acquirer"])
    numeric: list[str] = field(default_factory=lambda: ["age_months", "avg_ticket", "n_terminals"])
    test_share: float = 0.2
    seed: int = 11


def load_matrix(cfg: Settings):
    df = pd.read_parquet(cfg.path)
    y = df[cfg.label].astype(int)
    X = df[cfg.categorical + cfg.numeric]
    encoder = ce.TargetEncoder(cols=cfg.categorical, smoothing=20)
    X = encoder.fit_transform(X, y)
    return X, y, encoder


def fit_booster(X, y, seed):
    clf = lgb.LGBMClassifier(n_estimators=300, learning_rate=0.05, num_leaves=31, random_state=seed)
    return clf.fit(X, y)


def main(cfg: Settings = Settings()):
    X, y, _ = load_matrix(cfg)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=cfg.test_share, stratify=y, random_state=cfg.seed
    )
    clf = fit_booster(X_train, y_train, cfg.seed)
    ap = average_precision_score(y_test, clf.predict_proba(X_test)[:, 1])
    print(f"average precision {ap:.3f}")


if __name__ == "__main__":
    main()
