"""Upsell propensity for mobile contracts (one row per contract)."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.tuning import ParamGridBuilder, TrainValidationSplit
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

AMOUNTS = ["data_gb", "voice_min", "bill_eur", "tenure_months"]
CODES = ["tariff", "handset_brand", "region"]


def contracts(spark, path):
    table = spark.read.parquet(path).dropDuplicates(["contract_id"])
    return table.select("contract_id", *AMOUNTS, *CODES, F.col("accepted").cast("double").alias("label"))


def preparation():
    filled = [f"{c}_filled" for c in AMOUNTS]
    index = [f"{c}_ix" for c in CODES]
    dummy = [f"{c}_oh" for c in CODES]
    return Pipeline(
        stages=[
            Imputer(strategy="median", inputCols=AMOUNTS, outputCols=filled),
            VectorAssembler(inputCols=filled, outputCol="amounts"),
            StandardScaler(inputCol="amounts", outputCol="amounts_z", withMean=True),
            StringIndexer(inputCols=CODES, outputCols=index, handleInvalid="keep"),
            OneHotEncoder(inputCols=index, outputCols=dummy),
            VectorAssembler(inputCols=["amounts_z", *dummy], outputCol="features"),
        ]
    )


def ready(table):
    stages = preparation().fit(table)
    return stages.transform(table).select("contract_id", "features", "label"), stages


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--contracts", default="s3a://crm/contracts/2024-05")
    parser.add_argument("--stages", default="s3a://crm/models/upsell/stages")
    args = parser.parse_args()

    spark = SparkSession.builder.appName("upsell").getOrCreate()
    vectors, stages = ready(contracts(spark, args.contracts))
    vectors = vectors.persist()
    vectors.count()
    train, test = vectors.randomSplit([0.8, 0.2], seed=33)

    evaluator = BinaryClassificationEvaluator(metricName="areaUnderROC")
    model = LogisticRegression(maxIter=100)
    grid = ParamGridBuilder().addGrid(model.regParam, [0.0, 0.01, 0.1]).build()
    tuner = TrainValidationSplit(
        estimator=model, estimatorParamMaps=grid, evaluator=evaluator, trainRatio=0.8, seed=33
    )
    best = tuner.fit(train)
    print("AUC", round(evaluator.evaluate(best.transform(test)), 4))
    stages.write().overwrite().save(args.stages)
    spark.stop()


if __name__ == "__main__":
    main()
