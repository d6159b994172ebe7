"""Which households have a heat pump? One row per household and winter of smart meter data."""
import sys

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier, LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

LOADS = ["night_kw", "morning_kw", "midday_kw", "evening_kw", "cold_day_kw", "mild_day_kw"]
CODES = ["dwelling", "tariff"]


def pipeline(classifier):
    filled = [f"{c}_filled" for c in LOADS]
    coded = [f"{c}_no" for c in CODES]
    return Pipeline(
        stages=[
            Imputer(inputCols=LOADS, outputCols=filled, strategy="median"),
            StringIndexer(inputCols=CODES, outputCols=coded, handleInvalid="keep"),
            VectorAssembler(inputCols=filled + coded, outputCol="assembled"),
            StandardScaler(inputCol="assembled", outputCol="features"),
            classifier,
        ]
    )


def divide(frame):
    """All winters of a household fall into the same bucket."""
    frame = frame.withColumn("bucket", F.pmod(F.xxhash64("household_id"), F.lit(10))).cache()
    train = frame.where(F.col("bucket") < 6)
    valid = frame.where(F.col("bucket").between(6, 7))
    test = frame.where(F.col("bucket") > 7)
    return train, valid, test


def main(path):
    spark = SparkSession.builder.appName("heat-pump").getOrCreate()
    homes = spark.read.parquet(path)
    homes = homes.withColumn("label", F.col("heat_pump").cast("double"))
    for load in LOADS:
        homes = homes.withColumn(load, F.col(load).cast("double"))
    train, valid, test = divide(homes)

    rater = BinaryClassificationEvaluator(metricName="areaUnderPR")
    options = {
        "logit": LogisticRegression(regParam=0.01, maxIter=100),
        "gbt3": GBTClassifier(maxDepth=3, maxIter=60, seed=1),
        "gbt5": GBTClassifier(maxDepth=5, maxIter=60, seed=1),
    }
    fitted = {name: pipeline(c).fit(train) for name, c in options.items()}
    areas = {name: rater.evaluate(model.transform(valid)) for name, model in fitted.items()}
    chosen = max(areas, key=areas.get)
    print(areas, "->", chosen)
    print("area under PR, test households:", rater.evaluate(fitted[chosen].transform(test)))
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
