from kedro.pipeline import node, pipeline

from . import nodes as n


def create_pipeline(**_):
    return pipeline([
        node(n.divide, ["people", "params:label", "params:hold_out", "params:seed"], ["fit_rows", "end_rows"]),
        node(n.fit_encoder, ["fit_rows", "params:columns"], "encoder"),
        node(n.encode, ["encoder", "fit_rows", "params:columns"], "fit_matrix", name="encode_fit"),
        node(n.encode, ["encoder", "end_rows", "params:columns"], "end_matrix", name="encode_end"),
        node(n.fit_model, ["fit_matrix", "fit_rows", "params:label"], "model"),
        node(n.assess, ["model", "end_matrix", "end_rows", "params:label"], "report"),
    ])
