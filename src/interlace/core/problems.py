"""What is wrong with a value, as a code with parameters: the core never words it, the edge does."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Parameter = str | int


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about one value. The parameters hold counts, places and field names, never the value itself."""

    code: str
    params: Mapping[str, Parameter] = field(default_factory=dict, hash=False)
