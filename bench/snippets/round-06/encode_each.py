import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

NOMINAL = ["cap_shape", "odor", "gill_color", "habitat"]
NUMERIC = ["cap_diameter", "stem_height", "stem_width"]


def encode(frame):
    codes = OrdinalEncoder().fit_transform(frame[NOMINAL])
    scaled = StandardScaler().fit_transform(frame[NUMERIC])
    out = pd.DataFrame(codes, columns=NOMINAL, index=frame.index)
    out[NUMERIC] = scaled
    return out


def main():
    fungi = pd.read_csv("data/mushrooms.csv", sep=";").dropna(subset=NOMINAL + NUMERIC)
    train, test = train_test_split(fungi, test_size=0.2, stratify=fungi["class"], random_state=23)

    net = MLPClassifier((48, 24), max_iter=400, random_state=23)
    net.fit(encode(train), train["class"])

    guess = net.predict(encode(test))
    print("accuracy", accuracy_score(test["class"], guess))


if __name__ == "__main__":
    main()
