class PriceLevel:
    """Smoothed average price for the levels of a column."""

    def __init__(self, column, weight=20.0):
        self.column = column
        self.weight = weight
        self.table_ = None
        self.prior_ = None

    def fit(self, frame, price):
        self.prior_ = price.mean()
        stats = price.groupby(frame[self.column]).agg(["sum", "count"])
        self.table_ = (stats["sum"] + self.weight * self.prior_) / (stats["count"] + self.weight)
        return self

    def transform(self, frame):
        return frame[self.column].map(self.table_).fillna(self.prior_)


def encode_levels(frame, price, columns):
    out = frame.drop(columns=columns)
    for column in columns:
        out[f"{column}_level"] = PriceLevel(column).fit(frame, price).transform(frame)
    return out
