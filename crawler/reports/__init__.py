"""The views of a run, one renderer per format; they show findings and decide nothing."""
