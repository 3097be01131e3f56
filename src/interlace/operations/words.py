"""Criteria, levels, bands and what else the readiness board says, in words.

Source: readiness criteria of the product, version of 2026-11-21.
"""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.core.planning.interests import InterestKind
from interlace.core.readiness import Band, Dimension, Doubt, RedFlag, Support
from interlace.core.readiness.panel import Decision, Vote
from interlace.core.readiness.standards import Stage, Standard

CRITERIA_WORDS: Mapping[str, Promise] = {
    "ID1": _("Real identity of the target"),
    "ID2": _("Role of the target in the network"),
    "ID3": _("Accounts and wallets attributed to the target"),
    "LO1": _("Current location"),
    "LO2": _("Description and risks of the site"),
    "OF1": _("Elements of the offence, each with its evidence"),
    "OF2": _("Dual criminality checked with the requested State"),
    "EV1": _("Admissibility and chain of custody"),
    "EV2": _("Restrictions of sources cleared for arrest and court"),
    "VI1": _("Victims of the fraud and their loss"),
    "VI2": _("Safety plan for people held on site"),
    "LE1": _("Basis of the arrest"),
    "LE2": _("No bar to it: limitation, tried before, refugee, victim, immunity"),
    "RS1": _("Readiness of the requested State"),
    "RS2": _("Detention, prosecution and extradition agreed"),
    "AS1": _("Asset freeze prepared for the day"),
}

DIMENSION_WORDS: Mapping[Dimension, Promise] = {
    Dimension.IDENTITY: _("Identity"),
    Dimension.LOCATION: _("Location"),
    Dimension.OFFENCE: _("Offence"),
    Dimension.EVIDENCE: _("Evidence"),
    Dimension.VICTIMS: _("Victims"),
    Dimension.LEGAL: _("Legal basis"),
    Dimension.REQUESTED_STATE: _("Requested State"),
    Dimension.ASSETS: _("Assets"),
}

BAND_WORDS: Mapping[Band, Promise] = {
    Band.CRITERIA_MET: _("Criteria met"),
    Band.ONE_GAP: _("One gap"),
    Band.NOT_READY: _("Not ready"),
}

FLAG_WORDS: Mapping[RedFlag, Promise] = {
    RedFlag.MAY_BE_TRAFFICKED: _("The target may be a trafficked worker"),
    RedFlag.ONLY_COURT_BARRED: _("Nothing but intelligence that its source bars from court"),
    RedFlag.WARRANT_EXPIRED: _("The warrant has expired"),
    RedFlag.LEAK_RISK: _("Somebody may have talked"),
}

SUPPORT_WORDS: Mapping[Support, Promise] = {
    Support.LEAD: _("Lead"),
    Support.EXHIBIT: _("Exhibit"),
    Support.DOCUMENT: _("Document"),
}

VOTE_WORDS: Mapping[Vote, Promise] = {
    Vote.PLAN: _("Plan it"),
    Vote.WAIT: _("Wait"),
    Vote.DISSENT: _("Dissent"),
}

DECISION_WORDS: Mapping[Decision, Promise] = {
    Decision.OPEN: _("Not decided"),
    Decision.PLAN: _("To be planned"),
    Decision.WAIT: _("To wait"),
}

LEVEL_WORDS: Mapping[str, Sequence[Promise]] = {
    "ID1": (_("alias only"), _("one source"), _("name and document"), _("civil register")),
    "ID2": (_("unknown"), _("one source says so"), _("two sources"), _("documents or a witness")),
    "ID3": (_("none"), _("one indicator"), _("two indicators"), _("device and customer data")),
    "LO1": (_("country unknown"), _("country or city"), _("site, 30 days"), _("site, 72 h")),
    "LO2": (_("none"), _("address only"), _("layout and headcount"), _("guards, exits, power")),
    "OF1": (_("none"), _("some elements"), _("one item each"), _("two items each")),
    "OF2": (_("not checked"), _("own view only"), _("seen as equal"), _("confirmed in writing")),
    "EV1": (_("unknown"), _("intelligence only"), _("hash and custody"), _("legal assistance in hand")),
    "EV2": (_("unknown"), _("asked for"), _("cleared for arrest"), _("cleared for court")),
    "VI1": (_("unknown"), _("estimate"), _("named victims"), _("payments shown")),
    "VI2": (_("none"), _("risk, no plan"), _("plan with staff"), _("plan rehearsed")),
    "LE1": (_("none"), _("warrant sought"), _("warrant not sent"), _("warrant accepted")),
    "LE2": (_("not checked"), _("partly checked"), _("checked by a lawyer"), _("checked by both sides")),
    "RS1": (_("no contact"), _("contact named"), _("unit named"), _("plan approved")),
    "RS2": (_("none"), _("discussed"), _("path agreed"), _("drafts ready")),
    "AS1": (_("none"), _("identified"), _("requests drafted"), _("timed to the hour")),
}
"""What each level of a criterion means, as short as a cell of the board."""

INTEREST_WORDS: Mapping[InterestKind, Promise] = {
    InterestKind.PERSON: _("Person"),
    InterestKind.PHONE: _("Telephone number"),
    InterestKind.SITE: _("Place"),
}

STAGE_WORDS: Mapping[Stage, Promise] = {
    Stage.ARREST: _("Arrest"),
    Stage.SURRENDER: _("Surrender"),
    Stage.TRIAL: _("Trial"),
}

STANDARD_WORDS: Mapping[Standard, Promise] = {
    Standard.REASONABLE_SUSPICION: _("reasonable suspicion"),
    Standard.PROBABLE_CAUSE: _("probable cause"),
    Standard.PRIMA_FACIE: _("prima facie case"),
    Standard.TRIAL_PROOF: _("proof as at a trial"),
    Standard.UNKNOWN: _("not entered"),
}

DOUBT_WORDS: Mapping[Doubt, Promise] = {
    Doubt.UNSUPPORTED: _("nothing is named that it rests on"),
    Doubt.LEADS_ARE_NOT_EXHIBITS: _("leads alone do not carry it"),
}
