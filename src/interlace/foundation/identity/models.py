"""Members, bureaus and officers. Nothing here assumes that a member is an ISO country."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interlace.core.handling import ALL_ACTIONS, Action, Viewer
from interlace.foundation.identity.roles import CARE_ROOM, Verb, cares, ceiling_of, verbs_of


def _all_actions() -> list[str]:
    return sorted(action.value for action in ALL_ACTIONS)


class Member(models.Model):
    """A participant of the network that originates facts: a country, sub-bureau, centre or organisation."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("Country")
        SUB_BUREAU = "sub_bureau", _("Sub-bureau")
        CENTRE = "centre", _("Centre")
        ORGANISATION = "organisation", _("Organisation")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        EXPELLED = "expelled", _("Expelled")

    code = models.CharField(max_length=16, primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.COUNTRY)
    status = models.CharField(max_length=16, choices=Status, default=Status.ACTIVE)
    reachable = models.BooleanField(default=True)
    """False while nobody has heard from the member: its answers are *waiting*, never "no hit"."""
    last_contact = models.DateTimeField(null=True)
    invented = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code


class Bureau(models.Model):
    """An office of a member: its national bureau, a domestic unit under one, a secretariat, a private partner."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("National bureau")
        DOMESTIC_UNIT = "domestic_unit", _("Domestic unit")
        SECRETARIAT = "secretariat", _("Regional secretariat")
        PARTNER = "partner", _("Private partner")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="bureaus")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="units")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.NATIONAL)
    ceiling = ArrayField(models.CharField(max_length=16), default=_all_actions)
    time_zone = models.CharField(max_length=48, default="UTC")
    holds_people_hours = models.PositiveIntegerField(null=True)
    """The member's own limit of police detention; a held person's clock never runs past it."""
    passkeys_since = models.DateTimeField(null=True)
    """Since two of its people have passkeys: from then on neither code nor password carries an act of two persons."""
    signs_elsewhere = models.BooleanField(default=False)
    """The second person of an act works at another office of the same member."""
    converses = models.BooleanField(default=False)
    """Of a domestic unit: it reads and writes in its own threads, whatever it may read beside them."""

    def __str__(self) -> str:
        return self.name


class OfficerManager(BaseUserManager["Officer"]):
    """Accounts by user name."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        return self.get(username=username)

    def in_service(self) -> "models.QuerySet[Officer]":
        """Active officers of active members: nobody else signs in or acts."""
        return self.select_related("bureau__member").filter(is_active=True, bureau__member__status=Member.Status.ACTIVE)


class Officer(AbstractBaseUser):
    """A named person, or a system account of a bureau, who acts for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    username = models.CharField(max_length=64, unique=True)
    display_name = models.CharField(max_length=120)
    bureau = models.ForeignKey(Bureau, on_delete=models.PROTECT, related_name="officers")
    roles: "models.Field[Any, list[str]]" = ArrayField(models.CharField(max_length=32), default=list)
    level = models.PositiveSmallIntegerField(default=0)
    rooms: "models.Field[Any, list[str]]" = ArrayField(models.CharField(max_length=64), default=list)
    timed_rooms: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    """Rooms that end by themselves, each with the moment from which it is the officer's no more."""
    purposes: "models.Field[Any, list[str]]" = ArrayField(models.CharField(max_length=32), default=list)
    is_active = models.BooleanField(default=True)
    is_service = models.BooleanField(default=False)
    is_profile = models.BooleanField(default=False)
    """A profile the operator of this data folder holds (`--as KR`); a demo node offers it as a log-in."""
    totp_sealed = models.BinaryField(null=True)
    totp_last_step = models.BigIntegerField(default=0)
    """The last accepted time step: a code is good once."""
    set_up_until = models.DateTimeField(null=True)
    """After a reset: until when the password handed over is good for setting a password and a device of one's own."""
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=48, default="UTC")

    objects: ClassVar[OfficerManager] = OfficerManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.display_name

    @property
    def member_code(self) -> str:
        """The member this officer acts for."""
        return self.bureau.member_id

    @property
    def is_in_service(self) -> bool:
        """Whether this is an active officer of an active member; `objects.in_service()` finds them all."""
        return self.is_active and self.bureau.member.status == Member.Status.ACTIVE

    @property
    def needs_passkey(self) -> bool:
        """Whether a code no longer carries this person's word; a profile is the operator's own and has neither."""
        return self.bureau.passkeys_since is not None and not self.is_profile

    @property
    def verbs(self) -> frozenset[Verb]:
        """What the officer's roles allow on the node."""
        return verbs_of(self.roles) if self.is_in_service else frozenset()

    def rooms_at(self, moment: datetime) -> frozenset[str]:
        """The rooms that are the officer's at this moment. One that has ended is none, even if nobody took it away."""
        running = {room for room, until in self.timed_rooms.items() if moment < datetime.fromisoformat(until)}
        given = running.union(self.rooms) - {CARE_ROOM}
        return frozenset(given | {CARE_ROOM} if cares(self.roles) else given)

    def as_viewer(self) -> Viewer:
        """The officer as the disclosure rule sees one."""
        bureau_allows = frozenset(action for action in Action if action.value in self.bureau.ceiling)
        return Viewer(
            id=str(self.id),
            member=self.member_code,
            active=self.is_in_service,
            level=self.level,
            rooms=self.rooms_at(timezone.now()),
            purposes=frozenset(self.purposes),
            ceiling=ceiling_of(self.roles) & bureau_allows,
        )


class ApiKey(models.Model):
    """A key that acts as one officer or one system account of a bureau. Only its digest is kept.

    One with a purpose opens the interface of the OpenSanctions matcher and nothing else: its client sends no matter.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    digest = models.BinaryField(unique=True)
    created = models.DateTimeField()
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    purpose = models.CharField(max_length=32, blank=True, default="")
    reference = models.CharField(max_length=120, blank=True, default="")
    daily_questions = models.PositiveIntegerField(null=True)
    """How much may be asked with it in a day; nothing where the key carries no matter."""


class Passkey(models.Model):
    """A key pair on an officer's device; the node knows the public half. Revoked ones are kept for proof."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=80)
    credential = models.BinaryField(unique=True)
    """The id that the device gave; it may have up to 1,023 bytes."""
    public_key = models.BinaryField()
    count = models.BigIntegerField(default=0)
    """How often the device says it has signed; where it counts, it never counts backwards."""
    transports: "models.Field[Any, list[str]]" = ArrayField(models.CharField(max_length=16), default=list)
    is_synced = models.BooleanField(default=False)
    """Whether the device may copy the key to others of the same person."""
    created = models.DateTimeField()
    used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["officer"], name="passkey_live", condition=models.Q(revoked=None))]


class PasskeyChallenge(models.Model):
    """What a device was asked to sign: for one session and one use, once, within two minutes."""

    class Use(models.TextChoices):
        REGISTER = "register", _("Registration")
        SIGN_IN = "sign_in", _("Sign-in")
        CONFIRM = "confirm", _("Confirmation")
        APPROVE = "approve", _("Signature")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    challenge = models.BinaryField(unique=True)
    use = models.CharField(max_length=8, choices=Use)
    session = models.CharField(max_length=64)
    """The mark that the session carries; the session's own key stands nowhere else."""
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    """For a signature: SHA-256 of the difference that was shown."""
    nonce = models.CharField(max_length=64, blank=True)
    expires = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires"], name="challenge_expires")]


class Approval(models.Model):
    """An act that takes two persons, from the first signature on. What is signed stands where the act keeps it."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for the second person")
        GIVEN = "given", _("Signed by two")
        REFUSED = "refused", _("Refused")
        ALONE = "alone", _("Done by one person, to be reviewed")
        UPHELD = "upheld", _("Done by one person, found right")
        UNDONE = "undone", _("Done by one person, found wrong")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)
    """The proposal that is decided, as the act names it."""
    member = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    """SHA-256 of the exact difference."""
    needs_other_bureau = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened = models.DateTimeField()
    until = models.DateTimeField()
    decided = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "subject"], name="one_approval_per_proposal")]
        indexes = [models.Index(fields=["member", "-opened"], name="approval_member_opened")]


class ApprovalSignature(models.Model):
    """One person's word for the difference of an approval, with the proof where a passkey gave it."""

    class Method(models.TextChoices):
        PASSKEY = "passkey", _("Passkey")
        CODE = "code", _("Code")
        PROFILE = "profile", _("Profile of this machine")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="signatures")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    bureau = models.ForeignKey(Bureau, on_delete=models.PROTECT, related_name="+")
    """Where the officer worked at that moment."""
    method = models.CharField(max_length=8, choices=Method)
    passkey = models.ForeignKey(Passkey, on_delete=models.PROTECT, null=True, related_name="+")
    proof: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    """What the device signed and its signature: anybody with the public key can check it later."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["approval", "officer"], name="nobody_signs_twice")]


class ResetState(models.TextChoices):
    """What became of a reset that somebody proposed."""

    PROPOSED = "proposed", _("Waits for a second person")
    DONE = "done", _("The officer began anew")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")


class ResetProposal(models.Model):
    """One person's word that an officer must begin anew, until a second one signs it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    refused = models.DateTimeField(null=True)
    """When a second person decided against it: nothing was taken."""
    refused_by = models.ForeignKey(Officer, on_delete=models.CASCADE, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True, default="")
    """Why it was refused; the first person reads it."""
