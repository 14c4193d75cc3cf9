"""Everything a page writes and sends, as Write and Read.

``targets`` attaches to every page, frame and worker before it runs; ``headers`` reads the
exchanges with servers, which ``traffic`` hands on; ``scripts`` the calls that scripts make;
``recording`` holds what one profile did and puts it together.
"""

from crawler.recorder.moments import Stage
from crawler.recorder.recording import Recorder, Recording
from crawler.recorder.traffic import HarEntry, Sink

__all__ = ["HarEntry", "Recorder", "Recording", "Sink", "Stage"]
