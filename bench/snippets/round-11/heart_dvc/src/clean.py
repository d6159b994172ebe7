import sys

import pandas as pd

source, target = sys.argv[1:3]
echo = pd.read_csv(source)
echo = echo.drop_duplicates("patient_id").dropna(subset=["event_1y"])
echo = echo[echo["age"].between(18, 100)]
echo["lvef"] = echo["lvef"].where(echo["lvef"].between(5, 85))
echo.to_parquet(target, index=False)
