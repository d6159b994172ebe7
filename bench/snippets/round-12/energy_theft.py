"""Meter tampering score on the yearly meter summaries (Spark job, one row per meter)."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession, functions as F

NUMERIC = ["kwh_year", "night_share", "zero_days", "peak_kw", "voltage_dips", "reading_gaps"]
TEXT = ["tariff", "meter_type", "substation"]


def read_meters(spark, path):
    return (
        spark.read.parquet(path)
        .filter(F.col("inspected"))
        .withColumn("label", F.col("tampered").cast("double"))
        .select("meter_id", "label", *NUMERIC, *TEXT)
    )


def columns_pipeline():
    indexers = [StringIndexer(inputCol=c, outputCol=f"{c}_ix", handleInvalid="keep") for c in TEXT]
    imputer = Imputer(strategy="median", inputCols=NUMERIC, outputCols=[f"{c}_f" for c in NUMERIC])
    assembler = VectorAssembler(inputCols=[f"{c}_f" for c in NUMERIC], outputCol="raw")
    scaler = StandardScaler(inputCol="raw", outputCol="scaled", withMean=True)
    everything = VectorAssembler(inputCols=["scaled"] + [f"{c}_ix" for c in TEXT], outputCol="features")
    return Pipeline(stages=[*indexers, imputer, assembler, scaler, everything])


def prepared(meters, out):
    fitted = columns_pipeline().fit(meters)
    fitted.write().overwrite().save(f"{out}/columns")
    return fitted.transform(meters).select("meter_id", "label", "features")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("meters")
    parser.add_argument("out")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("energy-theft").getOrCreate()

    table = prepared(read_meters(spark, args.meters), args.out).cache()
    table.count()
    work, audit = table.randomSplit([0.8, 0.2], seed=13)

    trees = GBTClassifier(maxIter=60, maxBins=512, seed=13)
    grid = ParamGridBuilder().addGrid(trees.maxDepth, [3, 5, 7]).build()
    evaluator = BinaryClassificationEvaluator(metricName="areaUnderPR")
    search = CrossValidator(estimator=trees, estimatorParamMaps=grid, evaluator=evaluator, numFolds=4, seed=13)
    model = search.fit(work)
    print("AUPRC", evaluator.evaluate(model.transform(audit)))
    model.bestModel.write().overwrite().save(f"{args.out}/trees")
    spark.stop()


if __name__ == "__main__":
    main()
