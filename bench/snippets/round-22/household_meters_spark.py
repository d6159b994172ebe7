"""Arrears risk per household from yearly meter aggregates (one row per household)."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

NUMBERS = ["kwh_year", "kwh_night_share", "peak_kw", "late_payments_prior", "floor_m2"]
LABELS = ["tariff", "heating", "region"]


def description():
    filled = [f"{c}_f" for c in NUMBERS]
    return [
        Imputer(strategy="median", inputCols=NUMBERS, outputCols=filled),
        StringIndexer(inputCols=LABELS, outputCols=[f"{c}_i" for c in LABELS], handleInvalid="keep"),
        OneHotEncoder(inputCols=[f"{c}_i" for c in LABELS], outputCols=[f"{c}_o" for c in LABELS]),
        VectorAssembler(inputCols=filled, outputCol="raw_numbers"),
        StandardScaler(inputCol="raw_numbers", outputCol="numbers", withMean=True),
        VectorAssembler(inputCols=["numbers"] + [f"{c}_o" for c in LABELS], outputCol="features"),
    ]


class ArrearsJob:
    def __init__(self, spark, table, seed):
        self.households = (
            spark.table(table)
            .dropDuplicates(["household_id"])
            .withColumn("label", F.col("in_arrears_next_year").cast("double"))
        )
        self.seed = seed

    def describe(self):
        self.recipe = Pipeline(stages=description()).fit(self.households)
        self.described = self.recipe.transform(self.households).select("household_id", "features", "label").cache()
        self.described.count()
        return self

    def run(self):
        work, hold = self.described.randomSplit([0.8, 0.2], seed=self.seed)
        model = LogisticRegression(regParam=0.01, elasticNetParam=0.2, maxIter=80).fit(work)
        evaluator = BinaryClassificationEvaluator(metricName="areaUnderROC")
        return evaluator.evaluate(model.transform(hold))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", default="utility.households_2022")
    parser.add_argument("--seed", type=int, default=19)
    args = parser.parse_args()
    spark = SparkSession.builder.appName("arrears").getOrCreate()
    auc = ArrearsJob(spark, args.table, args.seed).describe().run()
    print(f"AUC {auc:.4f}")
    spark.stop()


if __name__ == "__main__":
    main()
