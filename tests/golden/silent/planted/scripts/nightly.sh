#!/bin/bash
python -m churn.labels
python -m churn.check  # expect: failed-step-unseen
python -m churn.train
