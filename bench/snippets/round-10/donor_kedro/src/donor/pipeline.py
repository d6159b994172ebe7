from kedro.pipeline import Pipeline, node, pipeline

from .nodes import clean, fit_model, make_model_input, score_model, split_rows


def create_pipeline(**kwargs) -> Pipeline:
    return pipeline([
        node(clean, "donors", "donors_clean", name="clean"),
        node(make_model_input, ["donors_clean", "params:features"], "model_input", name="model_input"),
        node(split_rows, ["model_input", "params:split"], ["rows_fit", "rows_eval"], name="split"),
        node(fit_model, "rows_fit", "donor_model", name="fit"),
        node(score_model, ["donor_model", "rows_eval"], "metrics", name="score"),
    ])
