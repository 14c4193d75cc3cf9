"""Whether a run is still as it was written, by whom, and since when."""
