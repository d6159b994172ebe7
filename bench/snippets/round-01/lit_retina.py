import lightning as L
import torch
import torch.nn.functional as F
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

TFM = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])


class RetinaData(L.LightningDataModule):
    def __init__(self, root="retina", batch_size=32):
        super().__init__()
        self.root, self.batch_size = root, batch_size

    def setup(self, stage=None):
        self.train_ds = datasets.ImageFolder(f"{self.root}/train", TFM)
        self.test_ds = datasets.ImageFolder(f"{self.root}/test", TFM)

    def train_dataloader(self):
        return DataLoader(self.train_ds, self.batch_size, shuffle=True, num_workers=4)

    def val_dataloader(self):
        return DataLoader(self.test_ds, self.batch_size, num_workers=4)

    def test_dataloader(self):
        return DataLoader(self.test_ds, self.batch_size, num_workers=4)


class Grader(L.LightningModule):
    def __init__(self, lr=1e-4):
        super().__init__()
        self.save_hyperparameters()
        self.net = models.resnet18(num_classes=5)

    def _step(self, batch, stage):
        x, y = batch
        logits = self.net(x)
        loss = F.cross_entropy(logits, y)
        self.log(f"{stage}_loss", loss)
        self.log(f"{stage}_acc", (logits.argmax(1) == y).float().mean())
        return loss

    def training_step(self, batch, _):
        return self._step(batch, "train")

    def validation_step(self, batch, _):
        self._step(batch, "val")

    def test_step(self, batch, _):
        self._step(batch, "test")

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


ckpt = ModelCheckpoint(monitor="val_loss", mode="min", save_top_k=1)
trainer = L.Trainer(max_epochs=40, callbacks=[ckpt, EarlyStopping("val_loss", patience=5)])
dm = RetinaData()
trainer.fit(Grader(), datamodule=dm)
trainer.test(ckpt_path="best", datamodule=dm)
