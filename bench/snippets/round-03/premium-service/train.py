import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

NUM = ["engine_cc", "driver_age", "annual_km"]
CAT = ["body", "use"]
ARTEFACT = "premium.joblib"


def main():
    policies = pd.read_csv("policies.csv")
    train, test = train_test_split(policies, test_size=0.2, random_state=0)
    columns = make_column_transformer(
        (StandardScaler(), NUM),
        (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), CAT),
    )
    model = make_pipeline(columns, GradientBoostingRegressor(random_state=0))
    model.fit(train[NUM + CAT], train["premium"])
    print("MAE", mean_absolute_error(test["premium"], model.predict(test[NUM + CAT])))
    joblib.dump(model, ARTEFACT)


if __name__ == "__main__":
    main()
