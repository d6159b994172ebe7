"""Default of personal loans, one row per applicant, on the cluster."""
import sys

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, PCA, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

AMOUNTS = ["income", "loan_amount", "installment", "open_lines", "utilisation", "months_employed"]
CODES = ["purpose", "home_ownership", "state"]


def applicants(spark: SparkSession, path: str) -> DataFrame:
    return (
        spark.read.parquet(path)
        .dropDuplicates(["applicant_id"])
        .select(
            "applicant_id",
            *[F.col(c).cast("double") for c in AMOUNTS],
            *CODES,
            F.col("defaulted").cast("double").alias("label"),
        )
    )


def stages() -> list:
    filled = [f"{c}_f" for c in AMOUNTS]
    coded = [f"{c}_i" for c in CODES]
    return [
        Imputer(inputCols=AMOUNTS, outputCols=filled, strategy="median"),
        StringIndexer(inputCols=CODES, outputCols=coded, handleInvalid="keep"),
        VectorAssembler(inputCols=filled + coded, outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="scaled", withMean=True),
        PCA(k=6, inputCol="scaled", outputCol="features"),
    ]


def featurised(frame: DataFrame) -> DataFrame:
    return Pipeline(stages=stages()).fit(frame).transform(frame).select("label", "features")


def main(path: str):
    spark = SparkSession.builder.appName("loan-default").getOrCreate()
    table = featurised(applicants(spark, path)).cache()
    table.count()
    train, test = table.randomSplit([0.8, 0.2], seed=19)
    model = LogisticRegression(maxIter=50, regParam=0.01).fit(train)
    auc = BinaryClassificationEvaluator(metricName="areaUnderROC").evaluate(model.transform(test))
    print(f"AUC {auc:.4f}")
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
