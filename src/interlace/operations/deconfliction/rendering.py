"""Interests as they leave the node."""

from interlace.operations.deconfliction.actions import Met
from interlace.operations.deconfliction.schemas import ContactPointOut, InterestOut


def interest_out(met: Met) -> InterestOut:
    """One interest of the own bureau with the points of others."""
    interest = met.interest
    return InterestOut(
        id=interest.id,
        kind=interest.kind,
        name=interest.name,
        reference=interest.reference,
        until=interest.until,
        points=[
            ContactPointOut(member=each.member, name=each.name, channels=list(each.channels)) for each in met.points
        ],
    )
