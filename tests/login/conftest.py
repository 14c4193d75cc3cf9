from tests.browsing import lab

__all__ = ["lab"]
