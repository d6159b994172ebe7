import sys

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, VectorAssembler
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

HISTORY = ["past_mean", "past_max", "n_last_day"]
INPUTS = ["amount", *HISTORY]


def history(tx):
    by_account = Window.partitionBy("account_id")
    past = by_account.orderBy("ts").rowsBetween(Window.unboundedPreceding, -1)
    day = by_account.orderBy(F.col("ts").cast("long")).rangeBetween(-86400, -1)
    return (
        tx.withColumn("past_mean", F.avg("amount").over(past))
        .withColumn("past_max", F.max("amount").over(past))
        .withColumn("n_last_day", F.count("*").over(day).cast("double"))
    )


def main(table, cut):
    spark = SparkSession.builder.appName("account-fraud").getOrCreate()
    tx = history(spark.table(table))
    train, test = tx.where(F.col("ts") < F.lit(cut)), tx.where(F.col("ts") >= F.lit(cut))

    model = Pipeline(stages=[
        Imputer(inputCols=HISTORY, outputCols=HISTORY, strategy="median"),
        VectorAssembler(inputCols=INPUTS, outputCol="features"),
        GBTClassifier(labelCol="fraud", maxIter=60, seed=0),
    ]).fit(train)
    ap = BinaryClassificationEvaluator(labelCol="fraud", metricName="areaUnderPR")
    print("areaUnderPR", ap.evaluate(model.transform(test)))


if __name__ == "__main__":
    main(*sys.argv[1:3])
