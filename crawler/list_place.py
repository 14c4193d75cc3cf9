"""Where a pipeline points in a declaration: the file in its repository, and lines of it."""

import os
from pathlib import Path

import yaml

from crawler.declared import Declaration
from crawler.runs import ListPlace
from crawler.suggest.insertion import new_entry_line


def place_of_list(declaration: Declaration) -> ListPlace:
    """The place of the declared list; what its file does not tell any more is left open."""
    try:
        line = new_entry_line(declaration.path.read_text("utf-8-sig"))
    except (OSError, ValueError, yaml.YAMLError):
        line = 0
    sites = {name: site.line for name, site in declaration.sites.items()}
    return ListPlace(in_repository(declaration.path), line, sites)


def in_repository(file: Path) -> str:
    """The path from the root of the file's repository; from here, or the whole, without one."""
    whole = Path(os.path.normpath(file.absolute()))
    roots = (folder for folder in whole.parents if (folder / ".git").exists())
    root = next(roots, Path.cwd())
    if whole.is_relative_to(root):
        return whole.relative_to(root).as_posix()
    return whole.as_posix()
