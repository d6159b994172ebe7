import sys

from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from pipeline import chain


def main(source, work):
    spark = SparkSession.builder.appName("flight-claims").getOrCreate()
    bookings = spark.read.parquet(source).dropDuplicates(["passenger_id"])
    bookings = bookings.withColumn("claimed", F.col("claimed").cast("double"))
    bookings.groupBy("carrier").agg(F.avg("claimed"), F.count("*")).show()

    bucket = F.abs(F.hash("passenger_id")) % 10
    bookings.filter(bucket < 8).write.mode("overwrite").parquet(f"{work}/train")
    bookings.filter(bucket >= 8).write.mode("overwrite").parquet(f"{work}/test")
    train = spark.read.parquet(f"{work}/train")
    test = spark.read.parquet(f"{work}/test")

    pipe = chain()
    grid = ParamGridBuilder().addGrid(pipe.getStages()[-1].maxDepth, [3, 5, 7]).build()
    auc = BinaryClassificationEvaluator(labelCol="claimed", metricName="areaUnderROC")
    search = CrossValidator(estimator=pipe, estimatorParamMaps=grid, evaluator=auc, numFolds=4, seed=4)
    model = search.fit(train)
    print("cv", model.avgMetrics)
    print("AUC", auc.evaluate(model.transform(test)))
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:3])
