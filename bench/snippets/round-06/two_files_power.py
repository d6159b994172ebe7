import gc

import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Lasso
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import PowerTransformer

PATH = "input/"
TARGET = "SalePrice"


def reduce_mem(df):
    for c in df.select_dtypes("float64"):
        df[c] = df[c].astype(np.float32)
    return df


train = reduce_mem(pd.read_csv(PATH + "train.csv"))
holdout = reduce_mem(pd.read_csv(PATH + "holdout.csv"))
ntrain = len(train)
y_train = np.log1p(train[TARGET].values)
y_hold = np.log1p(holdout[TARGET].values)

full = pd.concat([train, holdout]).reset_index(drop=True).drop(columns=TARGET)
del train, holdout
gc.collect()

full["TotalSF"] = full["TotalBsmtSF"] + full["1stFlrSF"] + full["2ndFlrSF"]
full["Age"] = full["YrSold"] - full["YearBuilt"]
num = full.select_dtypes(include=[np.number]).columns

full[num] = SimpleImputer(strategy="median").fit_transform(full[num])
full[num] = PowerTransformer(method="yeo-johnson").fit_transform(full[num])
full = pd.get_dummies(full, dummy_na=True)

X_train, X_hold = full.iloc[:ntrain], full.iloc[ntrain:]
lasso = Lasso(alpha=5e-4, max_iter=20_000).fit(X_train, y_train)
print("RMSLE", np.sqrt(mean_squared_error(y_hold, lasso.predict(X_hold))))
