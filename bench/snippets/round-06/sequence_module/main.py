import lightning as L
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch.utils.data import DataLoader

from dataset import Turbine
from module import GRUForecast


def loader(part, shuffle=False):
    return DataLoader(Turbine("data/turbine.csv", part), batch_size=128, shuffle=shuffle)


if __name__ == "__main__":
    L.seed_everything(3)
    net = GRUForecast()
    trainer = L.Trainer(
        max_epochs=60, callbacks=[ModelCheckpoint(monitor="val_mae"), EarlyStopping("val_mae", patience=5)]
    )
    trainer.fit(net, loader("train", shuffle=True), loader("val"))
    trainer.test(net, loader("test"), ckpt_path="best")
