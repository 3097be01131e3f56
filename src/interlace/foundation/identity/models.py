"""Members, bureaus and officers. Nothing here assumes that a member is an ISO country."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from interlace.core.handling import ALL_ACTIONS, Action, Viewer
from interlace.foundation.identity.roles import Verb, ceiling_of, verbs_of


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
    def verbs(self) -> frozenset[Verb]:
        """What the officer's roles allow on the node."""
        return verbs_of(self.roles) if self.is_in_service else frozenset()

    def as_viewer(self) -> Viewer:
        """The officer as the disclosure rule sees one."""
        bureau_allows = frozenset(action for action in Action if action.value in self.bureau.ceiling)
        return Viewer(
            id=str(self.id),
            member=self.member_code,
            active=self.is_in_service,
            level=self.level,
            rooms=frozenset(self.rooms),
            purposes=frozenset(self.purposes),
            ceiling=ceiling_of(self.roles) & bureau_allows,
        )


class ApiKey(models.Model):
    """A key that acts as one officer or one system account of a bureau. Only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    digest = models.BinaryField(unique=True)
    created = models.DateTimeField()
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
