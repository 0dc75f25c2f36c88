"""RecTools (Apache-2.0, github.com/MTSWebServices/RecTools): EASE, SASRec (Kang and McAuley 2018) in PyTorch."""

import logging
import warnings
from datetime import timedelta

import numpy as np
import pandas as pd
from job import DEPTH, run

warnings.simplefilter("ignore")

import torch  # noqa: E402
from pytorch_lightning import Callback, Trainer  # noqa: E402
from rectools.dataset import Dataset, Interactions  # noqa: E402
from rectools.models import EASEModel, SASRecModel  # noqa: E402

logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
ENOUGH = 0.005  # the loss fell by less than this share in ten epochs: converged


def table(user, item):
    """Events in their order, an hour apart."""
    times = pd.Timestamp("2020-01-01") + pd.to_timedelta(np.arange(len(user)), unit="s")
    return pd.DataFrame({"user_id": user, "item_id": item, "weight": 1.0, "datetime": times})


class RecTools:
    def fit(self, asked):
        self.learnt = Dataset.construct(table(asked.user, asked.item))
        self.model.fit(self.learnt)
        others = ~np.isin(asked.user, asked.users)  # their events keep every learnt item in the matrix it asks for
        whose = np.repeat(asked.users, np.diff(asked.start))
        known = np.isin(asked.hist_item, asked.known)
        user = np.concatenate([asked.user[others], whose[known]])
        item = np.concatenate([asked.item[others], asked.hist_item[known]])
        past = Interactions.from_raw(table(user, item), self.learnt.user_id_map, self.learnt.item_id_map)
        self.asked = Dataset(self.learnt.user_id_map, self.learnt.item_id_map, past)

    def lists(self, rows, asked):
        users = asked.users[rows]
        told = self.model.recommend(
            users=users, dataset=self.asked, k=DEPTH, filter_viewed=True, on_unsupported_targets="ignore"
        )
        found = np.full((len(rows), DEPTH), -1, np.int64)
        place = pd.Series(np.arange(len(rows)), index=users)
        found[place[told.user_id.to_numpy()].to_numpy(), told["rank"].to_numpy() - 1] = told.item_id.to_numpy()
        return found


class EASE(RecTools):
    def __init__(self, seconds, regularization):
        self.model = EASEModel(regularization=regularization, recommend_use_gpu_ranking=False)


class Epochs(Callback):
    """The training loss and the time after each epoch."""

    def __init__(self):
        self.losses, self.sum, self.count = [], 0.0, 0

    def on_train_batch_end(self, trainer, module, outputs, batch, number):
        self.sum += float(outputs["loss"])
        self.count += 1

    def on_train_epoch_end(self, trainer, module):
        self.losses.append(self.sum / max(self.count, 1))
        self.sum, self.count = 0.0, 0


class SASRec(RecTools):
    """Trained until `epochs` or until the time is up."""

    def __init__(self, seconds, epochs, **settings):
        self.epochs = epochs

        def trainer():
            return Trainer(
                max_epochs=epochs,
                max_time=timedelta(seconds=seconds),
                accelerator="cpu",
                logger=False,
                enable_checkpointing=False,
                enable_progress_bar=False,
                enable_model_summary=False,
                callbacks=[Epochs()],
            )

        torch.manual_seed(42)
        self.model = SASRecModel(
            epochs=epochs, get_trainer_func=trainer, recommend_torch_device="cpu", verbose=0, **settings
        )

    @property
    def told(self):
        seen = next(one for one in self.model.fit_trainer.callbacks if isinstance(one, Epochs))  # it trains with a copy
        losses = seen.losses
        fell = 1 - losses[-1] / losses[-11] if len(losses) > 10 else 1.0
        converged = len(losses) >= self.epochs or fell < ENOUGH
        shown = [round(loss, 4) for loss in losses]
        return {"epochs": len(losses), "epochs_wanted": self.epochs, "converged": converged, "loss": shown[-3:]}


run({"EASE": EASE, "SASRec": SASRec})
