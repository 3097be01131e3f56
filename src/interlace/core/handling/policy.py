"""The one disclosure rule. Everything that shows a fact to anybody asks here."""

from collections.abc import Collection, Mapping
from datetime import datetime

from interlace.core.handling.labels import LIFE, Action, Answer, Code, Grant, HitMode, Label, Viewer

KNOWN_CODES = frozenset(code.value for code in Code)

_J, _F, _M, _C, _E = "JFMCE"
NEEDS: Mapping[Action, frozenset[str]] = {
    Action.DISCOVER: frozenset(),
    Action.READ: frozenset(),
    Action.MATCH: frozenset({_M, _C, _E}),
    Action.DERIVE: frozenset({_C}),
    Action.ACT: frozenset({_C}),
    Action.CITE: frozenset({_J, _C}),
    Action.FORWARD: frozenset({_F, _C, _E}),
    Action.EXPORT: frozenset({_F, _C, _E}),
}


def decide(  # noqa: PLR0911 - the rule reads from top to bottom like its specification
    viewer: Viewer,
    action: Action,
    label: Label,
    *,
    purpose: str,
    now: datetime,
    to: str | None = None,
    grants: Collection[Grant] = (),
) -> Answer:
    """Say whether this viewer may do this with a fact under this label.

    `to` is given for forward alone. `grants` are the consents given for this fact or its label. Whatever is empty or
    unknown denies, and a denial wins over any grant.
    """
    if not viewer.active or not label.live or now >= label.until:
        return Answer.DENY
    if viewer.level < label.level or not label.rooms <= viewer.rooms:
        return Answer.DENY
    if action not in viewer.ceiling or purpose not in viewer.purposes:
        return Answer.DENY
    released_for_life = purpose == LIFE and label.life and action is Action.READ
    if purpose not in label.purposes and not released_for_life:
        return Answer.DENY
    if _E in label.codes and viewer.id not in label.named:
        return Answer.DENY
    forward_is_denied = action is Action.FORWARD and (to is None or to in label.deny)
    if label.origins == {viewer.member}:
        return Answer.DENY if forward_is_denied else Answer.PERMIT
    if viewer.member in label.deny:
        return Answer.DENY
    seeks = action is Action.DISCOVER and viewer.member in label.seekers
    if viewer.member not in label.audience and not seeks:
        return Answer.DENY
    if not label.codes <= KNOWN_CODES:
        return Answer.DENY
    # Silent facts are matched as their originator, never as the searcher.
    if action is Action.DISCOVER and label.hit in {HitMode.NONE, HitMode.SILENT}:
        return Answer.DENY
    if forward_is_denied:
        return Answer.DENY
    reserved = bool(NEEDS[action] & label.codes) or (action is Action.FORWARD and to not in label.audience)
    if reserved and not _all_origins_consent(viewer, action, label, purpose=purpose, now=now, to=to, grants=grants):
        return Answer.ASK
    return Answer.PERMIT


def _all_origins_consent(
    viewer: Viewer,
    action: Action,
    label: Label,
    *,
    purpose: str,
    now: datetime,
    to: str | None,
    grants: Collection[Grant],
) -> bool:
    target = to if action is Action.FORWARD else None
    return bool(label.origins) and all(
        any(
            grant.covers(origin=origin, action=action, member=viewer.member, purpose=purpose, to=target, now=now)
            for grant in grants
        )
        for origin in label.origins
    )


def can(viewer: Viewer, action: Action, label: Label, *, purpose: str, now: datetime, to: str | None = None) -> bool:
    """Whether the answer is PERMIT without anybody's further consent."""
    return decide(viewer, action, label, purpose=purpose, now=now, to=to) is Answer.PERMIT


def join(a: Label, b: Label) -> Label:
    """The label of a product made of both: never wider than either part, whoever looks.

    The originator of one part has no privilege over the product.
    """
    return Label(
        origins=a.origins | b.origins,
        audience=a.audience & b.audience,
        seekers=a.seekers & b.seekers,
        deny=a.deny | b.deny,
        purposes=a.purposes & b.purposes,
        level=max(a.level, b.level),
        rooms=a.rooms | b.rooms,
        codes=a.codes | b.codes,
        named=_joined_names(a, b),
        hit=min(a.hit, b.hit),
        until=min(a.until, b.until),
        live=a.live and b.live,
        life=a.life and b.life,
    )


def _joined_names(a: Label, b: Label) -> frozenset[str]:
    if _E in a.codes and _E in b.codes:
        return a.named & b.named
    return a.named if _E in a.codes else b.named
