import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, QuantileTransformer

SKEWED = ["defect_area", "perimeter_x", "perimeter_y", "luminosity_sum"]
PLAIN = ["luminosity_min", "luminosity_max", "conveyor_length", "plate_thickness", "edges_index"]
CODES = ["steel_grade", "camera"]


def shape_terms(frame):
    out = frame.copy()
    out["edges_index"] = out["perimeter_x"] / (out["perimeter_x"] + out["perimeter_y"])
    out["plate_thickness"] = out["plate_thickness"].clip(40, 300)
    return out


def preprocessor():
    skewed = make_pipeline(
        SimpleImputer(strategy="median"),
        FunctionTransformer(np.log1p),
        QuantileTransformer(n_quantiles=200, output_distribution="normal"),
    )
    return ColumnTransformer([
        ("skewed", skewed, SKEWED),
        ("plain", SimpleImputer(strategy="mean"), PLAIN),
        ("codes", OneHotEncoder(handle_unknown="ignore", min_frequency=10), CODES),
    ])
