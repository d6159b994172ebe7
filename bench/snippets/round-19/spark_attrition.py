from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession

NUMBERS = ["salary", "commute_km", "years"]


def main():
    spark = SparkSession.builder.appName("attrition").getOrCreate()
    staff = spark.read.parquet("hr/staff_2022").dropDuplicates(["employee_id"])
    staff.randomSplit([0.8, 0.2], seed=5)[0].select("employee_id").write.mode("overwrite").parquet("hr/train_ids")
    chosen = spark.read.parquet("hr/train_ids")
    train = staff.join(chosen, "employee_id", "left_semi")
    test = staff.join(chosen, "employee_id", "left_anti")

    trees = GBTClassifier(labelCol="left_2023", featuresCol="features", seed=5)
    flow = Pipeline(stages=[
        Imputer(inputCols=NUMBERS, outputCols=[f"{n}_f" for n in NUMBERS]),
        StringIndexer(inputCol="department", outputCol="department_ix", handleInvalid="keep"),
        VectorAssembler(inputCols=[f"{n}_f" for n in NUMBERS] + ["department_ix"], outputCol="features"),
        trees,
    ])
    evaluator = BinaryClassificationEvaluator(labelCol="left_2023")
    grid = ParamGridBuilder().addGrid(trees.maxDepth, [3, 5]).build()
    fitted = CrossValidator(
        estimator=flow, estimatorParamMaps=grid, evaluator=evaluator, numFolds=4, seed=5
    ).fit(train)
    print("AUC", evaluator.evaluate(fitted.transform(test)))
    spark.stop()


if __name__ == "__main__":
    main()
