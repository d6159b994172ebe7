import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler

# what the scaler does, on three numbers
print(StandardScaler().fit_transform([[1.0], [2.0], [6.0]]).ravel().round(2))

oil = pd.read_csv("olive_oils.csv")
acids = ["palmitic", "palmitoleic", "stearic", "oleic", "linoleic", "linolenic"]

# table for the appendix: mean rescaled composition of each area
X = MinMaxScaler().fit_transform(oil[acids])
print(pd.DataFrame(X, columns=acids).groupby(oil["area"]).mean().round(2).to_latex())

oil["oleic_z"] = (oil["oleic"] - oil["oleic"].mean()) / oil["oleic"].std()
odd = oil[oil["oleic_z"].abs() > 3]
print(len(odd), "bottles for a second look in the lab:", odd.index.tolist())
oil = oil.drop(columns="oleic_z")

X = oil[acids].to_numpy()
y = oil["area"].to_numpy()
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=64)

rf = RandomForestClassifier(n_estimators=400, random_state=64)
rf.fit(X_train, y_train)
print("accuracy", np.mean(rf.predict(X_test) == y_test).round(3))
