"""What one profile wrote and sent, put together from events and from the jar."""

import asyncio
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from crawler.cookies import OPAQUE, JarEntry, Phase, Read, Write
from crawler.devtools import DevTools, Params, TargetGone
from crawler.domains import site_of
from crawler.netlog import Response
from crawler.recorder.acts import Act
from crawler.recorder.asked import Requests
from crawler.recorder.consent_mode import Signals
from crawler.recorder.database_entries import Entry
from crawler.recorder.fates import NOT_KEPT, Crowds, Fates
from crawler.recorder.headers import Exchanges, identity_of
from crawler.recorder.initiators import Initiators
from crawler.recorder.jar import jar_entry
from crawler.recorder.leaving import listens
from crawler.recorder.logged import logged_writes
from crawler.recorder.looking import KINDS, Looking
from crawler.recorder.moments import Moment, Stage
from crawler.recorder.preloads import Preloads
from crawler.recorder.redaction import Redactor, Thing
from crawler.recorder.scripts import ScriptCall, script_write
from crawler.recorder.sightings import Document, Sightings
from crawler.recorder.sockets import Senders
from crawler.recorder.storage import StorageWatch
from crawler.recorder.storage_looks import MOST_BETWEEN_S, PUSH
from crawler.recorder.targets import Target, Targets
from crawler.recorder.traffic import HarEntry, Sink, Traffic, shown_again
from crawler.recorder.unreached import Unreached

NOWHERE = Stage("", Phase.BEFORE)
# Events that come only when something is stored or sent; scripts' own calls come beside them.
TRACES = (
    "Network.requestWillBeSent",
    "DOMStorage.domStorageItemAdded",
    "DOMStorage.domStorageItemUpdated",
    "DOMStorage.domStorageItemRemoved",
)
QUIET_LIMIT_S = 3.0
# Documents find out which cookies they have within this time, on a busy machine too; wall seconds.
LOOKED_LIMIT_S = 1.0
# Raw headers that were announced come within this time, on a busy machine too; wall seconds.
DRAIN_LIMIT_S = 3.0
# Servers have so long to answer what the last page asked for as it was left; wall seconds.
LAST_WORDS_S = 0.5
WITHOUT_ORIGIN = "OpaqueOrigin"


class Recorder:
    """Watches everything in a browser; each profile has a Recording of its own."""

    def __init__(self, devtools: DevTools) -> None:
        self._devtools = devtools
        self._targets = Targets(devtools, self._hear)
        self._recordings: dict[str, Recording] = {}
        self._redactor = Redactor()

    async def start(self) -> None:
        """Begin to watch. To be called before the first page of interest opens."""
        await self._targets.start()

    def hide(self, secret: str) -> None:
        """Keep a secret out of all that is shown, as values of cookies are."""
        self._redactor.hide(secret)

    def record(
        self, context_id: str, *, gpc: bool = False, sink: Sink | None = None
    ) -> "Recording":
        """Record what the profile with this DevTools id does from now on.

        With ``gpc`` its visitor objects by Global Privacy Control, in all tabs opened from now on.
        ``sink`` is handed all that it sends and is answered.
        """
        if gpc:
            self._targets.object_in(context_id)
        recording = Recording(context_id, self._devtools, self._targets, self._redactor)
        recording.traffic.sink = sink
        self._recordings[context_id] = recording
        return recording

    def redacted(self, thing: Thing) -> Thing:
        """A text or an observation without any value of a cookie that is known by now."""
        return self._redactor.redacted(thing)

    def shown(self, entry: HarEntry) -> HarEntry:
        """A request that was handed on, without any value that is known by now."""
        return shown_again(entry, self._redactor)

    def read(self, response: Response) -> tuple[Write, ...]:
        """The writes that a response in the browser's own log asks for."""
        return tuple(logged_writes(response, self._redactor))

    def forget(self, recording: "Recording") -> None:
        """Stop recording a profile that is closed."""
        self._recordings.pop(recording.context_id, None)

    def _hear(self, target: Target, method: str, params: Params) -> None:
        if recording := self._recordings.get(target.context_id):
            recording.hear(target, method, params)


class Recording:
    """The acts of one profile. ``stage`` is where its walk is now.

    ``traces`` counts what was stored or sent so far, by any means that is told of; ``signals``
    holds what requests told of the visitor's consent; ``fleeting`` the windows, by DevTools id,
    that closed at once, with the page that opened them.
    """

    def __init__(
        self, context_id: str, devtools: DevTools, targets: Targets, redactor: Redactor
    ) -> None:
        self.context_id = context_id
        self._devtools = devtools
        self._targets = targets
        self._redactor = redactor
        self._initiators = Initiators()
        self._exchanges = Exchanges(self._initiators, redactor)
        self._storage = StorageWatch(devtools, redactor, self._initiators)
        self._script_writes: list[Write] = []
        self._sightings = Sightings(redactor)
        self._looking = Looking()
        self._crowds = Crowds()
        self._heard = asyncio.Event()
        self._stage = NOWHERE
        self._seen_in_jar: tuple[JarEntry, ...] = ()
        self.unread: list[str] = []
        self.unread_storage: dict[str, str] = {}
        self.fleeting: dict[str, str] = {}
        self.unreached = Unreached()
        self.preloads = Preloads()
        self.signals = Signals()
        self.requests = Requests(redactor.digest)
        self.traffic = Traffic(redactor, self._initiators)
        self.traces = 0
        self._last_words = False
        self._postponed = False  # whether a page called fetchLater, which acts as it is left

    @property
    def targets(self) -> list[Target]:
        """The profile's pages, frames and workers that are alive now."""
        return self._targets.of(self.context_id)

    def redacted(self, thing: Thing) -> Thing:
        """A text, an act, a visit or an observation without any value that is known by now."""
        return self._redactor.redacted(thing)

    def hide(self, secret: str) -> None:
        """Keep a secret out of all that is shown, as values of cookies are."""
        self._redactor.hide(secret)

    async def enter(self, stage: Stage) -> None:
        """Go to another stage, once all that happened in the present one has arrived.

        The jar is looked at where the phase changes: what stood in it by then came before.
        """
        await self.drain()
        if self._stage is NOWHERE:
            self._sightings.stands(await self._jar())  # what the visitor brings
        if stage.phase is not self._stage.phase:
            self._seen_in_jar += await self._jar()
            await self.look(closing=False)
        self._stage = stage

    async def turn(self, page: str) -> None:
        """Go on to another page in the same phase."""
        await self.enter(replace(self._stage, page=page))

    async def choose(self) -> None:
        """Go over to what comes after the choice, on the page where this is now."""
        await self.enter(replace(self._stage, phase=Phase.AFTER))

    async def look(self, *, closing: bool = True) -> None:
        """See what stands in the storage of all frames; ``closing`` where they are left next."""
        if closing:
            await self.looked(stopped=True)
        moment = Moment(time.time(), self._stage)
        await self._storage.look(self.targets, moment, closing=closing)
        if closing:
            awaited = self._postponed or self._exchanges.unanswered
            self._last_words = awaited or await listens(self._devtools, self.targets)

    async def looked(self, *, stopped: bool) -> None:
        """Wait until all documents have told which cookies they found at their beginning.

        ``stopped`` tells that their clocks may stand still and that they are closed next.
        """
        with suppress(TimeoutError, TargetGone):
            async with asyncio.timeout(LOOKED_LIMIT_S):
                while behind := self._looking.sessions(self.targets):
                    self._heard.clear()
                    for session in behind if stopped else ():
                        await self._devtools.send("Emulation.setVirtualTimePolicy", PUSH, session)
                    with suppress(TimeoutError):
                        async with asyncio.timeout(MOST_BETWEEN_S):
                            await self._heard.wait()

    async def entries(self, targets: Iterable[Target], *, stopped: bool) -> tuple[Entry, ...]:
        """What the databases hold that the frames of a tab have.

        ``stopped`` tells that the page's clock may stand still and the page is closed next.
        """
        return await self._storage.entries(targets, stopped=stopped)

    async def quiet(self, limit_s: float | None = None) -> None:
        """Wait until nothing loads or starts any more, or ``limit_s`` (wall time) has passed.

        ``QUIET_LIMIT_S`` where no limit is given.
        """
        try:
            async with asyncio.timeout(QUIET_LIMIT_S if limit_s is None else limit_s):
                await self._targets.fence(self.context_id)
                while self._restless:
                    self._heard.clear()
                    await self._heard.wait()
                    await self._targets.fence(self.context_id)
        except TimeoutError:
            self.preloads.expect_nothing()

    @property
    def _restless(self) -> bool:
        """Whether something loads or starts, or is to begin at once."""
        busy = any(one.busy and not one.idle for one in self.targets)
        return busy or self._exchanges.in_flight or self.preloads.expected

    def hear(self, target: Target, method: str, params: Params) -> None:
        """Take in one event of one of the profile's targets. One that cannot be read is counted."""
        try:
            self._take_in(target, method, params)
        except Exception as error:  # noqa: BLE001 - a site's data must not end the audit
            self.unread.append(f"{method}: {type(error).__name__}")

    def _take_in(self, target: Target, method: str, params: Params) -> None:
        moment = Moment(time.time(), self._stage)
        self._heard.set()
        self.traces += method in TRACES
        if method == "Runtime.consoleAPICalled":
            self._told(target, params, moment)
        elif method.startswith("Network."):
            if stack := params.get("initiator", {}).get("stack"):
                initiator = {**params["initiator"], "stack": target.scripts.true(stack)}
                params = {**params, "initiator": initiator}
            self._exchanges.hear(target.session, method, params, moment)
            self.unreached.hear(method, params)
            self.signals.hear(method, params, moment)
            self.requests.hear(method, params, moment)
        elif method == "Target.detachedFromTarget":
            if target.fleeting:
                self.fleeting[target.target_id] = self._stage.page
        else:
            if method == "Page.frameNavigated":
                frame = params["frame"]
                self._exchanges.navigated(frame["loaderId"], frame["url"])
            elif method == "Page.frameAttached":
                stack = target.scripts.true(params.get("stack"))
                self._initiators.framed(params["frameId"], stack)
            self.preloads.hear(method, params)
            self._storage.hear(target, method, params, moment)

    def _told(self, target: Target, params: Params, moment: Moment) -> None:
        """Take in a message of the console, which may be one of the hook's."""
        call, realm = target.hook.read(params, target.scripts), params["executionContextId"]
        if call is None:
            return
        if call.kind in KINDS:
            self._looking.hear(target.session, realm, call)
            return
        if call.kind == "later":
            self._postponed = True
            return
        if call.kind == "change":
            self._changed(target, realm, call, moment)
            return
        self.traces += 1
        if call.kind == "storage":
            self._storage.called(target, realm, call, moment)
        else:
            self._called(target, realm, call, moment)

    async def take(self) -> tuple[tuple[Write, ...], tuple[Read, ...], tuple[JarEntry, ...]]:
        """All acts since the last time, and the jar as it is now."""
        await self.drain()
        jar = await self._jar()
        seen, self._seen_in_jar = (*self._seen_in_jar, *jar), ()
        taken = self._exchanges.take()
        everything = [*taken.writes, *taken.uncertain, *self._script_writes]
        self._crowds.see(write.identity for write in everything if write.stores)
        fates = Fates(everything, seen, taken.clearings, self._crowds, self._sightings.stood)
        served = (*taken.writes, *map(fates.told_of_server, taken.uncertain))
        writes = [*served, *map(fates.told, self._script_writes)]
        self._script_writes = []
        writes += self._sightings.account(writes, fates.removed)
        self._sightings.stands(seen)
        senders = Senders((*(one for one in writes if one.stores), *seen), self._redactor)
        handshaken = (read for one in taken.handshakes for read in senders.reads(one))
        reads = (*taken.reads, *handshaken)
        stored, found, unread = await self._storage.take()
        self.unread_storage |= unread
        self.traffic.see(taken.exchanges)
        ordered = tuple(sorted((*writes, *stored), key=lambda write: write.at))
        return self.redacted((ordered, reads, (*seen, *found)))

    async def after_all(self) -> tuple[tuple[Write, ...], tuple[Read, ...], tuple[JarEntry, ...]]:
        """What was told since the last time, and what nobody else turned out to have written.

        The jar comes once more where the page that was left last may have asked for something.
        """
        if self._last_words:
            await asyncio.sleep(LAST_WORDS_S)
        writes, reads, jar = await self.take()
        rest = self.redacted(tuple(self._sightings.account((), self._crowds.removed)))
        return (*writes, *rest), reads, jar if self._last_words else ()

    def _changed(self, target: Target, realm: int, call: ScriptCall, moment: Moment) -> None:
        cookie_url = target.cookie_url(call.url, realm)
        if cookie_url:
            place = (target.session, realm)
            since = target.realms[realm].since if realm in target.realms else moment.at
            top = site_of(target.top.site_url or cookie_url)
            partition = self._partition(target, realm, call) or top
            self._sightings.told(call, Document(place, since, cookie_url, partition), moment)

    @staticmethod
    def _partition(target: Target, realm: int, call: ScriptCall) -> str:
        """``OPAQUE`` where a frame without credentials has cookies of its own, else empty.

        Its initial empty document still has those of the page around it (measured, Chromium 156).
        """
        own = call.credentialless == "own" and not target.initial(realm)
        return OPAQUE if own or call.credentialless == "within" else ""

    def _called(self, target: Target, realm: int, call: ScriptCall, moment: Moment) -> None:
        cookie_url = target.cookie_url(call.url, realm)
        source = call.source or call.url
        refused = "" if cookie_url else WITHOUT_ORIGIN
        act = Act(
            call.how,
            moment,
            frame=call.url,
            source=source,
            statement=call.statement,
            initiator=self._initiators.chain(source),
            partition=self._partition(target, realm, call) or site_of(target.top_url),
            refused=NOT_KEPT if call.averse else refused,
            line=call.line,
            column=call.column,
        )
        if call.kind == "unread":
            self._sightings.unread(act, cookie_url)
        else:
            self._script_writes.append(script_write(call, cookie_url, act, self._redactor))

    async def drain(self, limit_s: float = DRAIN_LIMIT_S) -> None:
        """Wait until all that has happened has been told; what closes before tells no more.

        The raw headers of an answer with thousands of cookies come seconds after it (measured).
        """
        await self._targets.fence(self.context_id)
        with suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                while self._exchanges.waiting:
                    self._heard.clear()
                    await self._heard.wait()

    async def _jar(self) -> tuple[JarEntry, ...]:
        answer = await self._devtools.send(
            "Storage.getCookies", {"browserContextId": self.context_id}
        )
        now = Moment(time.time(), self._stage)
        cookies = answer["cookies"]
        self._crowds.weigh((identity_of(one), one["size"]) for one in cookies)
        return tuple(jar_entry(cookie, now, self._redactor) for cookie in cookies)
