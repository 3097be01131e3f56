"""Links, clusters and months as they leave the node, in the one shape that API and command line share."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from interlace.core.reviewing import Judgement, Month
from interlace.crossmatch.clusters import ClusterView
from interlace.crossmatch.queries import LinkView, Waiting
from interlace.crossmatch.schemas import (
    CandidateLinkOut,
    ClusterMemberOut,
    ClusterOut,
    ContradictionOut,
    LinkFieldOut,
    LinkOut,
    LinkSideOut,
    LinkStatementOut,
    ReviewMonthOut,
)
from interlace.crossmatch.words import contradiction_sentence, judgement_word
from interlace.screening.answers import ReasonOut, handling_of
from interlace.screening.holdings import Statement
from interlace.screening.words import reason_word


def waiting_out(waiting: Waiting) -> CandidateLinkOut:
    """One line of the queue."""
    row = waiting.row
    return CandidateLinkOut(
        id=row.link,
        purpose=row.purpose,
        members=[row.left_member, row.right_member],
        band=row.band,
        bits=row.bits,
        probability=row.probability,
        informativeness=waiting.informativeness,
        hanging=list(waiting.hanging),
    )


def link_out(view: LinkView, *, now: datetime, language: str) -> LinkOut:
    """One link with both records."""
    row = view.row
    unweighed = frozenset(row.left_out)

    def side(member: str, subject: UUID, statements: Sequence[Statement]) -> LinkSideOut:
        handling = handling_of(statements, member=row.member, now=now, language=language) if statements else ""
        about = view.registers.get(subject)
        return LinkSideOut(
            member=member,
            subject=subject,
            register_title=about.title if about is not None else "",
            legal_effect=about.legal_effect if about is not None else "",
            handling=handling,
            fields=[
                LinkFieldOut(
                    property=each.prop, value=each.value, original=each.original, weighed=each.tag not in unweighed
                )
                for each in statements
            ],
        )

    return LinkOut(
        id=row.link,
        purpose=row.purpose,
        band=row.band,
        bits=row.bits,
        probability=row.probability,
        model=row.model,
        reasons=[
            ReasonOut(
                field=str(each["field"]), code=str(each["code"]), words=reason_word(each), bits=float(str(each["bits"]))
            )
            for each in row.reasons
        ],
        left=side(row.left_member, row.left, view.left),
        right=side(row.right_member, row.right, view.right),
        said=[
            LinkStatementOut(
                officer=each.by_name,
                judgement=Judgement(each.judgement),
                words=judgement_word(each.judgement),
                reason=each.reason,
                at=each.at,
            )
            for each in view.said
        ],
        outcome=view.outcome.judgement,
        disputed=view.outcome.is_disputed,
        waits=view.waits_for_viewer,
        fallen=view.has_fallen,
    )


def cluster_out(cluster: ClusterView) -> ClusterOut:
    """One cluster."""
    return ClusterOut(
        id=cluster.id,
        purpose=cluster.purpose,
        members=[
            ClusterMemberOut(subject=subject, member=member, is_entry=subject in cluster.entries)
            for subject, member in zip(cluster.members, cluster.originators, strict=True)
        ],
        links=list(cluster.links),
        contradictions=[
            ContradictionOut(
                subjects=[each.one, each.other],
                kind=each.kind,
                issuer=each.issuer,
                is_confirmed=each.is_confirmed,
                words=contradiction_sentence(each),
            )
            for each in cluster.contradictions
        ],
        fallen=list(cluster.fallen),
    )


def month_out(month: Month) -> ReviewMonthOut:
    """One month."""
    found = month.agreement
    return ReviewMonthOut(
        month=month.month,
        reviewed=found.reviewed,
        agreed=found.agreed,
        kappa=found.kappa,
        said_same=found.said_same,
        drift=month.drift,
    )
