"""Hourly signals of the farm's met mast and meter."""
import numpy as np
import pandas as pd


def read_hours(path):
    hours = pd.read_csv(path, parse_dates=["time"]).sort_values("time")
    return hours.set_index("time").asfreq("h")


def smooth(series, width):
    return series.rolling(width, center=True, min_periods=1).mean()


def make_features(hours):
    feats = pd.DataFrame(index=hours.index)
    feats["power_now"] = hours["power_mw"]
    feats["speed_now"] = hours["wind_ms"]
    for width in (5, 13):
        feats[f"power_s{width}"] = smooth(hours["power_mw"], width)
        feats[f"speed_s{width}"] = smooth(hours["wind_ms"], width)
    angle = np.deg2rad(hours["wind_dir"])
    feats["dir_sin"], feats["dir_cos"] = np.sin(angle), np.cos(angle)
    feats["hour"] = hours.index.hour
    return feats
