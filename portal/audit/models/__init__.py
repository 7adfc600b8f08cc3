from .entry import Entry, Head, Subject, Words

__all__ = ["Entry", "Head", "Subject", "Words"]
