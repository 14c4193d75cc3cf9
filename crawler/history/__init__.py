"""The runs in a folder, held against each other: since when, how often, what comes and goes."""

from crawler.history.folders import RunFolder, latest_name, run_folders, under_way
from crawler.history.presence import Night, Place, Presence, Since, Stretch, Timeline, Told
from crawler.history.reading import Gap, History, Kind, Series, ShownFinding, SiteFindings
from crawler.history.store import HISTORY_FILE, HistoryStore

__all__ = [
    "HISTORY_FILE",
    "Gap",
    "History",
    "HistoryStore",
    "Kind",
    "Night",
    "Place",
    "Presence",
    "RunFolder",
    "Series",
    "ShownFinding",
    "Since",
    "SiteFindings",
    "Stretch",
    "Timeline",
    "Told",
    "latest_name",
    "run_folders",
    "under_way",
]
