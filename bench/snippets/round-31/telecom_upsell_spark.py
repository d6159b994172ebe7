from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

USAGE = ["minutes", "data_gb", "sms", "tenure_months", "support_calls"]
PLAN = ["tariff", "handset_class"]


def encode(customers):
    filled = [f"{c}_f" for c in USAGE]
    indexed = [f"{c}_i" for c in PLAN]
    stages = [
        Imputer(inputCols=USAGE, outputCols=filled, strategy="median"),
        VectorAssembler(inputCols=filled, outputCol="usage"),
        StandardScaler(inputCol="usage", outputCol="usage_z", withMean=True),
        StringIndexer(inputCols=PLAN, outputCols=indexed, handleInvalid="keep"),
        VectorAssembler(inputCols=["usage_z", *indexed], outputCol="features"),
    ]
    flow = Pipeline(stages=stages).fit(customers)
    return flow.transform(customers).select("customer_id", "features", "label")


def main():
    spark = SparkSession.builder.appName("upsell").getOrCreate()
    customers = (
        spark.read.parquet("s3a://crm/customers_2023q1")
        .dropDuplicates(["customer_id"])
        .withColumn("label", F.col("accepted_offer").cast("double"))
    )
    vectors = encode(customers).cache()
    vectors.count()
    dev, held = vectors.randomSplit([0.8, 0.2], seed=19)
    model = GBTClassifier(maxIter=60, maxDepth=5, maxBins=128).fit(dev)
    auc = BinaryClassificationEvaluator(metricName="areaUnderROC").evaluate(model.transform(held))
    print(f"AUC {auc:.3f}")
    model.write().overwrite().save("s3a://models/upsell/gbt")
    spark.stop()


if __name__ == "__main__":
    main()
