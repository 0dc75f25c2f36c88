"""The bus between processes: NATS (extra `share`: nats-py)."""

import asyncio
import json
import logging
import re
from dataclasses import asdict
from typing import Any

from frontrow.errors import UserError
from frontrow.recommend.store.bus import LocalBus, News
from frontrow.recommend.store.loop import Loop

logger = logging.getLogger(__name__)
AGAIN = 0.5  # seconds between two tries to reach a server that is away


class NatsBus(LocalBus):
    """A Bus over the servers at `url` (nats://host:port, several with commas), among the processes of one `site`.

    While no server answers, news stays in this process; that is said once, and once when one answers again.
    Raises UserError when nats-py is missing.
    """

    def __init__(self, url: str, site: str) -> None:
        super().__init__()
        try:
            import nats
        except ImportError:
            raise UserError("NATS_URL names NATS, which needs nats-py; pip install 'frontrow[share]'") from None
        self._client: Any = nats.NATS()
        self._url, self._subject = url, f"frontrow.{site}"
        self._where = re.sub(r"//[^@/]*@", "//", url)  # without the password
        self._away = self._ending = False
        self._loop = Loop("nats")
        self._loop.soon(self._start)

    def tell(self, news: News) -> None:
        super().tell(news)
        if self._loop.running:
            self._loop.soon(lambda: self._send(json.dumps(asdict(news)).encode()))

    def close(self) -> None:
        if self._loop.running:
            self._loop.run(self._end())
            self._loop.stop()

    def _start(self) -> None:
        self._connecting = asyncio.get_running_loop().create_task(self._connect())

    async def _connect(self) -> None:
        await self._client.connect(
            self._url.split(","),
            no_echo=True,
            reconnect_time_wait=AGAIN,
            max_reconnect_attempts=-1,
            error_cb=self._failed,
            disconnected_cb=self._lost,
            reconnected_cb=self._found,
        )
        await self._client.subscribe(self._subject, cb=self._heard)
        await self._client.flush()
        await self._found()

    def _send(self, content: bytes) -> None:
        if self._client.is_connected:
            task = asyncio.get_running_loop().create_task(self._client.publish(self._subject, content))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _heard(self, message: Any) -> None:
        try:
            news = News(**json.loads(message.data))
        except (ValueError, TypeError):
            logger.warning("NATS brought something on %s that is no news of ours", self._subject)
        else:
            super().tell(news)

    async def _failed(self, error: Exception) -> None:
        logger.debug("NATS: %s", error)
        await self._lost()

    async def _lost(self) -> None:
        if not (self._away or self._ending or self._client.is_connected):
            self._away = True
            logger.warning("NATS at %s does not answer: what other processes keep is seen later", self._where)

    async def _found(self) -> None:
        if self._away:
            logger.warning("NATS at %s answers again", self._where)
        self._away = False
        super().tell(News("grew"))  # what was told meanwhile was not heard

    async def _end(self) -> None:
        self._ending = True
        self._connecting.cancel()
        await self._client.close()
