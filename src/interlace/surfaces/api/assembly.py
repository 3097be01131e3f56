"""The API at /api/v1: every capability's routes, one exception layer, one description."""

from importlib import import_module
from importlib.util import find_spec

from interlace.surfaces.api.account import router as account
from interlace.surfaces.api.documented import DocumentedApi
from interlace.surfaces.api.jobs import router as jobs
from interlace.surfaces.api.uploads import router as uploads

CAPABILITIES = ("bureaus", "facts", "screening", "oversight")


def assemble() -> DocumentedApi:
    """The API with the routes of every capability that has some."""
    api = DocumentedApi(
        title="Interlace",
        version="1",
        description="Cross-border police cooperation in which every bureau keeps control of its own facts.",
    )
    for router in (account, jobs, uploads):
        api.add_router("", router)
    for capability in CAPABILITIES:
        module = f"interlace.{capability}.api"
        if find_spec(module) is not None:
            api.add_router("", import_module(module).router)
    return api


api = assemble()
