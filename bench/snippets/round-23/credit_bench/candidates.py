from catboost import CatBoostClassifier
from lightgbm import LGBMClassifier
from xgboost import XGBClassifier


def candidates(seed):
    found = {}
    for depth in (4, 6, 8):
        found[f"xgb-{depth}"] = XGBClassifier(
            n_estimators=500, max_depth=depth, learning_rate=0.05, random_state=seed
        )
        found[f"cat-{depth}"] = CatBoostClassifier(
            iterations=500, depth=depth, learning_rate=0.05, random_seed=seed, verbose=False
        )
    for leaves in (15, 31, 63):
        found[f"lgbm-{leaves}"] = LGBMClassifier(
            n_estimators=500, num_leaves=leaves, learning_rate=0.05, random_state=seed, verbose=-1
        )
    return found
