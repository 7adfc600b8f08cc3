import pytest

from careers import reference


@pytest.fixture
def load_reference(db: None) -> None:
    """The project's own reference content."""
    reference.load()
