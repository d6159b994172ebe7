from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.builder.appName("mortgage-prepay").getOrCreate()

loans = (
    spark.read.parquet("s3a://warehouse/mortgage/loans_2022/")
    .withColumn("label", F.col("prepaid_12m").cast("double"))
    .withColumn("ltv", F.col("balance") / F.col("valuation"))
    .select("label", "ltv", "rate", "dti", "fico", "state", "channel")
)

nums = ["ltv", "rate", "dti", "fico"]
stages = [
    Imputer(inputCols=nums, outputCols=[f"{c}_i" for c in nums], strategy="median"),
    StringIndexer(inputCols=["state", "channel"], outputCols=["state_x", "channel_x"], handleInvalid="keep"),
    VectorAssembler(inputCols=[f"{c}_i" for c in nums] + ["state_x", "channel_x"], outputCol="raw"),
    StandardScaler(inputCol="raw", outputCol="features", withMean=True),
]
prepared = Pipeline(stages=stages).fit(loans).transform(loans)
prepared = prepared.select("label", "features").cache()
prepared.count()

learn, hold = prepared.randomSplit([0.8, 0.2], seed=20)

gbt = GBTClassifier(maxIter=60, maxDepth=5, maxBins=64)
fitted = gbt.fit(learn)

auc = BinaryClassificationEvaluator(metricName="areaUnderROC").evaluate(fitted.transform(hold))
print("AUC", auc)
fitted.write().overwrite().save("s3a://models/prepay/gbt")
spark.stop()
