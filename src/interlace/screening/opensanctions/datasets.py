"""Registers as the datasets of a catalogue: those that the key may read, and `default` for all of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from interlace.bureaus.queries import holders_to_ask
from interlace.foundation.disclosure.acting import Acting
from interlace.foundation.errors import AnswersMissing, NotFound
from interlace.screening.checks.scope import readable_registers
from interlace.screening.register_records import SearchedRegister

DEFAULT = "default"
"""Every register that the key may read: what a client asks that names none."""
SEPARATOR = ":"
"""Between bureau and register: the clients of this interface write a dataset as one step of an address."""


@dataclass(frozen=True, slots=True)
class Datasets:
    """The registers that one key may read now, by the name that the interface gives them."""

    by_name: dict[str, SearchedRegister]
    unheard: frozenset[str]
    """Members of whom nobody has heard: their answer is waiting, and an empty one would read as if they had none."""

    def within(
        self, scope: str, *, include: Collection[str] = (), exclude: Collection[str] = ()
    ) -> list[SearchedRegister]:
        """What a query looks through; `NotFound` where the scope is none for this key.

        `include` narrows `default`, and adds to a scope that is one register, for clients that put the first of
        several there. A name that is none for this key adds nothing.
        """
        if scope == DEFAULT:
            names = set(self.by_name).intersection(include) if include else set(self.by_name)
        elif scope in self.by_name:
            names = {scope, *self.by_name.keys() & set(include)}
        else:
            raise NotFound(_("There is no such register for you."))
        return [self.by_name[name] for name in sorted(names.difference(exclude))]

    def refuse_waiting(self, registers: Sequence[SearchedRegister]) -> None:
        """Raise where a bureau in the scope has not answered: nothing in this interface's answers could say so."""
        waiting = sorted({each.member for each in registers} & self.unheard)
        if waiting:
            raise AnswersMissing(
                _("No answer yet from: {bureaus}.").format(bureaus=", ".join(waiting)),
                fix=_("Ask again later, or leave their registers out with exclude_dataset."),
            )


def name_of(register: SearchedRegister) -> str:
    """How the interface names a register: `SG:ofac-sdn`."""
    return f"{register.member}{SEPARATOR}{register.name}"


def datasets_of(context: Acting) -> Datasets:
    """The registers with a record that the context's viewer may find and read now."""
    readable = readable_registers(context)
    unheard = frozenset(each.code for each in holders_to_ask(context.viewer.member) if not each.reachable)
    return Datasets({name_of(each): each for each in readable}, unheard)
