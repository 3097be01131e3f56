"""The one way to a usable database: started or joined if it is ours, its roles in place."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from interlace.foundation.database.cluster import Cluster
from interlace.foundation.database.connections import administrator_parameters
from interlace.foundation.database.credentials import ensure_credentials
from interlace.foundation.database.roles import provision


@contextlib.contextmanager
def database_open(
    data: Path, url: str | None = None, *, server_settings: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Hold the node's database open: the embedded one of this data folder, or the external one of the URL.

    Enter it before Django's settings are imported: they read the passwords that this makes. A database that another
    process of the node holds is joined, and the last one out stops the embedded one.
    `server_settings` tune an embedded one that is started here.
    """
    credentials = ensure_credentials(data)
    with Cluster(data, server_settings or {}).held() if url is None else contextlib.nullcontext():
        provision(administrator_parameters(data, url, credentials), credentials)
        yield
