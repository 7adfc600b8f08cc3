from . import festivals, meetups  # noqa: F401
