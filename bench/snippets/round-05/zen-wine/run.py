from zenml import pipeline

from steps import clean_table, evaluate_model, fit_model, split_table


@pipeline
def grading(path: str):
    table = clean_table(path)
    train, test = split_table(table)
    model = fit_model(train)
    evaluate_model(model, test)


if __name__ == "__main__":
    grading(path="data/wine_grades.csv")
