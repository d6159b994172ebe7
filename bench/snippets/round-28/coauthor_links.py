"""Missing collaborations in a co-author network."""
import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score


def pairs(path="coauthors.csv"):
    table = pd.read_csv(path, usecols=["left", "right"], dtype=str)
    ordered = {tuple(sorted(p)) for p in table.itertuples(index=False) if p.left != p.right}
    return sorted(ordered)


def deal(links, rng, shares=(0.6, 0.2)):
    order = rng.permutation(len(links))
    a = int(shares[0] * len(links))
    b = a + int(shares[1] * len(links))
    return [[links[i] for i in part] for part in (order[:a], order[a:b], order[b:])]


def strangers(people, n, linked, rng):
    found = set()
    while len(found) < n:
        u, v = rng.choice(len(people), size=2, replace=False)
        pair = tuple(sorted((people[u], people[v])))
        if pair not in linked:
            found.add(pair)
    return sorted(found)


def describe(graph, candidates):
    rows = []
    for u, v in candidates:
        nu, nv = set(graph[u]), set(graph[v])
        shared = nu & nv
        rows.append(
            (
                len(shared),
                len(shared) / max(len(nu | nv), 1),
                sum(1 / np.log(graph.degree(w)) for w in shared if graph.degree(w) > 1),
                graph.degree(u) * graph.degree(v),
                abs(graph.degree(u) - graph.degree(v)),
            )
        )
    return np.array(rows)


def main():
    rng = np.random.default_rng(15)
    links = pairs()
    people = sorted({p for pair in links for p in pair})
    message, teach, ask = deal(links, rng)

    graph = nx.Graph()
    graph.add_nodes_from(people)
    graph.add_edges_from(message)

    teach_no = strangers(people, len(teach), set(message) | set(teach), rng)
    # a collaboration that was taught as a stranger pair is not asked again
    ask = sorted(set(ask) - set(teach_no))
    ask_no = strangers(people, len(ask), set(links) | set(teach_no), rng)

    model = GradientBoostingClassifier(n_estimators=200, max_depth=3, random_state=15)
    model.fit(describe(graph, teach + teach_no), np.r_[np.ones(len(teach)), np.zeros(len(teach_no))])
    truth = np.r_[np.ones(len(ask)), np.zeros(len(ask_no))]
    p = model.predict_proba(describe(graph, ask + ask_no))[:, 1]
    print("AUC", roc_auc_score(truth, p), "AP", average_precision_score(truth, p))


if __name__ == "__main__":
    main()
