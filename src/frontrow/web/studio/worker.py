"""Runs the queue: takes the next task, does it, and gives a dead worker's task to the living."""

import logging
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from django.db import close_old_connections
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from frontrow.web.studio.claims import Claim, is_alive
from frontrow.web.studio.models import Asset, State

log = logging.getLogger("frontrow.worker")

ATTEMPTS = 3
GAVE_UP = "The worker died three times over this task."


Job = Callable[[], object]


def _nothing() -> None:
    pass


class Stop(BaseException):
    """Somebody asked this worker to stop: its task goes back into the queue."""


def work(claims: Path, *, once: bool = False, pause: float = 1.0, between: Job = _nothing, idle: Job = _nothing) -> int:
    """Do tasks until told to stop or, with `once`, until none is left; returns how many were done.

    claims: the folder of the workers' locks. pause: seconds between looks at an empty queue. between: called before
    each look at the queue. idle: called while it is empty. What goes wrong in them is logged.
    """
    claim, done = Claim(claims), 0
    try:
        while True:
            close_old_connections()
            recover(claims)
            _quietly(between)
            task = _next(claim.worker)
            if task:
                _do(task)
                done += 1
            elif once:
                return done
            else:
                _quietly(idle)
                time.sleep(pause)
    finally:
        claim.release()


def stop_on_signals() -> None:
    """Make SIGINT and SIGTERM end `work` with its task put back."""

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)
        raise Stop

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


def recover(claims: Path) -> int:
    """Put tasks of dead workers back into the queue, or give up after three; returns how many were found."""
    found = 0
    if not DBTaskResult.objects.running().exists():
        return found
    with exclusive_transaction("default"):
        for task in DBTaskResult.objects.running():
            if task.worker_ids and is_alive(task.worker_ids[-1], claims):
                continue
            found += 1
            if len(task.worker_ids) < ATTEMPTS:
                _put_back(task)
                log.warning("a worker died; its task %s is in the queue again", task.task_name)
            else:
                task.set_failed(RuntimeError(GAVE_UP))
                for model in Asset.__subclasses__():
                    model.objects.filter(task=str(task.id)).update(state=State.FAILED, error="")
    return found


def _next(worker: str) -> DBTaskResult | None:
    if not DBTaskResult.objects.ready().exists():
        return None
    with exclusive_transaction("default"):
        task = DBTaskResult.objects.ready().get_locked()
        if task:
            task.claim(worker)
        return task


def _quietly(job: Job) -> None:
    try:
        job()
    except Exception:
        log.exception("what is done beside the queue failed")


def _do(task: DBTaskResult) -> None:
    try:
        result = task.task_result
        arguments = ([TaskContext(task_result=result)] if task.task.takes_context else []) + list(result.args)
        task.set_successful(task.task.call(*arguments, **result.kwargs))
    except Stop:
        task.worker_ids = task.worker_ids[:-1]  # no death of a worker
        _put_back(task)
        raise
    except Exception as error:
        log.exception("the task %s failed", task.task_name)
        task.set_failed(error)


def _put_back(task: DBTaskResult) -> None:
    task.status = TaskResultStatus.READY
    task.save(update_fields=["status", "worker_ids"])


def lower_priority(by: int = 5) -> None:
    """Let the pages go first."""
    os.nice(by)
