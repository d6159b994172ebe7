import joblib
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

NUM = ["engine_cc", "driver_age", "annual_km"]
CAT = ["body", "use"]

if __name__ == "__main__":
    quotes = pd.read_csv("quotes.csv")
    train, test = train_test_split(quotes, test_size=0.2, random_state=0)
    scaler = StandardScaler().fit(train[NUM])
    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(train[CAT])

    def design(part):
        num = pd.DataFrame(scaler.transform(part[NUM]), columns=NUM)
        cat = pd.DataFrame(encoder.transform(part[CAT]), columns=CAT)
        return pd.concat([num, cat], axis=1)

    model = GradientBoostingRegressor(random_state=0).fit(design(train), train["premium"])
    print("MAE", mean_absolute_error(test["premium"], model.predict(design(test))))
    joblib.dump(model, "premium.joblib")
