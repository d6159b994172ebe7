import logging

import lightgbm as lgb
from sklearn.metrics import log_loss, roc_auc_score

from loader import by_date, sessions

logging.basicConfig(level=logging.INFO)
INPUTS = ["n_pageviews", "basket_value", "basket_avg", "orders_near", "sessions_before"]


def main():
    fit, ev = by_date(sessions(), "2023-10-01")
    params = dict(objective="binary", num_leaves=63, learning_rate=0.05, verbose=-1)
    bst = lgb.train(params, lgb.Dataset(fit[INPUTS], label=fit["label"]), num_boost_round=300)
    p = bst.predict(ev[INPUTS])
    logging.info("AUC %.4f logloss %.4f", roc_auc_score(ev["label"], p), log_loss(ev["label"], p))
    bst.save_model("cart.txt")


if __name__ == "__main__":
    main()
