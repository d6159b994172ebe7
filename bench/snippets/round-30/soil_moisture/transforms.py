import numpy as np
from sklearn.preprocessing import PowerTransformer


def gaussianise(series):
    values = series.to_numpy(dtype=float).reshape(-1, 1)
    pt = PowerTransformer(method="yeo-johnson")
    return pt.fit_transform(values).ravel()


def add_angles(frame):
    frame = frame.copy()
    rad = np.deg2rad(frame.pop("aspect_deg"))
    frame["aspect_sin"] = np.sin(rad)
    frame["aspect_cos"] = np.cos(rad)
    return frame


def shape_columns(frame, columns):
    frame = add_angles(frame)
    frame[columns] = frame[columns].apply(gaussianise)
    return frame
