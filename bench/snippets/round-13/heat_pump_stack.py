"""Seasonal efficiency of installed heat pumps, two-level model."""
import pandas as pd
from catboost import CatBoostRegressor
from sklearn.compose import make_column_transformer
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMERIC = ["flow_temp_c", "design_load_kw", "rated_kw", "floor_area_m2", "build_year"]
CATEGORICAL = ["refrigerant", "emitter", "region"]


def encoder():
    return make_column_transformer(
        (StandardScaler(), NUMERIC),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), CATEGORICAL),
    )


def first_level():
    return {
        "trees": make_pipeline(encoder(), ExtraTreesRegressor(n_estimators=600, random_state=2)),
        "near": make_pipeline(encoder(), KNeighborsRegressor(n_neighbors=7, weights="distance")),
        "boost": CatBoostRegressor(
            iterations=1500, depth=6, cat_features=CATEGORICAL, verbose=0, random_seed=2
        ),
    }


class TwoLevel:
    def __init__(self):
        self.models = first_level()
        self.combiner = RidgeCV(alphas=(0.1, 1.0, 10.0))

    def opinions(self, sites):
        return pd.DataFrame(
            {name: model.predict(sites) for name, model in self.models.items()},
            index=sites.index,
        )

    def fit(self, sites, spf):
        for model in self.models.values():
            model.fit(sites, spf)
        self.combiner.fit(self.opinions(sites), spf)
        return self

    def predict(self, sites):
        return self.combiner.predict(self.opinions(sites))


def main():
    sites = pd.read_csv("data/heat_pump_sites.csv").dropna(subset=["spf"])
    sites = sites.drop_duplicates("site_id")
    fit, check = train_test_split(sites, test_size=0.25, random_state=2)
    columns = NUMERIC + CATEGORICAL

    model = TwoLevel().fit(fit[columns], fit["spf"])
    predicted = model.predict(check[columns])
    print("weights:", dict(zip(model.models, model.combiner.coef_.round(3))))
    print("MAE", mean_absolute_error(check["spf"], predicted))
    print("R2 ", r2_score(check["spf"], predicted))


if __name__ == "__main__":
    main()
