import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

LABEL = "cancelled"


def area_table(members: pd.DataFrame) -> pd.DataFrame:
    area = members["postcode"].astype(str).str[:3]
    rate = members.groupby(area)[LABEL].mean()
    members["area_rate"] = area.map(rate)
    return members


def export_map(members, path="area_rates.geojson.csv"):
    members[["postcode", "area_rate"]].drop_duplicates().to_csv(path, index=False)


def main():
    members = area_table(pd.read_csv("members.csv", index_col="member_no"))
    export_map(members)
    members = members.drop(columns=["area_rate", "postcode"])

    train, test = train_test_split(members, test_size=0.2, random_state=2, stratify=members[LABEL])
    X_train, X_test = (part.drop(columns=LABEL) for part in (train, test))
    print("test means", X_test.mean(numeric_only=True).round(2).to_dict())

    gbc = GradientBoostingClassifier(random_state=2).fit(X_train, train[LABEL])
    print("AUC", roc_auc_score(test[LABEL], gbc.predict_proba(X_test)[:, 1]))


if __name__ == "__main__":
    main()
