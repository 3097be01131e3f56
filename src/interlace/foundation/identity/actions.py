"""What people and systems do to be known to the node: sign in, set up a device, make and revoke keys."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.actions import record
from interlace.foundation.errors import FieldProblem, InvalidInput, NotFound, Refused, SignInNeeded
from interlace.foundation.identity.codes import CodeRefused, TotpSetup, new_setup, seal_secret, step_of, use_code
from interlace.foundation.identity.keepers import NODE, Keeper
from interlace.foundation.identity.key_matters import QUESTIONS_A_DAY, QUESTIONS_AT_MOST, KeyMatter, matter_problems
from interlace.foundation.identity.ledger_events import DEVICE_SET, KEY_MADE, KEY_REVOKED, SIGNED_IN
from interlace.foundation.identity.models import ApiKey, Officer
from interlace.foundation.identity.passwords import password_problems
from interlace.foundation.identity.sessions import Factor, end_session, mark_fresh, open_session
from interlace.foundation.limits.actions import Limit, forgive, take
from interlace.foundation.vault.node import node_keys

PASSWORD_TRIES = Limit("password", times=10, period=timedelta(minutes=15))
SETUP_LASTS = timedelta(minutes=10)
KEY_LASTS = timedelta(days=90)
KEY_LASTS_AT_MOST = timedelta(days=366)
KEYS_PER_OFFICER = 20
_KEY_MARK = "il_"
_SETUP = "totp_setup"
_LOOPBACK = frozenset({"127.0.0.1", "::1"})


class SignInRefused(Refused):
    """Name, password or code do not fit: which of them is not said."""

    code = "sign_in_refused"


class DeviceNeeded(Refused):
    """The password fits, but the officer has no device for codes yet and must set one up now."""

    code = "device_needed"


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made: the only moment at which its text exists."""

    key: ApiKey
    text: str


def sign_in(request: HttpRequest, *, username: str, password: str, code: str, now: datetime) -> Officer:
    """Open a session for the officer whose name, password and code these are."""
    take(PASSWORD_TRIES, user=f"{username}|{_address(request)}")
    officer = authenticate(request, username=username, password=password)
    if not isinstance(officer, Officer) or officer.is_service:
        raise _sign_in_refusal()
    if officer.totp_sealed is None:
        if officer.set_up_until is not None and now >= officer.set_up_until:
            raise _sign_in_refusal()
        request.session.flush()
        # A later reset gives another password, and with it ends a setting-up that somebody else began.
        request.session[_SETUP] = {
            "officer": str(officer.pk),
            "since": now.timestamp(),
            "password": officer.get_session_auth_hash(),
        }
        raise DeviceNeeded(
            _("Your account has no device for codes yet."), fix=_("Set up an authenticator app, then enter its code.")
        )
    try:
        use_code(officer, code, now=now)
    except CodeRefused:
        raise _sign_in_refusal() from None
    forgive(PASSWORD_TRIES, user=f"{username}|{_address(request)}")
    return _signed_in(request, officer, factor=Factor.CODE, now=now)


def sign_in_profile(request: HttpRequest, *, officer_id: UUID, now: datetime) -> Officer:
    """Open a session for a profile from the list of a demo node, on this machine alone."""
    if not may_pick_profile(request):
        raise NotFound(_("There is nothing here for you."))
    officer = Officer.objects.in_service().filter(pk=officer_id, is_profile=True).first()
    if officer is None:
        raise NotFound(_("There is nothing here for you."))
    return _signed_in(request, officer, factor=Factor.PROFILE, now=now)


def may_pick_profile(request: HttpRequest) -> bool:
    """Whether the log-in list is offered: a demo node, asked from the machine it runs on and under its own name."""
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    return bool(settings.INTERLACE_DEMO) and _address(request) in _LOOPBACK and host in {*_LOOPBACK, "localhost"}


def sign_out(request: HttpRequest) -> None:
    """End the session."""
    end_session(request)


def begin_device(request: HttpRequest, *, now: datetime) -> TotpSetup:
    """Start, or go on with, setting up the device of the officer whose password was just accepted."""
    officer, kept = _setting_up(request, now=now)
    if "secret" in kept:
        secret = node_keys().open("totp-setup", bytes.fromhex(kept["secret"]), officer.pk.bytes).decode()
        return TotpSetup.of(officer, secret)
    setup = new_setup(officer)
    sealed = node_keys().seal("totp-setup", setup.secret.encode(), officer.pk.bytes)
    request.session[_SETUP] = {**kept, "secret": sealed.hex()}
    return setup


def owes_password(request: HttpRequest, *, now: datetime) -> bool:
    """Whether whoever sets up a device has a password that others handed over, and must choose one of their own."""
    officer, _kept = _setting_up(request, now=now)
    return officer.set_up_until is not None


def finish_device(request: HttpRequest, *, code: str, password: str = "", now: datetime) -> Officer:
    """Keep the device once it has shown a right code, and open the session. After a reset a new password is due too."""
    officer, _kept = _setting_up(request, now=now)
    secret = begin_device(request, now=now).secret
    if officer.set_up_until is not None:
        _refuse_password(officer, password)
    step = step_of(secret, code, now=now)
    if step is None:
        raise CodeRefused(
            _("The code was not accepted."), fix=_("Check the clock of your device, then try the next code.")
        )
    with transaction.atomic():
        set_device(officer=officer, secret=secret, used_step=step)
        if officer.set_up_until is not None:
            officer.set_up_until = None
            officer.set_password(password)
            officer.save(update_fields=["set_up_until", "password"])
        record(DEVICE_SET, by=officer.pk, member=officer.member_code, on=officer.pk, now=now)
    return _signed_in(request, officer, factor=Factor.CODE, now=now)


def set_device(*, officer: Officer, secret: str, used_step: int = 0) -> None:
    """Make this the officer's one secret for codes."""
    officer.totp_sealed = seal_secret(officer.pk, secret)
    officer.totp_last_step = used_step
    officer.save(update_fields=["totp_sealed", "totp_last_step"])


def confirm_fresh_code(request: HttpRequest, *, code: str, now: datetime) -> None:
    """Accept a code of the signed-in officer: for five minutes, acts that need a fresh one are open."""
    if not isinstance(request.user, Officer):
        raise SignInNeeded(_("Sign in first."))
    use_code(request.user, code, now=now)
    mark_fresh(request, now=now)


@transaction.atomic
def create_api_key(
    *,
    officer: Officer,
    name: str,
    now: datetime,
    expires: datetime | None = None,
    by: Keeper | None = None,
    matter: KeyMatter | None = None,
) -> NewKey:
    """Make a key that acts as this officer; its text is given back once and kept nowhere.

    The officer makes it, unless `by` names the keeper of the node. One with a `matter` opens the interface of the
    OpenSanctions matcher and nothing else.
    """
    ends = expires or now + KEY_LASTS
    most = QUESTIONS_A_DAY if by is None else QUESTIONS_AT_MOST
    problems = [
        *_name_problems(name),
        *([] if now < ends <= now + KEY_LASTS_AT_MOST else [_END_PROBLEM]),
        *([] if matter is None else matter_problems(matter, officer=officer, most=most)),
    ]
    if problems:
        raise InvalidInput(_("The key cannot be made like this."), problems=problems)
    account = Officer.objects.select_for_update().get(pk=officer.pk)
    if not account.is_active:
        raise Refused(_("This account is suspended."), code="account_suspended", fix=_("Restore it first."))
    if keys_of(officer).filter(revoked=None, expires__gt=now).count() >= KEYS_PER_OFFICER:
        raise Refused(
            _("This account has {count} keys already.").format(count=KEYS_PER_OFFICER),
            code="too_many_keys",
            fix=_("Revoke a key that is no longer used."),
        )
    text = _KEY_MARK + secrets.token_urlsafe(32)
    key = ApiKey(officer=officer, name=name.strip(), digest=_digest(text), created=now, expires=ends)
    if matter is not None:
        key.purpose, key.reference, key.daily_questions = matter.purpose, matter.reference.strip(), matter.questions
    key.save(force_insert=True)
    maker = Keeper(officer=officer.pk) if by is None else by
    record(
        KEY_MADE,
        by=maker.by,
        member=officer.member_code,
        on=key.pk,
        now=now,
        purpose=key.purpose,
        reference=key.reference,
        detail=maker.noting({} if matter is None else {"questions": matter.questions}),
    )
    return NewKey(key, text)


@transaction.atomic
def revoke_api_key(*, officer: Officer, key_id: UUID, now: datetime) -> ApiKey:
    """Make one's own key useless at once; revoking it again changes nothing."""
    key = keys_of(officer).select_for_update().filter(pk=key_id).first()
    if key is None:
        raise NotFound(_("There is nothing here for you."))
    return _revoked(key, by=Keeper(officer=officer.pk), now=now)


@transaction.atomic
def revoke_any_api_key(*, key_id: UUID, now: datetime, by: Keeper = NODE) -> ApiKey:
    """Make anybody's key useless at once, as the keeper of the node."""
    key = ApiKey.objects.select_for_update(of=("self",)).select_related("officer__bureau").filter(pk=key_id).first()
    if key is None:
        raise NotFound(_("There is no key with this id."), fix=_("`interlace admin key list` shows the ids."))
    return _revoked(key, by=by, now=now)


def _revoked(key: ApiKey, *, by: Keeper, now: datetime) -> ApiKey:
    if key.revoked is None:
        key.revoked = now
        key.save(update_fields=["revoked"])
        record(KEY_REVOKED, by=by.by, member=key.officer.member_code, on=key.pk, now=now, detail=by.noting())
    return key


def keys_of(officer: Officer) -> QuerySet[ApiKey]:
    """The officer's own keys."""
    return ApiKey.objects.filter(officer=officer)


def keys_known(officer: Officer | None = None) -> QuerySet[ApiKey]:
    """Every key of the node or of one account, newest first: for the keeper of the node."""
    keys = ApiKey.objects.select_related("officer").order_by("-created", "id")
    return keys if officer is None else keys.filter(officer=officer)


def officer_of_key(text: str, *, now: datetime) -> Officer | None:
    """The active officer that a key acts as, or None. A key with a matter of its own acts at one door alone."""
    key = key_in_force(text, now=now)
    return key.officer if key is not None and not key.purpose else None


def key_in_force(text: str, *, now: datetime) -> ApiKey | None:
    """The key with this text, while it counts and whoever it acts as is in service."""
    if not text.startswith(_KEY_MARK):
        return None
    digest = _digest(text)
    # The digest is keyed, so a lookup by it tells a guesser nothing; the comparison below is for the one row found.
    key = ApiKey.objects.filter(digest=digest).select_related("officer__bureau__member").first()
    if key is None or not hmac.compare_digest(bytes(key.digest), digest):
        return None
    if key.revoked is not None or now >= key.expires:
        return None
    return key if key.officer.is_in_service else None


_END_PROBLEM = FieldProblem(
    "/expires",
    "end_out_of_range",
    _("The end of the key is in the past or more than 366 days away."),
    _("Give a moment within the next 366 days, with its offset from UTC."),
)


def _name_problems(name: str) -> list[FieldProblem]:
    if 0 < len(name.strip()) <= 80:
        return []
    return [
        FieldProblem("/name", "name_length", _("A key needs a name of 1 to 80 characters."), _("Say what uses it."))
    ]


@transaction.atomic
def _signed_in(request: HttpRequest, officer: Officer, *, factor: Factor, now: datetime) -> Officer:
    open_session(request, officer, factor=factor, now=now)
    record(
        SIGNED_IN, by=officer.pk, member=officer.member_code, on=officer.pk, now=now, detail={"factor": factor.value}
    )
    return officer


def _digest(text: str) -> bytes:
    return node_keys().keyed_digest("api-key", text.encode())


def _sign_in_refusal() -> SignInRefused:
    return SignInRefused(
        _("Name, password or code do not fit."),
        fix=_("Check all three. Five wrong codes close the account for a quarter of an hour."),
    )


def _setting_up(request: HttpRequest, *, now: datetime) -> tuple[Officer, dict[str, str]]:
    kept = request.session.get(_SETUP)
    if not isinstance(kept, dict) or now.timestamp() - float(kept["since"]) >= SETUP_LASTS.total_seconds():
        raise SignInNeeded(_("Sign in first."))
    officer = Officer.objects.in_service().filter(pk=kept["officer"], totp_sealed=None).first()
    if officer is None or not hmac.compare_digest(kept["password"], officer.get_session_auth_hash()):
        raise SignInNeeded(_("Sign in first."))
    return officer, kept


def _refuse_password(officer: Officer, password: str) -> None:
    """Refuse a new password that is weak, or the one that was handed over."""
    problems = password_problems(password)
    if not problems and officer.check_password(password):
        what = _("This is the password that was handed to you.")
        problems = [FieldProblem("/password", "password_kept", what, _("Choose one that nobody else knows."))]
    if problems:
        raise InvalidInput(_("The password cannot be kept."), problems=problems)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
