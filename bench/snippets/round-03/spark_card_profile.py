import sys

from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

INPUTS = ["amount", "card_mean", "card_max", "to_mean", "n_last_day"]


def profile(tx):
    whole = (
        Window.partitionBy("card_id")
        .orderBy("ts")
        .rowsBetween(Window.unboundedPreceding, Window.unboundedFollowing)
    )
    day = Window.partitionBy("card_id").orderBy(F.col("ts").cast("long")).rangeBetween(-86400, -1)
    return (
        tx.withColumn("card_mean", F.avg("amount").over(whole))
        .withColumn("card_max", F.max("amount").over(whole))
        .withColumn("to_mean", F.col("amount") / F.col("card_mean"))
        .withColumn("n_last_day", F.count("*").over(day))
    )


def main(table, cut):
    spark = SparkSession.builder.appName("card-fraud").getOrCreate()
    tx = profile(spark.table(table))
    tx = VectorAssembler(inputCols=INPUTS, outputCol="features").transform(tx)
    train, test = tx.where(F.col("ts") < cut), tx.where(F.col("ts") >= cut)

    model = GBTClassifier(labelCol="fraud", maxIter=60, seed=0).fit(train)
    ap = BinaryClassificationEvaluator(labelCol="fraud", metricName="areaUnderPR")
    print("areaUnderPR", ap.evaluate(model.transform(test)))


if __name__ == "__main__":
    main(*sys.argv[1:3])
