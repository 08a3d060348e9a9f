import pytest

from bench.service import Service
from tests import tables


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A scratch service; each test starts and kills its own servers on it."""
    service = Service(tmp_path_factory.mktemp("service"), lay_out=tables.lay_out)
    yield service
    service.kill()


@pytest.fixture
def service(migrated):
    yield migrated
    migrated.kill()
