import joblib
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPRegressor
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from schema import NOMINAL, NUMERIC, stack


def main():
    fields = pd.read_csv("data/fields_2022.csv").dropna(subset=NUMERIC + ["yield_t_ha"])
    train, test = train_test_split(fields, test_size=0.2, random_state=31)
    scaler = StandardScaler().fit(train[NUMERIC])
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(train[NOMINAL])

    model = MLPRegressor((64, 32), alpha=1e-3, early_stopping=True, max_iter=1000, random_state=31)
    model.fit(stack(scaler, encoder, train), train["yield_t_ha"])
    error = mean_absolute_error(test["yield_t_ha"], model.predict(stack(scaler, encoder, test)))
    print(f"MAE {error:.2f} t/ha")
    joblib.dump({"scaler": scaler, "encoder": encoder, "model": model}, "models/yield.joblib")


if __name__ == "__main__":
    main()
