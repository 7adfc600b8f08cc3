import pytest

from careers import paths, reference
from careers.paths import Graph


@pytest.fixture(scope="module")
def loaded(shared_database: None) -> None:
    reference.load()


@pytest.fixture
def graph(loaded: None, db: None) -> Graph:
    return paths.load()
