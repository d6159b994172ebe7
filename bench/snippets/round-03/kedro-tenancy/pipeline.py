from kedro.pipeline import Pipeline, node, pipeline

from .nodes import engineer, fit, report, split


def create_pipeline(**kwargs) -> Pipeline:
    return pipeline([
        node(engineer, ["tenants", "params:target"], "tenant_features", name="engineer"),
        node(
            split,
            ["tenant_features", "params:target", "params:split_options"],
            ["X_train", "X_test", "y_train", "y_test"],
            name="split",
        ),
        node(fit, ["X_train", "y_train"], "arrears_model", name="fit"),
        node(report, ["arrears_model", "X_test", "y_test"], "metrics", name="report"),
    ])
