from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler

CATS = ["carrier", "fare_class"]
NUMS = ["fare_eur", "booking_lead_days", "party_size"]


def chain():
    filled = [f"{c}_filled" for c in NUMS]
    indexed = [f"{c}_ix" for c in CATS]
    return Pipeline(stages=[
        Imputer(inputCols=NUMS, outputCols=filled),
        StringIndexer(inputCols=CATS, outputCols=indexed, handleInvalid="keep"),
        VectorAssembler(inputCols=filled, outputCol="num_raw"),
        StandardScaler(inputCol="num_raw", outputCol="num", withMean=True),
        VectorAssembler(inputCols=["num"] + indexed, outputCol="features"),
        GBTClassifier(labelCol="claimed", featuresCol="features", maxBins=64, seed=4),
    ])
