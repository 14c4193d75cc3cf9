"""Becoming a role: its credentials, the login by steps or by a form, and what proves it."""

from crawler.login.entering import Entry, log_in
from crawler.login.keys import Keys, Login, logins
from crawler.login.proof import Proof

__all__ = ["Entry", "Keys", "Login", "Proof", "log_in", "logins"]
