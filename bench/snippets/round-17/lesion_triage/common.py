import pandas as pd
from sklearn.model_selection import train_test_split

COLUMNS = ["diameter_mm", "asymmetry", "border", "hue_var", "age", "site_code"]


def load_lesions(path: str = "lesions.csv") -> pd.DataFrame:
    lesions = pd.read_csv(path).drop_duplicates("patient_id")
    return lesions.dropna(subset=COLUMNS + ["malignant"])


def divide(lesions: pd.DataFrame):
    return train_test_split(lesions, test_size=0.2, stratify=lesions["malignant"])
