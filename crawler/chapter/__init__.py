"""The cookie chapter of a privacy policy, written from the declaration."""

from crawler.chapter.contents import Chapter, chapter_of
from crawler.chapter.html import as_html
from crawler.chapter.markdown import as_markdown
from crawler.chapter.phrases import PHRASES, Phrases
from crawler.chapter.word import as_docx

__all__ = ["PHRASES", "Chapter", "Phrases", "as_docx", "as_html", "as_markdown", "chapter_of"]
