import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

MEASURES = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]

penguins = pd.read_csv("penguins.csv").dropna(subset=MEASURES + ["species"])
parts = dict(zip(
    ("train", "test"),
    train_test_split(penguins, test_size=0.3, random_state=2, stratify=penguins["species"]),
))

centre = parts["train"][MEASURES].mean()
spread = parts["train"][MEASURES].std()

for name, part in parts.items():
    scaled = (part[MEASURES] - centre) / spread
    parts[name] = scaled.assign(species=part["species"])
    print(name, scaled.shape, scaled.mean().round(2).to_dict())

knn = KNeighborsClassifier(n_neighbors=7)
knn.fit(parts["train"][MEASURES], parts["train"]["species"])
guess = knn.predict(parts["test"][MEASURES])
print("accuracy", accuracy_score(parts["test"]["species"], guess))
