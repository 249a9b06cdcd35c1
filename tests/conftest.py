"""What every test can ask for: golden files, and a flag that writes them anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parent / "rendering" / "goldens"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--rewrite`: golden files are written anew; look at the difference in git."""
    parser.addoption("--rewrite", action="store_true", help="write golden files anew")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden files are to be written anew."""
    return bool(request.config.getoption("--rewrite"))


@pytest.fixture
def golden(*, rewrite: bool) -> Callable[[str, str], None]:
    """Return a function that compares a text with a file of tests/rendering/goldens."""

    def compare(name: str, text: str) -> None:
        file = GOLDENS / name
        if rewrite:
            file.write_bytes(text.encode())
        assert file.exists(), f"no golden file {name}; run pytest --rewrite"
        assert text == file.read_bytes().decode()

    return compare
