"""What one profile wrote and sent, put together from events and from the jar."""

import asyncio
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from crawler.cookies import JarEntry, Phase, Read, Write
from crawler.devtools import DevTools, Params
from crawler.domains import site_of
from crawler.netlog import Response
from crawler.recorder.acts import Act
from crawler.recorder.consent_mode import Signals
from crawler.recorder.database_entries import Entry
from crawler.recorder.fates import NOT_KEPT, Crowds, Fates
