from pyspark.ml import Pipeline
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler

CATS = ["publisher", "format"]
NUMS = ["bid", "page_depth", "dwell_s"]


def feature_stages():
    filled = [f"{c}_f" for c in NUMS]
    return [
        Imputer(inputCols=NUMS, outputCols=filled, strategy="median"),
        StringIndexer(inputCols=CATS, outputCols=[f"{c}_i" for c in CATS], handleInvalid="keep"),
        VectorAssembler(inputCols=filled + [f"{c}_i" for c in CATS], outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="features", withMean=True),
    ]


def featurise(impressions):
    model = Pipeline(stages=feature_stages()).fit(impressions)
    return model.transform(impressions).select("features", "clicked")
