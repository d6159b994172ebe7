import pandas as pd
from sklearn.model_selection import train_test_split

SEED = 20230
FEATURES = ["draught_m", "length_m", "wind_kn", "queue_len", "n_cranes"]
TARGET = "turnaround_h"


def calls():
    return pd.read_csv("port_calls.csv", usecols=FEATURES + [TARGET]).drop_duplicates()


def parts(frame):
    return train_test_split(frame, test_size=0.2, random_state=SEED)
