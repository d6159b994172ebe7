from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, VectorAssembler
from pyspark.sql import SparkSession, functions as F

NUM = ["tenure", "monthly_charges", "total_minutes", "n_calls_support"]


def read(spark, table):
    return spark.table(table).select(*NUM, F.col("churned").cast("double").alias("label"))


def assemble(df):
    filled = [f"{c}_f" for c in NUM]
    stages = [
        Imputer(strategy="median", inputCols=NUM, outputCols=filled),
        VectorAssembler(inputCols=filled, outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="features", withMean=True),
    ]
    fitted = Pipeline(stages=stages).fit(df)
    return fitted.transform(df).select("features", "label").cache()


def main():
    spark = SparkSession.builder.appName("churn").getOrCreate()
    data = assemble(read(spark, "telco.subscribers"))
    train, test = data.randomSplit([0.8, 0.2], seed=21)
    model = LogisticRegression(regParam=0.01, elasticNetParam=0.3).fit(train)
    auc = BinaryClassificationEvaluator(metricName="areaUnderROC").evaluate(model.transform(test))
    print(f"AUC = {auc:.4f}")
    model.write().overwrite().save("dbfs:/models/churn_lr")
    spark.stop()


if __name__ == "__main__":
    main()
