import pytorch_lightning as pl
from pytorch_lightning.callbacks import EarlyStopping, ModelCheckpoint

from galaxy.dm import GalaxyDM
from galaxy.lit import Lit

pl.seed_everything(0, workers=True)
dm = GalaxyDM("galaxies.npz")
keep = ModelCheckpoint(monitor="val_loss", mode="min")
trainer = pl.Trainer(max_epochs=60, callbacks=[keep, EarlyStopping("val_loss", patience=8)], deterministic=True)
trainer.fit(Lit(), datamodule=dm)
trainer.test(datamodule=dm, ckpt_path=keep.best_model_path)
