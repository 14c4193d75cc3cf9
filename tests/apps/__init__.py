"""Real applications with real logins, as Debian packages them; `make apps` installs them."""
