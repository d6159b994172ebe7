from typing import Tuple

import pandas as pd
from sklearn.model_selection import train_test_split
from typing_extensions import Annotated
from zenml import step


@step
def split_table(
    table: pd.DataFrame, test_size: float = 0.2
) -> Tuple[Annotated[pd.DataFrame, "train"], Annotated[pd.DataFrame, "test"]]:
    train, test = train_test_split(table, test_size=test_size, random_state=0)
    return train, test
