"""Everything a page writes and sends, as Write and Read.

``targets`` attaches to every page, frame and worker before it runs; ``headers`` reads the
exchanges with servers, ``scripts`` the calls that scripts make; ``recording`` holds what one
profile did and puts it together.
"""

from crawler.recorder.moments import Stage
from crawler.recorder.recording import Recorder, Recording

__all__ = ["Recorder", "Recording", "Stage"]
