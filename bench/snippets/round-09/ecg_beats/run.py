import sys

import lightning as L
from lightning.pytorch.callbacks import ModelCheckpoint

sys.path.insert(0, "src")
from ecg.datamodule import BeatData
from ecg.net import BeatNet

L.seed_everything(5)
dm = BeatData("beats.npz")
best = ModelCheckpoint(monitor="val_f1", mode="max")
trainer = L.Trainer(max_epochs=25, callbacks=[best])
trainer.fit(BeatNet(), datamodule=dm)
trainer.test(ckpt_path="best", datamodule=dm)
