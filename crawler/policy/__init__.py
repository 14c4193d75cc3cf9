"""From a published policy to draft entries of the declaration; needs no browser."""
