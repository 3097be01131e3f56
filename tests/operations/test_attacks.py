"""Attempts of a partner under a bureau to read targets past the queries: row security is the second wall."""

import pytest
from tests.cases.filing import checked, opened
from tests.screening.network import NOW, PURPOSES, make_members, viewer

from interlace.core.readiness import Level, Support
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.roles import Role
from interlace.operations.assessing import Shown, TargetTerms, lay_target_open, set_finding
from interlace.operations.models import ReadyFinding, ReadyTarget

pytestmark = pytest.mark.django_db(transaction=True)


def test_row_security_shows_no_target_to_an_office_under_a_bureau() -> None:
    make_members("KR", "TH")
    target = lay_target_open(viewer("KR"), checked(opened()).id, TargetTerms("HAN Ji-seop", "TH"), now=NOW)
    set_finding(viewer("KR"), target.id, Shown("ID1", Level.FULL, frozenset({Support.EXHIBIT})), now=NOW)
    bank = Bureau.objects.create(member=Member.objects.get(code="TH"), name="A bank", kind=Bureau.Kind.PARTNER)
    clerk = Officer.objects.create(
        username="th.bank", display_name="Clerk", bureau=bank, roles=[Role.PARTNER], level=1, purposes=PURPOSES
    )
    counts = {}
    for name, reader in (("desk", viewer("TH")), ("bank", viewer_of(clerk, purpose="fraud", reference="B-1"))):
        with acting(reader, now=NOW):
            counts[name] = (ReadyTarget.objects.count(), ReadyFinding.objects.count())
    assert counts == {"desk": (1, 1), "bank": (0, 0)}
