"""Click probability of display ads, one impression per visitor."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession

CATEGORICAL = ["placement", "device", "browser", "campaign_type"]
NUMERIC = ["bid", "page_depth", "seconds_on_page", "ad_area"]


def feature_stages():
    filled = [f"{c}_filled" for c in NUMERIC]
    indexed = [f"{c}_idx" for c in CATEGORICAL]
    encoded = [f"{c}_vec" for c in CATEGORICAL]
    return [
        Imputer(strategy="median", inputCols=NUMERIC, outputCols=filled),
        StringIndexer(inputCols=CATEGORICAL, outputCols=indexed, handleInvalid="keep"),
        OneHotEncoder(inputCols=indexed, outputCols=encoded),
        VectorAssembler(inputCols=filled, outputCol="numeric"),
        StandardScaler(inputCol="numeric", outputCol="numeric_std", withMean=True),
        VectorAssembler(inputCols=["numeric_std", *encoded], outputCol="features"),
    ]


def prepare(impressions):
    chain = Pipeline(stages=feature_stages())
    return chain.fit(impressions).transform(impressions).select("features", "label")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--impressions", default="s3a://ads/impressions/")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("ad-clicks").getOrCreate()

    raw = spark.read.parquet(args.impressions).withColumnRenamed("clicked", "label")
    table = prepare(raw).persist()
    table.count()
    train, test = table.randomSplit([0.8, 0.2], seed=28)

    model = LogisticRegression(regParam=1e-3, maxIter=60).fit(train)
    evaluator = BinaryClassificationEvaluator(metricName="areaUnderROC")
    print("AUROC", round(evaluator.evaluate(model.transform(test)), 4))
    spark.stop()


if __name__ == "__main__":
    main()
