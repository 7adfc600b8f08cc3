import pytest

from careers import paths, reference
from careers.paths import Graph


@pytest.fixture
def loaded(db: None) -> None:
    reference.load()


@pytest.fixture
def graph(loaded: None) -> Graph:
    return paths.load()
