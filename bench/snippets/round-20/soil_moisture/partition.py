import pandas as pd
from sklearn.model_selection import train_test_split


def main():
    plots = pd.read_csv("work/plots_ready.csv")
    a, b = train_test_split(plots, test_size=0.25, random_state=40)
    a.to_csv("work/a.csv", index=False)
    b.to_csv("work/b.csv", index=False)


if __name__ == "__main__":
    main()
