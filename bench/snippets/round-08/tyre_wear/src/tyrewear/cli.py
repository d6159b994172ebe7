from pathlib import Path

import joblib
import typer
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

from .dataset import Dataset

app = typer.Typer()


@app.command()
def train(csv: Path, out: Path = Path("wear.joblib"), seed: int = 0):
    X, y, enc = Dataset(csv).arrays()
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=seed)
    model = Ridge(alpha=0.5).fit(X_tr, y_tr)
    typer.echo(f"MAE {mean_absolute_error(y_te, model.predict(X_te)):.3f} mm")
    joblib.dump((enc, model), out)


if __name__ == "__main__":
    app()
