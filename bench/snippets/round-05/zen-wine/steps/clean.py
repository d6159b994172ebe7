import pandas as pd
from sklearn.preprocessing import StandardScaler
from typing_extensions import Annotated
from zenml import step

TARGET = "grade"


@step
def clean_table(path: str) -> Annotated[pd.DataFrame, "table"]:
    table = pd.read_csv(path).drop_duplicates()
    inputs = table.columns.difference([TARGET])
    scaler = StandardScaler()
    table[inputs] = scaler.fit_transform(table[inputs])
    return table
