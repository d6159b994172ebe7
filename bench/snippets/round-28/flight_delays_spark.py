"""Delay of departures over 15 minutes, yearly back-test on Spark."""
import sys

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.tuning import ParamGridBuilder
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

NUMBERS = ["sched_hour", "distance", "carrier_recent", "tail_recent"]


def load(spark: SparkSession, path: str) -> DataFrame:
    # a delay is only known once the flight has left: the windows stop a day earlier
    seconds = F.col("sched_dep").cast("timestamp").cast("long")
    day = 86_400
    carrier = Window.partitionBy("carrier", "origin").orderBy("t").rangeBetween(-30 * day, -day)
    tail = Window.partitionBy("tail_no").orderBy("t").rangeBetween(-7 * day, -day)
    return (
        spark.read.parquet(path)
        .withColumn("t", seconds)
        .withColumn("label", (F.col("dep_delay") > 15).cast("double"))
        .withColumn("carrier_recent", F.avg("dep_delay").over(carrier))
        .withColumn("tail_recent", F.avg("dep_delay").over(tail))
        .filter(F.col("label").isNotNull())
        .select("year", "label", "carrier", "origin", *NUMBERS)
    )


def pipeline(classifier) -> Pipeline:
    filled = [f"{c}_f" for c in NUMBERS]
    return Pipeline(
        stages=[
            Imputer(inputCols=NUMBERS, outputCols=filled),
            StringIndexer(inputCols=["carrier", "origin"], outputCols=["ci", "oi"], handleInvalid="keep"),
            OneHotEncoder(inputCols=["ci", "oi"], outputCols=["cv", "ov"]),
            VectorAssembler(inputCols=filled, outputCol="nums"),
            StandardScaler(inputCol="nums", outputCol="nums_s"),
            VectorAssembler(inputCols=["nums_s", "cv", "ov"], outputCol="features"),
            classifier,
        ]
    )


def main(path: str):
    spark = SparkSession.builder.appName("delays").getOrCreate()
    flights = load(spark, path).cache()
    older = flights.filter("year <= 2017")
    middle = flights.filter("year = 2018")
    newest = flights.filter("year = 2019")

    lr = LogisticRegression(maxIter=50)
    judge = BinaryClassificationEvaluator()
    grid = ParamGridBuilder().addGrid(lr.regParam, [0.0, 0.001, 0.01]).build()
    scored = [(judge.evaluate(pipeline(lr).fit(older, g).transform(middle)), i) for i, g in enumerate(grid)]
    best = grid[max(scored)[1]]

    final = pipeline(lr).fit(older.unionByName(middle), best)
    print("area under ROC 2019:", judge.evaluate(final.transform(newest)))
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
