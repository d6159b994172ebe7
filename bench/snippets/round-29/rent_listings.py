"""Monthly rent of flats from the advert (one advert per flat)."""
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler, TargetEncoder

AREA = ["district", "street"]
KIND = ["heating", "flat_type"]
SIZE = ["living_area", "rooms", "floor", "year_built", "distance_to_centre"]


def rent_model():
    encode = ColumnTransformer(
        [
            ("area", TargetEncoder(target_type="continuous", random_state=6), AREA),
            ("kind", OneHotEncoder(handle_unknown="ignore"), KIND),
            ("size", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), SIZE),
        ]
    )
    return TransformedTargetRegressor(
        make_pipeline(encode, Ridge()), func=np.log, inverse_func=np.exp
    )


def main():
    flats = pd.read_csv("data/flats.csv").drop_duplicates("flat_id")
    flats["living_area"] = flats["living_area"].clip(12, 400)
    train, test = train_test_split(flats, test_size=0.2, random_state=6)

    search = GridSearchCV(
        rent_model(),
        {
            "regressor__ridge__alpha": [0.1, 1.0, 10.0, 100.0],
            "regressor__columntransformer__area__smooth": [5.0, 20.0, 80.0],
        },
        scoring="neg_mean_absolute_percentage_error",
        cv=5,
        n_jobs=-1,
    )
    search.fit(train[AREA + KIND + SIZE], train["rent"])
    print("chosen", search.best_params_)
    pred = search.predict(test[AREA + KIND + SIZE])
    print(f"MAPE {100 * mean_absolute_percentage_error(test['rent'], pred):.1f} %")


if __name__ == "__main__":
    main()
