import argparse

import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.preprocessing import MinMaxScaler
from tensorflow import keras
from tensorflow.keras import layers


def make_windows(series, look_back, horizon):
    xs, ys = [], []
    for i in range(len(series) - look_back - horizon + 1):
        xs.append(series[i : i + look_back])
        ys.append(series[i + look_back + horizon - 1, 0])
    return np.asarray(xs), np.asarray(ys)


def build_model(look_back, n_features, units):
    model = keras.Sequential(
        [
            layers.Input(shape=(look_back, n_features)),
            layers.LSTM(units, return_sequences=True),
            layers.LSTM(units // 2),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse")
    return model


def main(args):
    frame = pd.read_csv(args.csv, parse_dates=["hour"]).sort_values("hour")
    values = frame[["load_mw", "temperature"]].to_numpy(dtype="float32")

    scaler = MinMaxScaler(feature_range=(0, 1))
    values = scaler.fit_transform(values)

    n_train = int(len(values) * 0.8)
    train, test = values[:n_train], values[n_train:]
    x_tr, y_tr = make_windows(train, args.look_back, args.horizon)
    x_te, y_te = make_windows(test, args.look_back, args.horizon)

    model = build_model(args.look_back, x_tr.shape[2], args.units)
    model.fit(x_tr, y_tr, epochs=args.epochs, batch_size=128, verbose=2)

    pred = model.predict(x_te).ravel()
    span = scaler.data_range_[0]
    print("MAE [MW]:", mean_absolute_error(y_te * span, pred * span))


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--csv", default="data/load_hourly.csv")
    p.add_argument("--look-back", type=int, default=168)
    p.add_argument("--horizon", type=int, default=24)
    p.add_argument("--units", type=int, default=64)
    p.add_argument("--epochs", type=int, default=15)
    main(p.parse_args())
