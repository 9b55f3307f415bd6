"""What was learned or counted beforehand and ships with the toolkit as JSON, its hash checked when it is loaded."""

import functools
import hashlib
import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from toolkit.errors import ToolkitError


@functools.cache
def load_weights(name: str) -> Mapping[str, Any]:
    """Load `toolkit/models/NAME.json`.

    Raises
    ------
    ToolkitError
        The file is not as it was shipped.
    """
    data: dict[str, Any] = json.loads(resources.files("toolkit").joinpath(f"models/{name}.json").read_text("utf-8"))
    if data.get("sha256") != hash_of(data):
        raise ToolkitError(
            f"toolkit/models/{name}.json is damaged: its hash does not agree. Install the toolkit again."
        )
    return data


def hash_of(data: Mapping[str, Any]) -> str:
    """The hash of all that a file of weights holds but its hash."""
    content = {key: value for key, value in data.items() if key != "sha256"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
