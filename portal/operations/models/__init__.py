from .beat import Beat

__all__ = ["Beat"]
