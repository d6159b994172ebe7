import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

MONEY = ["principal", "monthly_income", "savings", "other_debt"]


def squash(col: pd.Series) -> pd.Series:
    lo, hi = col.quantile(0.02), col.quantile(0.98)
    col = col.clip(lo, hi)
    scaled = MinMaxScaler().fit_transform(col.to_frame())
    return pd.Series(scaled.ravel(), index=col.index)


def money_columns(loans: pd.DataFrame) -> pd.DataFrame:
    loans[MONEY] = loans[MONEY].apply(squash)
    return loans


def flags(loans: pd.DataFrame) -> pd.DataFrame:
    return loans.assign(
        rural=loans["branch_type"].eq("rural").astype(int),
        group_loan=loans["product"].str.startswith("GRP").astype(int),
        young=(loans["age"] < 25).astype(int),
    )


loans = (
    pd.read_csv("microloans.csv", index_col="loan_no")
    .dropna(subset=["repaid"])
    .pipe(flags)
    .pipe(money_columns)
)

cols = MONEY + ["rural", "group_loan", "young", "n_dependants"]
X_a, X_b, y_a, y_b = train_test_split(
    loans[cols], loans["repaid"].astype(int), test_size=0.2, random_state=61
)
lr = LogisticRegression(C=2.0, max_iter=500).fit(X_a, y_a)
print(f"AUC {roc_auc_score(y_b, lr.predict_proba(X_b)[:, 1]):.4f}")
print(pd.Series(lr.coef_[0], cols).sort_values())
