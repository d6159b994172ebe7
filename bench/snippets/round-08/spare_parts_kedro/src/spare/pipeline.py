from kedro.pipeline import Pipeline, node

from .nodes import fit_encoder, report, split_parts, train_model


def create_pipeline(**kwargs) -> Pipeline:
    return Pipeline([
        node(split_parts, ["parts_raw", "params:split", "params:label"], ["parts_train", "parts_test"]),
        node(fit_encoder, ["parts_train", "params:features", "params:label"], "encoder"),
        node(train_model, ["parts_train", "encoder", "params:label"], "classifier"),
        node(report, ["classifier", "encoder", "parts_test", "params:label"], "metrics"),
    ])
