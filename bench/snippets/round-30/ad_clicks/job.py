import sys

from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from features import featurise


def main(source):
    spark = SparkSession.builder.appName("ad-clicks").getOrCreate()
    impressions = (
        spark.read.parquet(source)
        .dropDuplicates(["visitor_id"])
        .withColumn("clicked", F.col("clicked").cast("double"))
    )
    table = featurise(impressions).cache()
    table.count()
    fit, held = table.randomSplit([0.8, 0.2], seed=14)
    model = LogisticRegression(featuresCol="features", labelCol="clicked", regParam=0.01).fit(fit)
    auc = BinaryClassificationEvaluator(labelCol="clicked").evaluate(model.transform(held))
    print(f"AUC {auc:.4f}")
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
