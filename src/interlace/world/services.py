"""How the bureaus of Golden Reed are reached, what they offer each other, and on what their officers' rights rest.

Everything is invented: telephone numbers lie in the exercise range, addresses under example.org.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from interlace.bureaus.capabilities.actions import Offer, make_offer
from interlace.bureaus.directory.actions import add_contact
from interlace.bureaus.directory.entries import Entry
from interlace.bureaus.models import Contact
from interlace.bureaus.people.models import OfficerTerms
from interlace.bureaus.people.papers import Paper, note_paper
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.world.people import OFFICES, Office

_Kind = Contact.Kind
_YEAR = timedelta(days=365)
TRAINED_AFTER_DAYS = 11
"""So many days lie between the trainings of two officers: one of them ends soon."""

CONTACTS: dict[str, Sequence[Entry]] = {
    "KR": (
        Entry(
            _Kind.DUTY_POINT,
            "Duty desk, KR bureau",
            covers="Hits, verifications, persons held",
            always_open=True,
            time_zone="Asia/Seoul",
            languages=("ko", "en"),
            channels=(("duty_phone", "+82 2 000 0101"), ("email", "duty@kr.example.org")),
        ),
        Entry(
            _Kind.CENTRAL_AUTHORITY,
            "Ministry, international criminal affairs",
            covers="Mutual legal assistance, extradition",
            hours="Mon to Fri 09:00 to 18:00",
            time_zone="Asia/Seoul",
            holidays="Public holidays, Seollal and Chuseok",
            languages=("ko", "en"),
            channels=(("email", "mla@kr.example.org"), ("post", "1 Invented Road, Seoul")),
        ),
    ),
    "TH": (
        Entry(
            _Kind.DUTY_POINT,
            "Duty desk, TH bureau",
            covers="Hits, verifications, stopping of payments",
            always_open=True,
            time_zone="Asia/Bangkok",
            languages=("th", "en"),
            channels=(("duty_phone", "+66 2 000 0102"), ("email", "duty@th.example.org")),
        ),
        Entry(
            _Kind.UNIT,
            "Anti-fraud unit, TH",
            covers="Call centres, money mules",
            hours="Mon to Sat 08:00 to 20:00",
            time_zone="Asia/Bangkok",
            languages=("th", "zh", "en"),
            channels=(("phone", "+66 2 000 0112"),),
            note="Outside these hours through the duty desk.",
        ),
    ),
    "VN": (
        Entry(
            _Kind.DUTY_POINT,
            "Ban trực, VN",
            covers="Hits, verifications, victims",
            always_open=True,
            time_zone="Asia/Ho_Chi_Minh",
            languages=("vi", "en"),
            channels=(("duty_phone", "+84 24 0000 0103"), ("email", "truc@vn.example.org")),
        ),
    ),
    "SG": (
        Entry(
            _Kind.DUTY_POINT,
            "Duty desk, SG bureau",
            covers="Hits, stopping of payments",
            always_open=True,
            time_zone="Asia/Singapore",
            languages=("en", "zh", "ms"),
            channels=(("duty_phone", "+65 6000 0104"), ("email", "duty@sg.example.org")),
        ),
    ),
    "XA": (
        Entry(
            _Kind.NATIONAL_BUREAU,
            "XA bureau",
            covers="Everything",
            hours="Sun to Thu 08:00 to 14:00",
            time_zone="Asia/Dhaka",
            languages=("fr", "en"),
            channels=(("email", "bureau@xa.example.org"),),
        ),
    ),
    "XB": (
        Entry(
            _Kind.NATIONAL_BUREAU,
            "XB bureau",
            covers="Everything",
            hours="Mon to Fri 07:30 to 15:30",
            time_zone="Asia/Dubai",
            languages=("en",),
            channels=(("phone", "+971 4 000 0106"),),
        ),
    ),
}
OFFERS: dict[str, Sequence[tuple[str, str, str, tuple[str, ...]]]] = {
    "KR": (("tracing_tron", "Virtual assets team, through the duty desk", "Two analysts; answers within a day.", ()),),
    "TH": (
        ("interpreters", "Duty desk", "On call until 20:00, by telephone or on the spot.", ("km", "my", "lo")),
        ("shelter", "Victim support, through the duty desk", "Forty places, a third of them for families.", ()),
    ),
    "VN": (("translation", "Ban trực, VN", "Statements of victims, within two days.", ("vi", "en", "km")),),
    "SG": (
        ("bank_contact", "Duty desk", "All banks with a seat here answer within the hour.", ()),
        ("forensics_phone", "Digital forensics, through the duty desk", "Locked phones on request.", ()),
    ),
}
"""By member: kind, who is asked, what exactly, in which languages."""


def describe_bureaus(*, now: datetime) -> None:
    """Fill the directory and the register of capabilities, and note the papers and trainings of all officers."""
    for office in OFFICES:
        for entry in CONTACTS.get(office.member, ()):
            add_contact(viewer_of(officer_of_profile(_keeper_of(office))), entry, now=now)
        for kind, contact, detail, languages in OFFERS.get(office.member, ()):
            until = (now + _YEAR).date()
            offer = Offer(kind, contact, until, detail=detail, languages=languages)
            make_offer(viewer_of(officer_of_profile(_keeper_of(office))), offer, now=now)
    for number, officer in enumerate(Officer.objects.filter(is_profile=True).order_by("username")):
        _note_terms(officer, number, now=now)


def _keeper_of(office: Office) -> str:
    """Whoever of an office answers for it in the demo: its second officer or its only one."""
    return office.people[-1].username


def _note_terms(officer: Officer, number: int, *, now: datetime) -> None:
    """On which paper the officer's rights rest, and when the training was."""
    viewer = viewer_of(officer)
    trained = (now - _YEAR + timedelta(days=(number + 1) * TRAINED_AFTER_DAYS)).date()
    paper = Paper(f"{viewer.member}/2026/{number + 1:03}", trained, "The commissioner")
    with acting(viewer, now=now):
        OfficerTerms.objects.create(
            officer=officer.pk, member=viewer.member, trained=trained, training_ends=trained + _YEAR
        )
        note_paper(viewer, paper, subject=officer.pk, by_name=officer.display_name, by=UUID(viewer.id), now=now)
