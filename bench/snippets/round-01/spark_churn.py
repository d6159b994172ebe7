from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

NUM = ["tenure_months", "monthly_fee", "support_calls", "data_gb"]


def prepare(df):
    df = df.withColumn("label", F.col("churned").cast("double"))
    df = StringIndexer(inputCol="plan", outputCol="plan_ix", handleInvalid="keep").fit(df).transform(df)
    df = VectorAssembler(inputCols=NUM + ["plan_ix"], outputCol="raw").transform(df)
    scaler = StandardScaler(inputCol="raw", outputCol="features", withMean=True, withStd=True)
    return scaler.fit(df).transform(df)


def main():
    spark = SparkSession.builder.appName("churn-baseline").getOrCreate()
    subscribers = spark.read.parquet("s3a://telco/curated/subscribers/")
    ready = prepare(subscribers).select("features", "label").cache()

    train, test = ready.randomSplit([0.8, 0.2], seed=42)
    lr = LogisticRegression(maxIter=50, regParam=0.01, elasticNetParam=0.5)
    model = lr.fit(train)

    auc = BinaryClassificationEvaluator(metricName="areaUnderROC").evaluate(model.transform(test))
    print(f"areaUnderROC={auc:.4f}")
    model.write().overwrite().save("s3a://telco/models/churn_lr")
    spark.stop()


if __name__ == "__main__":
    main()
