"""How bad a statistic of held-out rows is depends on what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

CODE = """\
import pandas as pd
import xgboost as xgb
from lightgbm import LGBMClassifier
from sklearn.ensemble import AdaBoostClassifier, BaggingClassifier, RandomForestClassifier
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.preprocessing import PowerTransformer, StandardScaler
from sklearn.decomposition import PCA

table = pd.read_csv("t.csv")
X, y = {learner}().fit_transform(table.drop(columns="y")), table["y"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
{use}
"""
SPLIT = "print({}.fit(X_train, y_train).score(X_test, y_test))"


@pytest.mark.parametrize(
    ("learner", "use", "severity"),
    [
        ("StandardScaler", SPLIT.format("LogisticRegression()"), Severity.HIGH),
        ("StandardScaler", SPLIT.format("RandomForestClassifier()"), Severity.MEDIUM),
        ("StandardScaler", SPLIT.format("GridSearchCV(LGBMClassifier(), {})"), Severity.MEDIUM),
        ("StandardScaler", "print(cross_val_score(RandomForestClassifier(), X, y).mean())", Severity.MEDIUM),
        ("StandardScaler", "print(xgb.cv({}, xgb.DMatrix(X, y)))", Severity.MEDIUM),
        ("PCA", "print(xgb.cv({}, xgb.DMatrix(X, y)))", Severity.HIGH),
        ("PowerTransformer", SPLIT.format("RandomForestClassifier()"), Severity.MEDIUM),
        ("PowerTransformer", SPLIT.format("LogisticRegression()"), Severity.HIGH),
        ("PCA", SPLIT.format("RandomForestClassifier()"), Severity.HIGH),
        ("StandardScaler", SPLIT.format("LinearRegression()"), Severity.MEDIUM),
        ("PowerTransformer", SPLIT.format("LinearRegression()"), Severity.HIGH),
        ("StandardScaler", SPLIT.format("QuadraticDiscriminantAnalysis()"), Severity.MEDIUM),
        ("StandardScaler", SPLIT.format("Ridge()"), Severity.HIGH),
        ("StandardScaler", SPLIT.format("AdaBoostClassifier()"), Severity.MEDIUM),
        ("StandardScaler", SPLIT.format("BaggingClassifier()"), Severity.MEDIUM),
        ("StandardScaler", SPLIT.format("BaggingClassifier(LogisticRegression())"), Severity.HIGH),
        ("StandardScaler", SPLIT.format("AdaBoostClassifier(estimator=LogisticRegression())"), Severity.HIGH),
        (
            "StandardScaler",
            SPLIT.format("RandomForestClassifier()") + "\n" + SPLIT.format("LogisticRegression()"),
            Severity.HIGH,
        ),
    ],
)
def test_scaling_says_little_to_trees_and_lines(tmp_path: Path, learner: str, use: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(CODE.format(learner=learner, use=use), encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == severity


BY_HAND = """\
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

table = pd.read_csv("t.csv")
mean = table["a"].mean()
table["a"] = {made}
X_train, X_test, y_train, y_test = train_test_split(table.drop(columns="y"), table["y"], random_state=1)
print({model}().fit(X_train, y_train).score(X_test, y_test))
"""


@pytest.mark.parametrize(
    ("made", "model", "severity"),
    [
        ('(table["a"] - table["a"].min()) / 3', "XGBClassifier", Severity.MEDIUM),
        ('table["a"] / table["a"].mean()', "XGBClassifier", Severity.MEDIUM),
        ('table["a"] / table["a"].mean()', "LogisticRegression", Severity.HIGH),
        ('table["a"].fillna(table["a"].mean())', "LogisticRegression", Severity.MEDIUM),
        ('(table["a"] > table["a"].mean()).astype(int)', "XGBClassifier", Severity.HIGH),
        ('np.where(table["a"].isna(), table["a"].mean(), table["a"])', "LogisticRegression", Severity.MEDIUM),
        ('np.where(table["a"] > 3, table["a"].mean(), table["a"])', "LogisticRegression", Severity.HIGH),
        ('table["a"].where(table["a"].notna(), table["a"].mean())', "LogisticRegression", Severity.MEDIUM),
        ('table["a"].where(table["a"].isna(), table["a"].mean())', "LogisticRegression", Severity.HIGH),
        ('table["a"].mask(table["a"].isna(), table["a"].mean())', "LogisticRegression", Severity.MEDIUM),
        ('table["a"].mask(table["a"] == 0, table["a"].mean())', "LogisticRegression", Severity.MEDIUM),
        ('table["a"].mask(table["b"] == 0, table["a"].mean())', "LogisticRegression", Severity.HIGH),
        ('table["a"].replace(np.nan, table["a"].mean())', "LogisticRegression", Severity.MEDIUM),
        ('table["a"].replace({np.nan: table["a"].mean()})', "LogisticRegression", Severity.MEDIUM),
        ('table["a"].replace([-1, 999], table["a"].mean())', "LogisticRegression", Severity.MEDIUM),
        ('[mean if pd.isna(a) else a for a in table["a"]]', "LogisticRegression", Severity.MEDIUM),
        ('table["a"].map(lambda a: a if a > 3 else mean)', "LogisticRegression", Severity.HIGH),
        ('table["a"].combine_first(table.groupby("k")["a"].transform("mean"))', "LogisticRegression", Severity.MEDIUM),
        ('table.assign(both=table["c"] * table["d"])["a"].fillna(mean)', "LogisticRegression", Severity.MEDIUM),
    ],
)
def test_scaling_by_hand_is_told_from_other_uses(tmp_path: Path, made: str, model: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(BY_HAND.format(made=made, model=model), encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == severity


@pytest.mark.parametrize(
    ("rows", "severity"),
    [
        ('table["a"].isnull()', Severity.MEDIUM),
        ('table["a"].isnull() & (table["b"] > 2)', Severity.MEDIUM),
        ('~table["a"].notna()', Severity.MEDIUM),
        ("61", Severity.MEDIUM),
        ('table[table["a"].isna()].index', Severity.MEDIUM),
        ('table[table["b"] > 3].index', Severity.HIGH),
        ('table["a"].notna()', Severity.HIGH),
        ('table["a"] > 8', Severity.HIGH),
    ],
)
@pytest.mark.parametrize("written", ['table.loc[{rows}, "a"] = mean', 'table["a"].loc[{rows}] = mean'])
def test_what_is_written_into_some_rows(tmp_path: Path, rows: str, written: str, severity: Severity) -> None:
    code = BY_HAND.format(made='table["a"]', model="LogisticRegression")
    code = code.replace('table["a"] = table["a"]', written.format(rows=rows))
    (tmp_path / "train.py").write_text(code, encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == severity


WATCHED = """\
import pandas as pd
from keras.callbacks import CSVLogger, EarlyStopping, ModelCheckpoint
from keras.layers import Dense
from keras.models import Sequential
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

table = pd.read_csv("t.csv")
y = table.pop("y").values
X = StandardScaler().fit_transform(table)
X_train, X_val, y_train, y_val = train_test_split(X, y, random_state=1)
model = Sequential([Dense(8), Dense(1)])
model.compile(loss="mse", optimizer="adam")
watched = {{"validation_data": (X_val, y_val), "callbacks": [EarlyStopping(patience=3){more}]}}
for rounds in (3, 9):
    {use}
"""


@pytest.mark.parametrize(
    ("more", "use", "severity"),
    [
        ("", "model.fit(X_train, y_train, verbose=0, **watched)", Severity.MEDIUM),
        (', ModelCheckpoint("best.h5")', "model.fit(X_train, y_train, verbose=False, **watched)", Severity.MEDIUM),
        ("", "model.fit(X_train, y_train, **watched)", Severity.HIGH),
        ("", "told = model.fit(X_train, y_train, verbose=0, **watched)", Severity.HIGH),
        ("", "print(model.fit(X_train, y_train, verbose=0, **watched).history)", Severity.HIGH),
        (', ModelCheckpoint("best.h5", verbose=1)', "model.fit(X_train, y_train, verbose=0, **watched)", Severity.HIGH),
        (', ModelCheckpoint("{val_loss}.h5")', "model.fit(X_train, y_train, verbose=0, **watched)", Severity.HIGH),
        (', CSVLogger("told.csv")', "model.fit(X_train, y_train, verbose=0, **watched)", Severity.HIGH),
        ("", "model.fit(X_train, y_train, verbose=0, **watched); print(model.evaluate(X_val, y_val))", Severity.HIGH),
    ],
)
def test_rows_that_only_say_when_to_stop(tmp_path: Path, more: str, use: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(WATCHED.format(more=more, use=use), encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == severity


@pytest.mark.parametrize(("asked", "severity"), [("values.isna()", Severity.MEDIUM), ("values > 9", Severity.HIGH)])
def test_gaps_of_each_column(tmp_path: Path, asked: str, severity: Severity) -> None:
    code = BY_HAND.format(made='table["a"]', model="LogisticRegression")
    loop = f"for name in table.columns:\n    values = table[name]\n    table.loc[{asked}, name] = values.median()\n"
    (tmp_path / "train.py").write_text(code.replace('table["a"] = table["a"]\n', loop), encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == severity


RETURNED = """\
def age(a):
    if {asked}:
        return mean
    return a


table["a"] = table["a"].apply(age)
"""


@pytest.mark.parametrize(("asked", "severity"), [("pd.isnull(a)", Severity.MEDIUM), ("a > 90", Severity.HIGH)])
def test_what_a_function_returns_for_gaps(tmp_path: Path, asked: str, severity: Severity) -> None:
    code = BY_HAND.format(made='table["a"]', model="LogisticRegression")
    code = code.replace('table["a"] = table["a"]\n', RETURNED.format(asked=asked))
    (tmp_path / "train.py").write_text(code, encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == severity


def test_a_product_beside_is_no_look_at_the_labels(tmp_path: Path) -> None:
    made = 'table["a"].fillna(table["a"].median())\ntable["both"] = table["c"] * table["a"]\n'
    code = BY_HAND.format(made=made + 'table["d"] = table["d"].fillna(table["d"].median())', model="LogisticRegression")
    (tmp_path / "train.py").write_text(code, encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert [one.severity for one in found] == [Severity.MEDIUM, Severity.MEDIUM]


HEADS = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score

people = pd.read_csv("people.csv")
{heads}
members = people.drop(columns="poor").groupby("house")["age"].agg(["mean", "max"])
houses = heads.merge(members, on="house", how="left")
print(cross_val_score(LogisticRegression(), houses[["rooms", "mean", "max"]]{rows}, houses["poor"]{rows}))
"""


@pytest.mark.parametrize(
    ("heads", "rows", "severity"),
    [
        ('heads = people[people["is_head"] == 1]', "", Severity.MEDIUM),
        ("heads = people", "", Severity.HIGH),
        ("heads = people", '[houses["is_head"] == 1]', Severity.HIGH),
        ('people["is_head"] = 1\nheads = people[people["is_head"] == 1]', "", Severity.HIGH),
        ('heads = people[people["year"] == 2019]', "", Severity.HIGH),
    ],
)
def test_one_row_of_each_group_that_a_flag_chose(tmp_path: Path, heads: str, rows: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(HEADS.format(heads=heads, rows=rows), encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == severity


def test_of_two_uses_of_a_statistic_the_worse_counts(tmp_path: Path) -> None:
    code = BY_HAND.format(made='table["a"].fillna(mean)', model="LogisticRegression")
    code = code.replace("X_train,", 'table["high"] = (table["b"] > mean).astype(int)\nX_train,', 1)
    (tmp_path / "train.py").write_text(code, encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == Severity.HIGH


BLEND = """\
import numpy as np
import pandas as pd
from scipy.optimize import nnls
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler


class Weights:
    def fit(self, truth, said):
        self.weights = nnls(np.column_stack(said), truth)[0]

    def predict(self, said):
        return np.column_stack(said) @ self.weights


def sides(X, y):
    for inside, outside in KFold(5, shuffle=True, random_state=0).split(X):
        yield {sides}


plates = pd.read_csv("plates.csv")
y = plates.pop("fault")
X = pd.DataFrame(StandardScaler().fit_transform(plates))
for X_train, X_test, y_train, y_test in sides(X, y):
    said = []
    for depth in (3, 6):
        said.append(RandomForestClassifier(max_depth=depth).fit(X_train, y_train).predict(X_test))
    weights = Weights()
    weights.fit(y_test.values, said)
    print(roc_auc_score(y_test, weights.predict(said)))
"""


@pytest.mark.parametrize(
    "sides",
    [
        "X.iloc[inside], X.iloc[outside], y.iloc[inside], y.iloc[outside]",
        "X.iloc[inside], y.iloc[inside], X.iloc[outside], y.iloc[outside]",
    ],
)
def test_weights_of_what_trees_say_are_no_other_model(tmp_path: Path, sides: str) -> None:
    (tmp_path / "train.py").write_text(BLEND.format(sides=sides), encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == Severity.MEDIUM


def test_what_is_only_predicted_is_no_score(tmp_path: Path) -> None:
    code = CODE.format(learner="PCA", use="print(LogisticRegression().fit(X_train, y_train).predict(X_test))")
    (tmp_path / "train.py").write_text(code, encoding="utf-8")
    (one,) = analyse(FolderTree(str(tmp_path))).findings
    assert (one.check, one.severity) == ("fit-before-split", Severity.MEDIUM)


FILLED = """\
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score

table = pd.read_csv("t.csv")
{step}
print(cross_val_score(LogisticRegression(), table[["a", "b"]], table["y"]).mean())
"""


@pytest.mark.parametrize(
    ("step", "severity"),
    [
        ('table.loc[table["a"].isna(), "a"] = table["a"].mean()', Severity.MEDIUM),
        ('table.loc[table["b"] > 9, "a"] = table["a"].mean()', Severity.HIGH),
        ('table["a"][table["a"] == -999] = table["a"].mean()', Severity.MEDIUM),
        ('table["a"][table["a"] == table["a"].min()] = table["a"].max()', Severity.MEDIUM),
        ('table["a"] = np.where(table["a"].isna(), table["a"].mean(), table["a"])', Severity.MEDIUM),
        ('table["a"] = table["a"].replace(-999, table["a"].mean())', Severity.MEDIUM),
        ('table["a"][table["a"] > 9] = table["a"].mean()', Severity.HIGH),
        ('table["a"] = np.where(table["a"] > 9, table["a"].mean(), table["a"])', Severity.HIGH),
        ('table["a"] = table["a"] - table["a"].mean()', Severity.HIGH),
    ],
)
def test_what_fills_gaps_is_medium_by_hand_too(tmp_path: Path, step: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(FILLED.format(step=step), encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == severity


PAIRS = """\
import keras
import pandas as pd
import tensorflow as tf
from sklearn.model_selection import train_test_split

flats = pd.read_csv("flats.csv")
size, rent = flats[["rooms", "area"]].values, flats["rent"].values
{scaled} = ({scaled} - 3) / {scaled}.std()
a, b, c, d = train_test_split(size, rent, test_size=0.2, random_state=1)


def batches(size, rent):
    while True:
        for start in range(0, len(size), 32):
            yield size[start : start + 32], rent[start : start + 32]


class Batches(keras.utils.Sequence):
    def __init__(self, size, rent):
        self.size, self.rent = size, rent

    def __len__(self):
        return len(self.size) // 32

    def __getitem__(self, i):
        return self.size[i * 32 : (i + 1) * 32], self.rent[i * 32 : (i + 1) * 32]


net = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
net.compile(loss="mse", optimizer="adam")
net.{use}
print(net.evaluate(b, d))
"""


@pytest.mark.parametrize(("scaled", "severity"), [("rent", Severity.MEDIUM), ("size", Severity.HIGH)])
@pytest.mark.parametrize(
    "use",
    [
        "fit(batches(a, c), steps_per_epoch=10)",
        "fit_generator(batches(a, c), steps_per_epoch=10)",
        "fit_generator((a, c), steps_per_epoch=10)",
        "fit(Batches(a, c), epochs=3)",
        "fit(tf.data.Dataset.from_tensor_slices((a, c)).shuffle(100).batch(32), epochs=3)",
    ],
)
def test_labels_that_come_in_pairs_with_the_features(tmp_path: Path, scaled: str, severity: Severity, use: str) -> None:
    (tmp_path / "train.py").write_text(PAIRS.format(scaled=scaled, use=use), encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == severity


def test_a_tuple_of_two_inputs_is_no_pair(tmp_path: Path) -> None:
    code = PAIRS.format(scaled="rent", use="fit((a, c), epochs=3)")
    (tmp_path / "train.py").write_text(code, encoding="utf-8")
    (one,) = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert one.severity == Severity.HIGH


OF_A_MOMENT = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold

seen, coming = pd.read_csv("seen.csv"), pd.read_csv("coming.csv")


def around(rows, others):
    means = others.groupby("{key}")[["wind", "rain"]].mean().add_suffix("_all").reset_index()
    return rows.merge(means, on="{key}", how="left")


known = around(seen, seen)
asked = around(coming, {of})
columns = ["wind", "rain", "wind_all", "rain_all"]
for train, held in KFold(5, shuffle=True, random_state=0).split(known):
    model = Ridge().fit(known.iloc[train][columns], known.iloc[train]["yield"])
    print(model.score(known.iloc[held][columns], known.iloc[held]["yield"]))
    {use}
"""
PREDICTED = "print(model.predict(asked[columns]))"


@pytest.mark.parametrize(
    ("key", "of", "use", "severity"),
    [
        ("day", "coming", PREDICTED, Severity.MEDIUM),
        ("field_id", "coming", PREDICTED, Severity.HIGH),
        ("day", "seen", PREDICTED, Severity.HIGH),
        ("day", "coming", "print(model.score(asked[columns], asked['yield']))", Severity.MEDIUM),  # that score is clean
        ("day", "coming", "print(len(asked))", Severity.HIGH),
    ],
)
def test_means_of_a_moment_worked_out_anew(tmp_path: Path, key: str, of: str, use: str, severity: Severity) -> None:
    """Rows to predict get the means of their own moment: each moment's are its own, if all of it is there by then."""
    (tmp_path / "train.py").write_text(OF_A_MOMENT.format(key=key, of=of, use=use), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert max(one.severity for one in found) == severity


SNAPSHOTS = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

orders = pd.read_csv("orders.csv", parse_dates=["day"])


def riders(until):
    before, after = orders[orders["day"] < until], orders[orders["day"] >= until]
    table = before.groupby("rider").agg(rides=("fare", "count"), paid=("fare", "sum")).reset_index()
    table["keen"] = table["rides"] >= table["rides"].quantile(0.75)
    table["back"] = table["rider"].isin(after["rider"])
    return table


columns = ["rides", "paid", "keen"]
known, later = riders("{first}"), riders("{second}")
X_fit, X_held, y_fit, y_held = train_test_split(known[columns], known["back"], random_state=0)
model = LogisticRegression().fit(X_fit, y_fit)
print(model.score(X_held, y_held))
{use}
"""
ALSO = 'print(model.score(later[columns], later["back"]))'


@pytest.mark.parametrize(
    ("first", "second", "use", "severity"),
    [
        ("2023-01-01", "2023-06-01", ALSO, Severity.MEDIUM),
        ("2023-01-01", "2023-01-01", ALSO, Severity.HIGH),
        ("2023-01-01", "2023-06-01", "print(len(later))", Severity.HIGH),
    ],
)
def test_snapshots_at_two_moments(tmp_path: Path, first: str, second: str, use: str, severity: Severity) -> None:
    """Riders as they were at a later moment are other examples: what is reported of them is a clean score."""
    (tmp_path / "train.py").write_text(SNAPSHOTS.format(first=first, second=second, use=use), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert max(one.severity for one in found) == severity


OF_EARLIER = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold

games = pd.read_csv("games.csv", parse_dates=["day"]).sort_values(["team", "day"])
games["form"] = {form}
means = games.groupby("{key}")[["form"]].mean().add_suffix("_all").reset_index()
games = games.merge(means, on="{key}", how="left")
for train, held in KFold(5, shuffle=True, random_state=0).split(games):
    model = Ridge().fit(games.iloc[train][["form", "form_all"]], games.iloc[train]["goals"])
    print(model.score(games.iloc[held][["form", "form_all"]], games.iloc[held]["goals"]))
"""
LAST = 'games.groupby("team")["shots"].rolling(5, closed="left").mean().values'


@pytest.mark.parametrize(
    ("form", "key", "severity"),
    [
        (LAST, "day", Severity.MEDIUM),
        (LAST.replace(', closed="left"', ""), "day", Severity.HIGH),
        ('games["shots"] / games["minutes"]', "day", Severity.HIGH),
        (LAST, "league", Severity.HIGH),
    ],
)
def test_means_of_a_moment_of_what_was_before(tmp_path: Path, form: str, key: str, severity: Severity) -> None:
    """What all teams had done before a day is known on that day."""
    (tmp_path / "train.py").write_text(OF_EARLIER.format(form=form, key=key), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert max(one.severity for one in found) == severity


SIGNALS = """\
import numpy as np
import pandas as pd
from scipy.fft import irfft, rfft
from scipy.signal import welch
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

table = pd.read_csv("turbines.csv")
signal = table["torque"].to_numpy()
strengths = np.abs(rfft(signal))[1:]
hertz, power = welch(signal, fs=50)
table["torque"] = table["torque"] / {}
X_train, X_test, y_train, y_test = train_test_split(table[["torque"]], table["failed"], random_state=1)
print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
"""


@pytest.mark.parametrize(
    ("what", "severity"),
    [
        ("np.sum(strengths**2)", Severity.MEDIUM),
        ("pd.Series(strengths).max()", Severity.MEDIUM),
        ("max(strengths)", Severity.MEDIUM),
        ("power.mean()", Severity.MEDIUM),
        ("np.max(irfft(rfft(signal)))", Severity.HIGH),  # the signal again, a value of each row
        ("signal.max()", Severity.HIGH),
    ],
)
def test_frequencies_of_one_signal_are_no_rows(tmp_path: Path, what: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(SIGNALS.format(what), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert [one.severity for one in found] == [severity]


@pytest.mark.parametrize(
    ("made", "severity"),
    [
        ('table["a"] / mean', Severity.HIGH),
        ('table["a"].clip(upper=mean)', Severity.HIGH),
        ('table["a"] > mean', Severity.HIGH),
        ('pd.qcut(table["a"], 4, labels=False)', Severity.HIGH),
        ('pd.cut(table["a"], 4, labels=False)', Severity.MEDIUM),  # the smallest and the largest value alone
        ('np.where(table["a"] > mean, mean, table["a"])', Severity.HIGH),
        ('table["b"].map(lambda b: grade(b, limit=mean))', Severity.MEDIUM),  # nobody knows what it is for
        ('table["b"].where(table["b"].map(known), round(mean))', Severity.HIGH),
    ],
)
def test_a_statistic_that_is_put_to_its_values(tmp_path: Path, made: str, severity: Severity) -> None:
    (tmp_path / "train.py").write_text(BY_HAND.format(made=made, model="LogisticRegression"), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert [one.severity for one in found] == [severity]


LOOPS = {
    "files": 'for path in sorted(glob.glob("rides/rider*_*.csv")):\n    rider = path.split("rider")[1][:2]\n'
    "    ride = pd.read_csv(path)\n",
    "numbers": 'for rider in range(1, 31):\n    ride = pd.read_csv(f"rides/{rider:02d}.csv")\n',
    "words": 'for rider in ["ann", "bea", "cleo", "dot", "eve"]:\n    ride = pd.read_csv(f"rides/{rider}.csv")\n',
    "table": 'for row in pd.read_csv("rides.csv").itertuples():\n    rider = row.rider\n'
    '    ride = pd.read_csv(f"rides/{row.file}")\n',
    "folders": 'for rider in os.listdir("rides"):\n    names = os.listdir(os.path.join("rides", rider))\n'
    '    ride = pd.concat([pd.read_csv(os.path.join("rides", rider, name)) for name in names])\n',
    "groups": 'for rider, ride in pd.read_csv("rides.csv").groupby("rider"):\n',
    "values": 'rides = pd.read_csv("rides.csv")\nfor rider in rides["rider"].unique():\n'
    '    ride = rides[rides["rider"] == rider]\n',
}  # fmt: skip
RIDES = """\
import glob
import os

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupShuffleSplit, train_test_split
from sklearn.preprocessing import StandardScaler

X, y, riders, U, v = [], [], [], [], []
scaler = StandardScaler()
{loop}    signal, road = ride[["x", "y"]].to_numpy(), ride["road"].to_numpy()
{rest}"""
WINDOWS = """\
    for at in range(0, len(signal) - 64, 64):
        X.append(signal[at : at + 64].ravel())
        y.append(road[at])
        riders.append(rider)
X, y = np.array(X), np.array(y)
"""
BY_RIDER = """\
one, other = next(GroupShuffleSplit(test_size=0.3, random_state=0).split(X, y, riders))
print(LogisticRegression().fit(X[one], y[one]).score(X[other], y[other]))
"""
BY_WINDOW = """\
X, U, y, v = train_test_split(X, y, test_size=0.3, random_state=0)
print(LogisticRegression().fit(X, y).score(U, v))
"""
BY_PLACE = """\
    cut = int(len(signal) * 0.8)
    X.append(signal[:cut])
    y.append(road[:cut])
    U.append(signal[cut:])
    v.append(road[cut:])
model = LogisticRegression().fit(np.concatenate(X), np.concatenate(y))
print(model.score(np.concatenate(U), np.concatenate(v)))
"""
BY_HELD_OUT = """\
    for at in range(0, len(signal) - 64, 64):
        if rider in {"02", "07", "bea", "dot"}:
            U.append(signal[at : at + 64].ravel())
            v.append(road[at])
        else:
            X.append(signal[at : at + 64].ravel())
            y.append(road[at])
print(LogisticRegression().fit(np.array(X), y).score(np.array(U), v))
"""
FRESH = "    signal = StandardScaler().fit_transform(signal)\n"
FITTED = "    scaler.fit(signal)\n    signal = scaler.transform(signal)\n"
POOLED = "X = scaler.fit_transform(X)\n"


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize(
    ("rest", "severity"),
    [
        (FRESH + WINDOWS + BY_RIDER, None),
        (FITTED + WINDOWS + BY_RIDER, None),  # it learns anew: nothing of the recording before is left
        (FRESH + BY_HELD_OUT, None),
        (FRESH + WINDOWS + BY_WINDOW, Severity.MEDIUM),  # the split is at fault there
        (FRESH + BY_PLACE, Severity.HIGH),
        (WINDOWS + POOLED + BY_RIDER, Severity.HIGH),
    ],
    ids=["by rider", "fitted anew", "held out", "by window", "by place", "pooled"],
)
def test_what_a_loop_learns_of_one_recording_at_a_time(
    tmp_path: Path, loop: str, rest: str, severity: Severity | None
) -> None:
    (tmp_path / "train.py").write_text(RIDES.format(loop=LOOPS[loop], rest=rest), encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "fit-before-split"]
    assert [one.severity for one in found] == ([] if severity is None else [severity])


JUDGED = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

table = pd.read_csv("t.csv")
X = StandardScaler().fit_transform(table[["a", "b"]])
train, test, y, truth = train_test_split(X, table["y"])
model = LogisticRegression().fit(train, y)
{score}
"""


@pytest.mark.parametrize(
    ("score", "expected"), [("print(model.score(test, truth))", Severity.HIGH), ("", Severity.MEDIUM)]
)
def test_where_no_score_is_seen_it_is_less_bad(score: str, expected: Severity, tmp_path: Path) -> None:
    (tmp_path / "judged.py").write_text(JUDGED.format(score=score), encoding="utf-8")
    found = analyse(FolderTree(str(tmp_path))).findings
    assert {one.severity for one in found if one.check == "fit-before-split"} == {expected}


SEASONS = """\
import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.model_selection import TimeSeriesSplit
from xgboost import XGBClassifier

games = pd.read_csv("games.csv").sort_values("date")
best = games.groupby(["team", "season"])[["goals", "points"]].max()
best = {best}
games = games.merge(best.add_suffix("_best").reset_index(), on=["team", "season"], how="left")
X, y = games.drop(columns=["won", "goals", "points"]), games["won"]
for train, test in TimeSeriesSplit(6).split(X):
    model = XGBClassifier().fit(X.iloc[train], y.iloc[train])
    print(accuracy_score(y.iloc[test], model.predict(X.iloc[test])))
"""


@pytest.mark.parametrize(
    ("best", "expected"), [("best", Severity.HIGH), ('best.groupby("team").shift(1)', Severity.MEDIUM)]
)
def test_groups_that_are_given_what_the_one_before_them_says(best: str, expected: Severity, tmp_path: Path) -> None:
    (tmp_path / "games.py").write_text(SEASONS.format(best=best), encoding="utf-8")
    found = analyse(FolderTree(str(tmp_path))).findings
    assert {one.severity for one in found if one.check == "fit-before-split"} == {expected}
