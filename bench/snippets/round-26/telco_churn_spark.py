"""Churn of prepaid subscribers (one row a subscriber, state at 30 June, churn in July)."""
from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

NUMERIC = ["tenure_days", "topups_90d", "spend_90d", "data_gb_90d", "complaints_90d"]
CATEGORY = ["handset_os", "region", "tariff"]


def read(spark: SparkSession, path: str) -> DataFrame:
    return (
        spark.read.parquet(path)
        .dropDuplicates(["subscriber_id"])
        .withColumn("label", F.col("churned_in_july").cast("double"))
        .select("label", *NUMERIC, *CATEGORY)
    )


def stages():
    filled = [f"{c}_f" for c in NUMERIC]
    coded = [f"{c}_i" for c in CATEGORY]
    onehot = [f"{c}_v" for c in CATEGORY]
    return [
        Imputer(inputCols=NUMERIC, outputCols=filled, strategy="median"),
        StringIndexer(inputCols=CATEGORY, outputCols=coded, handleInvalid="keep"),
        OneHotEncoder(inputCols=coded, outputCols=onehot),
        VectorAssembler(inputCols=filled, outputCol="nums"),
        StandardScaler(inputCol="nums", outputCol="nums_s", withMean=True),
        VectorAssembler(inputCols=["nums_s", *onehot], outputCol="features"),
    ]


def vectors(subscribers: DataFrame) -> DataFrame:
    prep = Pipeline(stages=stages()).fit(subscribers)
    return prep.transform(subscribers).select("features", "label").persist()


def main():
    spark = SparkSession.builder.appName("prepaid-churn").getOrCreate()
    table = vectors(read(spark, "s3a://telco/prepaid/2024-06-30"))
    train, test = table.randomSplit([0.8, 0.2], seed=99)
    train, test = train.persist(), test.persist()

    model = GBTClassifier(maxIter=60, maxDepth=4, seed=99).fit(train)
    auc = BinaryClassificationEvaluator(metricName="areaUnderROC")
    print("AUC", auc.evaluate(model.transform(test)))
    spark.stop()


if __name__ == "__main__":
    main()
