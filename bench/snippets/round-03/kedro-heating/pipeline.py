from kedro.pipeline import Pipeline, node, pipeline

from .nodes import engineer, fit, report, split


def create_pipeline(**kwargs) -> Pipeline:
    return pipeline([
        node(engineer, ["X_train", "X_test"], ["Z_train", "Z_test", "prep"], name="engineer"),
        node(
            split,
            ["homes", "params:target", "params:split_options"],
            ["X_train", "X_test", "y_train", "y_test"],
            name="split",
        ),
        node(fit, ["Z_train", "y_train"], "heating_model", name="fit"),
        node(report, ["heating_model", "Z_test", "y_test"], "metrics", name="report"),
    ])
