import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 6

air = (
    pd.read_csv("station_04.csv", parse_dates=["ts"], index_col="ts")
    .sort_index()
    .asfreq("h")
)
air["pm25"] = air["pm25"].ffill()

air["pm25_smooth"] = air["pm25"].rolling(25, center=True).mean()
air["wind_3h"] = air["wind_speed"].rolling(3).mean()
air["pm25_yesterday"] = air["pm25"].shift(24)
air["pm25_future"] = air["pm25"].shift(-HORIZON)
air = air.dropna()

train = air.loc[:"2022-11-30"].iloc[:-HORIZON]
test = air.loc["2022-12-01":]
features = ["pm25_smooth", "wind_3h", "pm25_yesterday", "humidity"]

model = make_pipeline(StandardScaler(), Ridge(alpha=3.0))
model.fit(train[features], train["pm25_future"])
print("MAE", mean_absolute_error(test["pm25_future"], model.predict(test[features])))
