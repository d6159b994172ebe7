from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("attrition").getOrCreate()
staff = spark.table("hr.staff_snapshot").drop("staff_id").cache()

cat = ["department", "contract"]
num = ["salary", "tenure", "commute_km", "n_trainings"]

stages = [
    *(StringIndexer(inputCol=c, outputCol=f"{c}_ix", handleInvalid="keep") for c in cat),
    Imputer(inputCols=num, outputCols=[f"{c}_f" for c in num], strategy="median"),
    VectorAssembler(inputCols=[f"{c}_f" for c in num] + [f"{c}_ix" for c in cat], outputCol="vec"),
    StandardScaler(inputCol="vec", outputCol="features"),
    GBTClassifier(labelCol="left", maxDepth=4, maxIter=60, maxBins=64, seed=3),
]

train, test = staff.randomSplit([0.8, 0.2], seed=3)
model = Pipeline(stages=stages).fit(train)

evaluator = BinaryClassificationEvaluator(labelCol="left", metricName="areaUnderPR")
print("train", evaluator.evaluate(model.transform(train)))
print("test ", evaluator.evaluate(model.transform(test)))
model.write().overwrite().save("/models/attrition")
