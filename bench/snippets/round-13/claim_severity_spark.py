"""Claim severity model on the claims lake (one row per closed claim)."""
from pyspark.ml import Pipeline
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.feature import (
    Imputer,
    QuantileDiscretizer,
    StandardScaler,
    StringIndexer,
    VectorAssembler,
)
from pyspark.ml.regression import GBTRegressor
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

NUMERIC = ["vehicle_age", "driver_age", "sum_insured", "report_delay_days"]
TEXT = ["peril", "body_type", "region"]


def read_claims(spark, path):
    claims = spark.read.parquet(path).where("status = 'closed' and paid > 0")
    return claims.withColumn("log_paid", F.log("paid")).select(
        "claim_id", "log_paid", *NUMERIC, *TEXT
    )


def stages():
    filled = [f"{c}_f" for c in NUMERIC]
    yield Imputer(strategy="median", inputCols=NUMERIC, outputCols=filled)
    yield QuantileDiscretizer(
        numBuckets=20, inputCol="sum_insured_f", outputCol="sum_band"
    )
    for name in TEXT:
        yield StringIndexer(inputCol=name, outputCol=f"{name}_i", handleInvalid="keep")
    yield VectorAssembler(
        inputCols=filled + ["sum_band"] + [f"{c}_i" for c in TEXT], outputCol="raw"
    )
    yield StandardScaler(inputCol="raw", outputCol="features", withMean=True)


def prepare(claims):
    model = Pipeline(stages=list(stages())).fit(claims)
    model.write().overwrite().save("models/severity/features")
    return model.transform(claims).select("claim_id", "log_paid", "features").cache()


def main():
    spark = SparkSession.builder.appName("claim-severity").getOrCreate()
    table = prepare(read_claims(spark, "s3a://claims/closed/"))
    fit, final = table.randomSplit([0.8, 0.2], seed=31)

    regressor = GBTRegressor(labelCol="log_paid", maxDepth=6, maxIter=80, maxBins=64, seed=31)
    model = regressor.fit(fit)
    scored = model.transform(final)
    for metric in ("rmse", "mae", "r2"):
        value = RegressionEvaluator(labelCol="log_paid", metricName=metric).evaluate(scored)
        print(f"{metric}: {value:.4f}")
    model.write().overwrite().save("models/severity/gbt")
    spark.stop()


if __name__ == "__main__":
    main()
