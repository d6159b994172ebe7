NUMBERS = ["age", "donations", "months_since_last", "haemoglobin", "distance_km"]
GROUPS = ["blood_type", "site", "sex"]
LABEL = "returned"
