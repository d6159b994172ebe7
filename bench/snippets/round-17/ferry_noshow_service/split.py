import pandas as pd
from sklearn.model_selection import train_test_split

bookings = pd.read_csv("data/bookings.csv").drop_duplicates("booking_id")
learn, check = train_test_split(bookings, test_size=0.2, stratify=bookings["no_show"], random_state=70)
learn.to_csv("data/learn.csv", index=False)
check.to_csv("data/check.csv", index=False)
