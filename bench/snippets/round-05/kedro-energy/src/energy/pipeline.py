from kedro.pipeline import Pipeline, node, pipeline

from . import nodes


def create_pipeline(**kwargs) -> Pipeline:
    return pipeline(
        [
            node(nodes.clean_buildings, "buildings", "table"),
            node(nodes.split_data, ["table", "params:split"], ["X_train", "X_test", "y_train", "y_test"]),
            node(nodes.fit_scaler, "X_train", "scaler"),
            node(nodes.transform, ["scaler", "X_train"], "X_train_scaled", name="transform_train"),
            node(nodes.transform, ["scaler", "X_test"], "X_test_scaled", name="transform_test"),
            node(nodes.train_model, ["X_train_scaled", "y_train", "params:forest"], "regressor"),
            node(nodes.evaluate_model, ["regressor", "X_test_scaled", "y_test"], "metrics"),
        ]
    )
