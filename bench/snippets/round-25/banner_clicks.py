"""Click model for banner impressions (one impression per visitor in the pilot)."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

TEXT = ["placement", "device", "browser", "campaign"]
NUMBER = ["dwell_before_s", "scroll_depth", "page_len", "pages_seen"]


def impressions(spark, path):
    rows = spark.read.parquet(path).dropDuplicates(["visitor_id"])
    return rows.select("visitor_id", *TEXT, *[F.col(c).cast("double") for c in NUMBER],
                       F.col("clicked").cast("double").alias("label"))


def preparation():
    filled = [f"{c}_filled" for c in NUMBER]
    codes = [f"{c}_code" for c in TEXT]
    hot = [f"{c}_hot" for c in TEXT]
    return Pipeline(stages=[
        Imputer(inputCols=NUMBER, outputCols=filled, strategy="median"),
        VectorAssembler(inputCols=filled, outputCol="numbers"),
        StandardScaler(inputCol="numbers", outputCol="numbers_z", withMean=True),
        StringIndexer(inputCols=TEXT, outputCols=codes, handleInvalid="keep"),
        OneHotEncoder(inputCols=codes, outputCols=hot),
        VectorAssembler(inputCols=["numbers_z"] + hot, outputCol="features"),
    ])


def ready(rows):
    prepared = preparation().fit(rows).transform(rows)
    return prepared.select("visitor_id", "features", "label").cache()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("path")
    ap.add_argument("--model-out", default="models/banner_lr")
    args = ap.parse_args()
    spark = SparkSession.builder.appName("banner-clicks").getOrCreate()

    table = ready(impressions(spark, args.path))
    table.count()
    train, test = table.randomSplit([0.8, 0.2], seed=77)

    lr = LogisticRegression(maxIter=60)
    grid = ParamGridBuilder().addGrid(lr.regParam, [0.0, 0.001, 0.01]).build()
    area = BinaryClassificationEvaluator(metricName="areaUnderROC")
    cv = CrossValidator(estimator=lr, estimatorParamMaps=grid, evaluator=area, numFolds=4, seed=77)
    fitted = cv.fit(train)
    print("test AUC", area.evaluate(fitted.transform(test)))
    fitted.bestModel.write().overwrite().save(args.model_out)


if __name__ == "__main__":
    main()
