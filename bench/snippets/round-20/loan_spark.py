from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession, functions as F

NUM = ["income", "loan_amount", "term_months"]


def main():
    spark = SparkSession.builder.appName("loans").getOrCreate()
    loans = spark.read.parquet("applications_one_per_client").withColumn(
        "bucket", F.abs(F.hash("client_id")) % 10
    )
    learn = loans.filter("bucket < 8").drop("bucket", "client_id").cache()
    judge = loans.filter("bucket >= 8").drop("bucket", "client_id").cache()

    filled = [f"{c}_f" for c in NUM]
    gbt = GBTClassifier(labelCol="label", featuresCol="features", seed=1)
    pipe = Pipeline(stages=[
        StringIndexer(inputCol="purpose", outputCol="purpose_ix", handleInvalid="keep"),
        Imputer(inputCols=NUM, outputCols=filled, strategy="median"),
        VectorAssembler(inputCols=filled + ["purpose_ix"], outputCol="features"),
        gbt,
    ])
    auc = BinaryClassificationEvaluator(labelCol="label")
    grid = ParamGridBuilder().addGrid(gbt.maxDepth, [3, 5]).addGrid(gbt.maxIter, [40, 80]).build()
    cv = CrossValidator(estimator=pipe, estimatorParamMaps=grid, evaluator=auc, numFolds=3, seed=1)
    fitted = cv.fit(learn)
    print("AUC", auc.evaluate(fitted.transform(judge)))
    spark.stop()


if __name__ == "__main__":
    main()
