"""Pipeline steps."""
from steps.clean import clean_table
from steps.evaluate import evaluate_model
from steps.fit import fit_model
from steps.split import split_table

__all__ = ["clean_table", "evaluate_model", "fit_model", "split_table"]
