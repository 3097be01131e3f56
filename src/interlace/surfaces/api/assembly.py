"""The API at /api/v1: every capability's routes, one exception layer, one description."""

from interlace.bureaus.api import router as bureaus
from interlace.bureaus.people.api import router as people
from interlace.bureaus.people.paper_api import router as papers
from interlace.bureaus.people.reset_api import router as resets
from interlace.cases.api import router as cases
from interlace.cases.holds.api import router as case_holds
from interlace.cases.joint_api import router as joint_cases
from interlace.crossmatch.api import router as crossmatch
from interlace.desk.shift.api import router as shift
from interlace.desk.threads.api import router as threads
from interlace.evidence.api import router as exhibits
from interlace.evidence.handing.api import router as hand_overs
from interlace.evidence.intake.api import router as intake
from interlace.facts.api import router as facts
from interlace.meeting.api import router as meetings
from interlace.meeting.pack_api import router as packs
from interlace.operations.api import router as readiness
from interlace.operations.deconfliction.api import router as deconfliction
from interlace.operations.plan.api import router as operations
from interlace.oversight.api import router as oversight
from interlace.oversight.rules_api import router as retention_rules
from interlace.oversight.usage.api import router as usage
from interlace.results.api import router as results
from interlace.screening.api import router as screening
from interlace.screening.opensanctions.api import router as opensanctions
from interlace.surfaces.api.account import router as account
from interlace.surfaces.api.documented import DocumentedApi
from interlace.surfaces.api.jobs import router as jobs
from interlace.surfaces.api.life_uses import router as life_uses
from interlace.surfaces.api.uploads import router as uploads
from interlace.victims.api import router as care
from interlace.victims.person_api import router as person_in_care


def assemble() -> DocumentedApi:
    """The API with the routes of the node and of its capabilities."""
    api = DocumentedApi(
        title="Interlace",
        version="1",
        description="Cross-border police cooperation in which every bureau keeps control of its own facts.",
    )
    for router in (
        account,
        jobs,
        uploads,
        facts,
        screening,
        crossmatch,
        cases,
        joint_cases,
        case_holds,
        readiness,
        meetings,
        packs,
        intake,
        operations,
        deconfliction,
        results,
        care,
        person_in_care,
        exhibits,
        hand_overs,
        life_uses,
        bureaus,
        people,
        papers,
        resets,
        usage,
        shift,
        oversight,
        retention_rules,
        threads,
        opensanctions,
    ):
        api.add_router("", router)
    return api


api = assemble()
