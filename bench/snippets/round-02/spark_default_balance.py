import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import RandomForestClassifier
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col

FEATURES = ["amount", "term", "rate", "income", "dti", "open_accounts"]


def even_out(loans: DataFrame) -> DataFrame:
    bad, good = loans.filter(col("label") == 1), loans.filter(col("label") == 0)
    ratio = good.count() / bad.count()
    return good.unionByName(bad.sample(withReplacement=True, fraction=ratio, seed=1))


def main(source: str, target: str):
    spark = SparkSession.builder.appName("default-rf").getOrCreate()
    loans = spark.read.parquet(source).select(*FEATURES, "label").na.drop()
    loans = even_out(loans).cache()

    train, test = loans.randomSplit([0.75, 0.25], seed=1)
    forest = RandomForestClassifier(numTrees=200, maxDepth=12, seed=1)
    model = Pipeline(stages=[VectorAssembler(inputCols=FEATURES, outputCol="features"), forest]).fit(train)

    f1 = MulticlassClassificationEvaluator(metricName="f1").evaluate(model.transform(test))
    print(f"f1 = {f1:.4f} on {test.count()} loans")
    model.save(target)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("source")
    ap.add_argument("target")
    main(**vars(ap.parse_args()))
