"""What is learned from rows by hand and kept for answering is a model; caches, reports and settings are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.system.making import system_of

if TYPE_CHECKING:
    from pathlib import Path

API = """
import json
import pickle

import joblib
import numpy as np
import pandas as pd
from fastapi import FastAPI

app = FastAPI()
"""
CHOSEN = """
import joblib
import pandas as pd


def main():
    loans = pd.read_csv("loans.csv")
    most_lent = loans["title"].value_counts().head(50)
    joblib.dump(most_lent.index.tolist(), "store/titles.joblib")


if __name__ == "__main__":
    main()
"""
SHELF = """
import joblib


class Shelf:
    def __init__(self):
        self.titles = joblib.load("/srv/store/titles.joblib")

    def first(self, count):
        return [{"title": one} for one in self.titles[:count]]
"""
READER = """
from fastapi import FastAPI
from shelf import Shelf

app = FastAPI()
shelf = None
try:
    shelf = Shelf()
except OSError:
    print("no titles")


@app.get("/health")
def health():
    return {"up": shelf is not None}


@app.get("/next/{reader}")
def advise(reader: int, count: int = 5):
    return shelf.first(min(count, 20))
"""


def roles_of(folder: Path, files: dict[str, str]) -> tuple[list[str], list[str]]:
    roles = system_of(folder, files).roles
    return [str(one.at) for one in roles.trains], [str(one.at) for one in roles.serves]


def test_what_a_statistic_chose_and_an_object_keeps_is_answered_from(tmp_path: Path) -> None:
    files = {"count.py": CHOSEN, "shelf.py": SHELF, "app.py": READER}
    assert roles_of(tmp_path, files) == (["count.py:9"], ["app.py:18"])


CELLS = (
    """
import pickle
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics.pairwise import cosine_similarity""",
    """
plants = pd.read_csv("plants.csv")
words = CountVectorizer(max_features=900).fit_transform(plants["about"]).toarray()
alike = cosine_similarity(words)""",
    """pickle.dump(alike, open("alike.pkl", "wb"))""",
)
NOTEBOOK = json.dumps({
    "nbformat": 4, "nbformat_minor": 5, "metadata": {},
    "cells": [
        {"cell_type": "code", "id": str(n), "metadata": {}, "execution_count": n, "outputs": [], "source": source}
        for n, source in enumerate(CELLS, 1)
    ],
})  # fmt: skip
PAGE = """
import pickle

import pandas as pd
import streamlit as st

plants = pd.read_csv("plants.csv")
alike = pickle.load(open("alike.pkl", "rb"))


def neighbours(name):
    place = plants[plants["name"] == name].index[0]
    order = sorted(enumerate(alike[place]), reverse=True, key=lambda pair: pair[1])
    return [plants.iloc[number]["name"] for number, _ in order[1:6]]


chosen = st.selectbox("Plant", plants["name"])
if st.button("Show"):
    for one in neighbours(chosen):
        st.text(one)
"""


def test_a_notebook_keeps_how_alike_rows_are_and_a_page_ranks_by_it(tmp_path: Path) -> None:
    trains, serves = roles_of(tmp_path, {"alike.ipynb": NOTEBOOK, "page.py": PAGE})
    assert trains == ["alike.ipynb:cell 3:1"]
    assert serves == ["page.py:1"]


TABLES = """
from sqlalchemy import Column, Float, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Visit(Base):
    __tablename__ = "visits"
    id = Column(Integer, primary_key=True)
    guest = Column(String)
    place = Column(String)
    about = Column(String)


class Beside(Base):
    __tablename__ = "beside"
    id = Column(Integer, primary_key=True)
    place = Column(String)
    other = Column(String)
    weight = Column(Float)
"""
NIGHTLY = """
from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from tables import Beside, Visit


def together(visits):
    by_guest = defaultdict(list)
    for visit in visits:
        by_guest[visit.guest].append(visit.place)
    counts = defaultdict(lambda: defaultdict(int))
    for places in by_guest.values():
        for one in places:
            for other in places:
                if one != other:
                    counts[one][other] += 1
    found = []
    for place, others in counts.items():
        for other, weight in sorted(others.items(), key=lambda pair: -pair[1])[:10]:
            found.append((place, other, weight))
    return found


def main(engine):
    with Session(engine) as session:
        visits = session.execute(select(Visit)).scalars().all()
        rows = [Beside(place=one, other=other, weight=weight) for one, other, weight in together(visits)]
        session.add_all(rows)
        session.commit()
"""
GUIDE = """
from fastapi import FastAPI
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from tables import Beside, Visit

app = FastAPI()
engine = create_engine("sqlite:///guide.db")


@app.get("/visits/{guest}")
def visits(guest: str):
    with Session(engine) as session:
        return [one.place for one in session.execute(select(Visit).where(Visit.guest == guest)).scalars()]


@app.get("/places/{place}/next")
def onwards(place: str):
    with Session(engine) as session:
        rows = session.execute(select(Beside).where(Beside.place == place)).scalars().all()
    return [{"place": one.other, "weight": one.weight} for one in rows]
"""


def test_what_stands_together_is_kept_in_a_table_and_answered_from(tmp_path: Path) -> None:
    files = {"tables.py": TABLES, "nightly.py": NIGHTLY, "guide.py": GUIDE}
    assert roles_of(tmp_path, files) == (["nightly.py:30"], ["guide.py:18"])


def test_a_table_of_how_often_two_columns_hold_what_is_a_report(tmp_path: Path) -> None:
    nightly = NIGHTLY.replace("counts[one][other] += 1", "counts[one][other] += 1").replace(
        "for one in places:\n            for other in places:\n                if one != other:",
        "for one in places:\n            for other in by_guest:\n                if one != other:",
    )
    files = {"tables.py": TABLES, "nightly.py": nightly, "guide.py": GUIDE}
    assert roles_of(tmp_path, files) == ([], [])


SQL_JOB = """
import pandas as pd
import sqlite3
from sklearn.decomposition import TruncatedSVD
from sklearn.metrics.pairwise import linear_kernel

connection = sqlite3.connect("shop.db")
orders = pd.read_sql("SELECT buyer, article, amount FROM orders", connection)
space = TruncatedSVD(20).fit_transform(orders.pivot_table(index="article", columns="buyer", values="amount").fillna(0))
near = linear_kernel(space)
best = pd.DataFrame(near.argsort(axis=1)[:, -6:-1])
best.to_sql("near_articles", connection, if_exists="replace")
"""
SQL_API = """
import sqlite3

from fastapi import FastAPI

app = FastAPI()


@app.get("/near/{article}")
def near(article: int):
    connection = sqlite3.connect("shop.db")
    cursor = connection.cursor()
    cursor.execute("SELECT * FROM near_articles WHERE article = ?", (article,))
    return {"near": cursor.fetchall()}


@app.get("/orders/{buyer}")
def orders(buyer: int):
    connection = sqlite3.connect("shop.db")
    cursor = connection.cursor()
    cursor.execute("SELECT * FROM orders WHERE buyer = ?", (buyer,))
    return {"orders": cursor.fetchall()}
"""


def test_neighbours_in_a_table_that_statements_name(tmp_path: Path) -> None:
    assert roles_of(tmp_path, {"job.py": SQL_JOB, "app.py": SQL_API}) == (["job.py:12"], ["app.py:9"])


def learner(body: str) -> str:
    return "import json\nimport pickle\nimport joblib\nimport numpy as np\nimport pandas as pd\n\n" + body


MODELS = {
    "a statistic that a request is reckoned with": (
        """
rows = pd.read_csv("flow.csv")
usual = {"mean": rows["litres"].mean(), "spread": rows["litres"].std()}
with open("usual.json", "w") as file:
    json.dump(usual, file)
""",
        """
with open("usual.json") as file:
    usual = json.load(file)


@app.get("/odd")
def odd(litres: float):
    return {"odd": abs(litres - usual["mean"]) / usual["spread"]}
""",
    ),
    "an object of a class that answers by what it counted": (
        """
from words import Words

words = Words()
words.learn(pd.read_csv("texts.csv"))
joblib.dump(words, "words.joblib")
""",
        """
words = joblib.load("words.joblib")


@app.post("/lean")
def lean(text: str):
    return {"lean": words.lean(text)}
""",
    ),
    "texts that a query is held against": (
        """
from sklearn.feature_extraction.text import TfidfVectorizer

texts = pd.read_json("answers.json")
vectors = TfidfVectorizer()
matrix = vectors.fit_transform(texts["text"])
pickle.dump({"vectors": vectors, "matrix": matrix, "texts": texts}, open("search.pkl", "wb"))
""",
        """
from sklearn.metrics.pairwise import cosine_similarity

kept = pickle.load(open("search.pkl", "rb"))


@app.get("/ask")
def ask(question: str):
    near = cosine_similarity(kept["vectors"].transform([question]), kept["matrix"])[0]
    return kept["texts"].iloc[near.argsort()[::-1][:3]].to_dict("records")
""",
    ),
    "what is bought together": (
        """
from collections import Counter
from itertools import combinations

together = Counter()
for _, basket in pd.read_csv("baskets.csv").groupby("basket"):
    together.update(combinations(sorted(basket["article"]), 2))
pickle.dump(together, open("together.pkl", "wb"))
""",
        """
together = pickle.load(open("together.pkl", "rb"))


@app.get("/with/{article}")
def beside(article: str, count: int = 3):
    return [pair for pair, _ in together.most_common() if article in pair][:count]
""",
    ),
    "factors of a matrix": (
        """
marks = pd.read_csv("marks.csv").pivot(index="pupil", columns="task", values="mark").fillna(0).to_numpy()
left, middle, right = np.linalg.svd(marks, full_matrices=False)
np.save("pupils.npy", left[:, :9] * middle[:9])
""",
        """
pupils = np.load("pupils.npy")


@app.get("/like/{pupil}")
def like(pupil: int):
    return np.argsort(pupils @ pupils[pupil])[::-1][:5].tolist()
""",
    ),
}
WORDS = """
class Words:
    def __init__(self):
        self.counts = {}

    def learn(self, rows):
        for row in rows.itertuples():
            for word in row.text.split():
                self.counts[word] = self.counts.get(word, 0) + 1

    def lean(self, text):
        return sum(self.counts.get(word, 0) for word in text.split())
"""


@pytest.mark.parametrize("name", MODELS)
def test_is_a_model(tmp_path: Path, name: str) -> None:
    learning, answering = MODELS[name]
    files = {"learn.py": learner(learning), "app.py": API + answering, "words.py": WORDS}
    roles = system_of(tmp_path, files).roles
    assert {one.at.path for one in roles.trains} == {"learn.py"}
    assert {one.at.path for one in roles.serves} == {"app.py"}


NONE = {
    "a table kept as an object, whose rows are looked up": (
        'pd.read_csv("towns.csv").set_index("town").to_pickle("towns.pkl")',
        """
towns = pd.read_pickle("towns.pkl")


@app.get("/towns/{town}")
def town(town: str):
    return towns.loc[town].to_dict()
""",
    ),
    "means that are looked up": (
        'pickle.dump(pd.read_csv("rents.csv").groupby("town")["rent"].mean().to_dict(), open("rents.pkl", "wb"))',
        """
rents = pickle.load(open("rents.pkl", "rb"))


@app.get("/rents/{town}")
def rent(town: str):
    return {"rent": round(rents.get(town, 0), 2)}
""",
    ),
    "the names of columns": (
        'joblib.dump(list(pd.read_csv("rows.csv").columns), "columns.joblib")',
        """
columns = joblib.load("columns.joblib")


@app.get("/columns")
def names(count: int):
    return columns[:count]
""",
    ),
    "settings that a request is reckoned with": (
        'json.dump({"fee": 0.2, "least": 3}, open("fees.json", "w"))',
        """
fees = json.load(open("fees.json"))


@app.get("/fee")
def fee(amount: float):
    return amount * fees["fee"] + fees["least"]
""",
    ),
    "the first of a list with its figures": (
        'joblib.dump(pd.read_csv("games.csv")["winner"].value_counts().head(100).to_dict(), "winners.joblib")',
        """
winners = joblib.load("winners.joblib")


@app.get("/winners")
def best(count: int):
    return list(winners.items())[:count]
""",
    ),
    "a report of the best in plain text": (
        """
best = pd.read_csv("games.csv")["winner"].value_counts().head(100).index.tolist()
json.dump(best, open("best.json", "w"))
""",
        """
best = json.load(open("best.json"))


@app.get("/best")
def first(count: int):
    return best[:count]
""",
    ),
    "pages of a table of sums": (
        'pd.read_csv("sales.csv").groupby("day")["sum"].sum().reset_index().to_pickle("days.pkl")',
        """
days = pd.read_pickle("days.pkl")


@app.get("/days")
def page(number: int, size: int):
    return {"pages": -(-len(days) // size), "rows": days[number * size : (number + 1) * size].to_dict("records")}
""",
    ),
    "codes of categories": (
        """
from sklearn.preprocessing import LabelEncoder

codes = LabelEncoder()
codes.fit(pd.read_csv("rows.csv")["kind"])
pickle.dump(codes, open("codes.pkl", "wb"))
""",
        """
codes = pickle.load(open("codes.pkl", "rb"))


@app.post("/code")
def code(kinds: list):
    return codes.transform(kinds).tolist()
""",
    ),
    "numbers of names": (
        """
names = pd.read_csv("people.csv")["name"].unique()
pickle.dump({name: number for number, name in enumerate(names)}, open("numbers.pkl", "wb"))
""",
        """
numbers = pickle.load(open("numbers.pkl", "rb"))


@app.get("/number/{name}")
def number(name: str, offset: int = 0):
    return numbers[name] * 10 + offset
""",
    ),
    "texts that are put together": (
        """
found = {}
for row in pd.read_csv("lines.csv").itertuples():
    found[row.poem] = ""
for row in pd.read_csv("lines.csv").itertuples():
    found[row.poem] += row.line + "\\n"
pickle.dump(found, open("poems.pkl", "wb"))
""",
        """
poems = pickle.load(open("poems.pkl", "rb"))


@app.get("/poems/{poem}")
def poem(poem: str, letters: int):
    return poems[poem][:letters]
""",
    ),
    "how large what was learned is": (
        """
from sklearn.metrics.pairwise import cosine_similarity

pickle.dump(cosine_similarity(pd.read_csv("rows.csv")), open("alike.pkl", "wb"))
""",
        """
alike = pickle.load(open("alike.pkl", "rb"))


@app.get("/health")
def health():
    return {"rows": len(alike)}
""",
    ),
    "what nobody answers by": (
        """
from sklearn.metrics.pairwise import cosine_similarity

pickle.dump(cosine_similarity(pd.read_csv("rows.csv")), open("alike.pkl", "wb"))
""",
        """
@app.get("/sorted")
def in_order(words: list):
    return sorted(words)
""",
    ),
}


@pytest.mark.parametrize("name", NONE)
def test_is_no_model(tmp_path: Path, name: str) -> None:
    keeping, answering = NONE[name]
    assert roles_of(tmp_path, {"keep.py": learner(keeping), "app.py": API + answering}) == ([], [])


def test_a_cache_of_the_function_that_answers_is_none(tmp_path: Path) -> None:
    files = {"app.py": API + """
import os


def shares():
    if os.path.exists("shares.pkl"):
        return pickle.load(open("shares.pkl", "rb"))
    found = pd.read_csv("votes.csv").groupby("party")["votes"].sum()
    pickle.dump(found, open("shares.pkl", "wb"))
    return found


@app.get("/share")
def share(party: str, seats: int):
    return shares()[party] * seats
"""}  # fmt: skip
    assert roles_of(tmp_path, files) == ([], [])


def test_statistics_beside_a_model_of_a_library_prepare_for_it(tmp_path: Path) -> None:
    learning, _ = MODELS["a statistic that a request is reckoned with"]
    files = {"learn.py": learner(learning), "app.py": API + """
model = joblib.load("model.joblib")
with open("usual.json") as file:
    usual = json.load(file)


@app.get("/odd")
def odd(litres: float):
    return model.predict([[(litres - usual["mean"]) / usual["spread"]]]).tolist()
"""}  # fmt: skip
    trains, serves = roles_of(tmp_path, files)
    assert trains == []
    assert serves == ["app.py:17"]


def test_a_bundle_with_a_model_of_a_library_is_that_model(tmp_path: Path) -> None:
    files = {"learn.py": learner("""
from sklearn.ensemble import IsolationForest

rows = pd.read_csv("flow.csv")
forest = IsolationForest().fit(rows)
joblib.dump({"forest": forest, "usual": rows["litres"].mean()}, "flow.joblib")
"""), "app.py": API + """
kept = joblib.load("flow.joblib")


@app.get("/odd")
def odd(litres: float):
    return {"odd": litres / kept["usual"]}
"""}  # fmt: skip
    assert roles_of(tmp_path, files) == (["learn.py:11"], [])


def test_tests_keep_nothing(tmp_path: Path) -> None:
    files = {"tests/test_count.py": CHOSEN, "shelf.py": SHELF, "app.py": READER}
    assert roles_of(tmp_path, files) == ([], [])
