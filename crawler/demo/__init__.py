"""Practice copies of the customer's two sites, served on this machine under their real names."""
