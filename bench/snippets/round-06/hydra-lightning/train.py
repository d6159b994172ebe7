import hydra
import lightning as L
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from omegaconf import DictConfig

from src.datamodule import ChestDataModule
from src.module import ChestModule


@hydra.main(version_base="1.3", config_path="configs", config_name="train")
def main(cfg: DictConfig):
    L.seed_everything(cfg.seed, workers=True)
    dm, net = ChestDataModule(**cfg.data), ChestModule(**cfg.model)
    callbacks = [
        ModelCheckpoint(monitor=cfg.callbacks.monitor, mode=cfg.callbacks.mode, save_top_k=1),
        EarlyStopping(**cfg.callbacks),
    ]
    trainer = L.Trainer(callbacks=callbacks, **cfg.trainer)
    trainer.fit(net, datamodule=dm)
    trainer.test(net, datamodule=dm, ckpt_path="best")


if __name__ == "__main__":
    main()
