from kedro.pipeline import Pipeline, node, pipeline

from .nodes import evaluate_model, preprocess_employees, scale_numeric, split_data, train_model


def create_pipeline(**kwargs) -> Pipeline:
    return pipeline(
        [
            node(preprocess_employees, "employees", "table", name="preprocess"),
            node(scale_numeric, "table", "table_scaled", name="scale"),
            node(
                split_data,
                ["table_scaled", "params:split"],
                ["X_train", "X_test", "y_train", "y_test"],
                name="split",
            ),
            node(train_model, ["X_train", "y_train", "params:model"], "classifier", name="train"),
            node(evaluate_model, ["classifier", "X_test", "y_test"], "metrics", name="evaluate"),
        ]
    )
