from .entry import SearchEntry, SearchText
from .synonym import Synonym
from .word import SearchWord

__all__ = ["SearchEntry", "SearchText", "SearchWord", "Synonym"]
