import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

passengers = pd.read_csv("titanic.csv", index_col="PassengerId")
train, test = train_test_split(passengers, test_size=0.2, random_state=1912, stratify=passengers["Survived"])

both = pd.concat([train, test], keys=["train", "test"])
both["Title"] = both["Name"].str.extract(r",\s*([^.]+)\.", expand=False)
both["Title"] = both["Title"].replace({"Mlle": "Miss", "Ms": "Miss", "Mme": "Mrs"})
both["FamilySize"] = both["SibSp"] + both["Parch"] + 1
both["IsAlone"] = (both["FamilySize"] == 1).astype(int)
both["Deck"] = both["Cabin"].str[0].fillna("U")
train, test = both.xs("train"), both.xs("test")

numeric = ["Age", "Fare", "FamilySize", "IsAlone", "Pclass"]
nominal = ["Sex", "Embarked", "Title", "Deck"]
model = make_pipeline(
    make_column_transformer(
        (SimpleImputer(strategy="median"), numeric),
        (make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), nominal),
    ),
    RandomForestClassifier(n_estimators=400, min_samples_leaf=2, random_state=0),
)
model.fit(train[numeric + nominal], train["Survived"])
print(accuracy_score(test["Survived"], model.predict(test[numeric + nominal])))
