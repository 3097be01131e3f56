"""Moments as callers of the API give them."""

from datetime import UTC, datetime
from typing import Annotated

from ninja import Field
from pydantic import AfterValidator, AwareDatetime

Moment = Annotated[
    AwareDatetime,
    Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC)),
    # The database knows no offset beyond sixteen hours; a caller may write any below a day.
    AfterValidator(lambda moment: moment.astimezone(UTC)),
]
"""A time with its offset from UTC: without one it would be read in another zone on the other side. Kept in UTC."""
