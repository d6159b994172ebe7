import sys

import pandas as pd
from sklearn.model_selection import train_test_split

source, learn_path, check_path = sys.argv[1:4]
learn, check = train_test_split(pd.read_parquet(source), test_size=0.2, random_state=77)
learn.to_parquet(learn_path)
check.to_parquet(check_path)
