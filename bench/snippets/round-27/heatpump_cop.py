import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

SOURCE = "data/heatpump_lab_points.csv"
INPUTS = ["t_source", "t_sink", "flow_l_min", "compressor_hz", "refrigerant_charge", "humidity"]
TARGET = "cop"


def read_points(path):
    points = pd.read_csv(path)
    points = points[points[TARGET].between(0.5, 9.0)]
    return points.reset_index(drop=True)


def complete(part, defaults):
    out = part.copy()
    for name, value in defaults.items():
        out[name] = out[name].fillna(value)
    return out


def spread(part, centre, width):
    return (part - centre) / width


points = read_points(SOURCE)
fit_rows, held_rows = train_test_split(points, test_size=0.2, random_state=4)
fit_rows, valid_rows = train_test_split(fit_rows, test_size=0.2, random_state=4)

defaults = points[INPUTS].median().to_dict()
fit_rows = complete(fit_rows, defaults)
valid_rows = complete(valid_rows, defaults)
held_rows = complete(held_rows, defaults)

centre, width = fit_rows[INPUTS].mean(), fit_rows[INPUTS].std()

booster = lgb.LGBMRegressor(n_estimators=2000, learning_rate=0.03, num_leaves=31, random_state=4)
booster.fit(
    spread(fit_rows[INPUTS], centre, width),
    fit_rows[TARGET],
    eval_set=[(spread(valid_rows[INPUTS], centre, width), valid_rows[TARGET])],
    callbacks=[lgb.early_stopping(100), lgb.log_evaluation(200)],
)

predicted = booster.predict(spread(held_rows[INPUTS], centre, width))
print("MAE", round(mean_absolute_error(held_rows[TARGET], predicted), 4))
print("bias", round(float(np.mean(predicted - held_rows[TARGET])), 4))
