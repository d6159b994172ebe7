import click
import pandas as pd
from catboost import CatBoostRegressor, Pool
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

CAT = ["manufacturer", "model", "fuel", "drive"]


def to_pool(frame):
    return Pool(frame.drop(columns="price"), frame["price"], cat_features=CAT)


@click.command()
@click.option("--data", type=click.Path(exists=True), default="data/vehicles.csv")
@click.option("--model-out", type=click.Path(), default="models/vehicles.cbm")
@click.option("--iterations", default=5000, show_default=True)
@click.option("--seed", default=0, show_default=True)
def main(data, model_out, iterations, seed):
    vehicles = pd.read_csv(data)
    vehicles[CAT] = vehicles[CAT].fillna("unknown").astype(str)
    train, test = train_test_split(vehicles, test_size=0.2, random_state=seed)
    train_pool, test_pool = to_pool(train), to_pool(test)

    reg = CatBoostRegressor(
        iterations=iterations,
        learning_rate=0.05,
        depth=8,
        loss_function="MAE",
        od_type="Iter",
        od_wait=200,
        random_seed=seed,
    )
    reg.fit(train_pool, eval_set=test_pool, use_best_model=True, verbose=500)
    reg.save_model(model_out)
    click.echo(f"trees: {reg.tree_count_}")
    click.echo(f"test MAE: {mean_absolute_error(test['price'], reg.predict(test_pool)):.0f}")


if __name__ == "__main__":
    main()
