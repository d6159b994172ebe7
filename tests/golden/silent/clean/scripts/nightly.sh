#!/bin/bash
set -euo pipefail
python -m churn.labels
python -m churn.check
python -m churn.train
