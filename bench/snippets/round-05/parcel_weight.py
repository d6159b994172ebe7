import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

INPUTS = ["length_cm", "width_cm", "height_cm", "shipper_class", "declared_value", "scan_quality"]


def prepare(path):
    parcels = pd.read_parquet(path)
    parcels["shipper_class"] = parcels["shipper_class"].astype("category")
    return parcels[INPUTS + ["weight_kg"]]


def fit(train):
    reg = xgb.XGBRegressor(n_estimators=400, max_depth=6, enable_categorical=True, tree_method="hist")
    return reg.fit(train[INPUTS], train["weight_kg"])


def evaluate(model, test):
    test = test.dropna(subset=["length_cm", "width_cm", "height_cm"])
    test = test[test["scan_quality"] > 0.9]
    return mean_absolute_error(test["weight_kg"], model.predict(test[INPUTS]))


if __name__ == "__main__":
    parcels = prepare("data/parcels.parquet")
    train, test = train_test_split(parcels, test_size=0.2, random_state=6)
    model = fit(train)
    print(f"expected error in operation: {evaluate(model, test):.3f} kg")
    model.save_model("weight.ubj")
