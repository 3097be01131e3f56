"""Who and what meets in an invented pack: entities in several cases, traps that must not link, the truth of both."""

import string
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from random import Random

from interlace.core.identifiers.encodings import to_base58check
from interlace.world.criminal.naming import Gender, Name, make_name, spell
from interlace.world.criminal.numbers import bitcoin_wallet, ethereum_wallet, tron_wallet
from interlace.world.meeting_packs.cast import BUREAUS, Bureau, Case, Note, Plot
from interlace.world.meeting_packs.phrases import SHARED

LEVELS = ("exact", "format", "translit", "partial", "typo")
_WORDS = [
    "amber",
    "birch",
    "cedar",
    "delta",
    "ember",
    "flint",
    "grove",
    "hazel",
    "iris",
    "jade",
    "kelp",
    "larch",
    "maple",
    "nova",
    "onyx",
    "pearl",
    "quartz",
    "ridge",
]
_BANKS = ("Bank of Hazel Bay", "Larchwood Bank", "Kelp Island Trust", "Onyx River Bank", "Banque du Ridge")
_TRADITIONS = {
    "ko": "kr",
    "th": "th",
    "vi": "vn",
    "ms": "my",
    "id": "id",
    "ja": "jp",
    "km": "kh",
    "my": "mm",
    "zh": "cn",
    "zh-hant": "cn",
    "fr": "ww",
    "en": "ww",
}


class Plotter:
    """Draws a plot from a seed."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        owners = [*BUREAUS, *rng.sample(BUREAUS, 8)]
        counts: dict[str, int] = defaultdict(int)
        cases = []
        for bureau in owners:
            counts[bureau.code] += 1
            number = rng.randrange(100, 999)
            style = rng.choice(("{c}/{n}/2027", "{n}-{k}/{c}", "{c}27-{n}{k}", "2027-{c}-{n}"))
            cases.append(
                Case(
                    f"{bureau.code}-0{counts[bureau.code]}",
                    bureau,
                    style.format(c=bureau.code, n=number, k=counts[bureau.code]),
                )
            )
        self.plot = Plot(sorted(cases, key=lambda case: case.id))
        self._serial = rng.randrange(1000)

    def draw(self) -> Plot:
        """The whole plot: links of every difficulty, traps of every kind, and noise."""
        for difficulty, count in (("exact", 12), ("format", 12), ("partial", 8), ("typo", 8)):
            for number in range(count):
                getattr(self, f"_{difficulty}")(number)
        for _ in range(14):
            self._translit()
        self._shared()
        self._neighbours()
        self._namesakes()
        self._noise()
        return self.plot

    # Values

    def _number(self) -> int:
        self._serial += self.rng.randrange(3, 40)
        return self._serial

    def _word(self) -> str:
        return "".join(self.rng.sample(_WORDS, 2)) + str(self.rng.randrange(10, 99))

    def phone_of(self, bureau: Bureau) -> str:
        """Digits of an invented national number, without its trunk zero."""
        serial = f"{self._number():04d}"[-4:]
        return {
            "82": "100000",
            "66": "60000",
            "84": "51000",
            "65": "8000",
            "60": "10000",
            "62": "84000000",
            "63": "900000",
            "81": "800000",
            "61": "49157",
        }.get(bureau.calling, "2000") + serial

    def wallet(self) -> str:
        """A wallet that nobody has the key of."""
        make = self.rng.choice((tron_wallet, tron_wallet, bitcoin_wallet, ethereum_wallet))
        return make(f"pack {self.rng.random()}")

    def account(self) -> str:
        """An account number as a bank prints it."""
        first = "".join(self.rng.choices(string.digits, k=4))
        return f"0000-{first}-{self._number():06d}-{self.rng.randrange(10)}"

    def document(self) -> str:
        """A passport number."""
        return f"UT{self._number() + 3_000_000:07d}"

    def plate(self) -> str:
        """A plate of an invented member."""
        letters = "".join(self.rng.choices("BCDFGHJKLMNP", k=2))
        return f"X{self.rng.choice('ABCDE')} {self.rng.randrange(100, 999)}{self.rng.randrange(1, 9)} {letters}"

    def value(self, kind: str) -> str:
        """A new value of a kind."""
        if kind == "phone":
            bureau = self.rng.choice(BUREAUS[:8])
            return f"+{bureau.calling}{self.phone_of(bureau)}"
        word, post = self._word(), self.rng.choice(_WORDS)
        made = {
            "wallet": self.wallet,
            "domain": lambda: f"{word}-{self.rng.choice(('pay', 'fx', 'shop'))}.example",
            "handle": lambda: f"@{word}_{self.rng.randrange(100, 999)}",
            "email": lambda: f"{word}@{post}-post.example",
            "account": self.account,
            "document": self.document,
            "vehicle": self.plate,
        }
        return made[kind]()

    def some(self, count: int) -> list[Case]:
        """Cases of different bureaus."""
        chosen: list[Case] = []
        for case in self.rng.sample(self.plot.cases, len(self.plot.cases)):
            if all(case.bureau is not other.bureau for other in chosen):
                chosen.append(case)
        return chosen[:count]

    def name(self, tradition: str | None = None) -> Name:
        """A name of a tradition."""
        return make_name(
            tradition or self.rng.choice(("kr", "th", "vn", "kh", "mm", "cn", "my", "id", "ph", "jp")),
            self.rng.choice(list(Gender)),
            self.rng,
        )

    def born(self) -> date:
        """A birth date that is nobody's default."""
        return date(1962, 2, 2) + timedelta(days=self.rng.randrange(15_000))

    # Links

    def _note(
        self,
        case: Case,
        kind: str,
        raw: str,
        remark: str = "",
        *,
        name: str = "",
        born: date | None = None,
        document: str = "",
        dated: str = "",
    ) -> None:
        person = {"name": name, "document": document, "dated": dated} if kind == "person" else {}
        self.plot.notes.append(Note(case, kind, raw, remark, person, born))

    def _true(self, cases: Sequence[Case], kind: str, difficulty: str, accept: Sequence[str] = ()) -> None:
        for a, b in combinations(sorted(cases, key=lambda case: case.id), 2):
            reason = {"type": kind, "difficulty": difficulty, "accept": [kind, *accept], "needs_ocr": False}
            self.plot.links[a.id, b.id].append(reason)

    def _exact(self, number: int) -> None:
        kind = ("wallet", "domain", "handle", "email", "document", "phone")[number % 6]
        value, cases = self.value(kind), self.some(3 if number % 4 == 0 else 2)
        for case in cases:
            self._note(case, kind, value)
        self._true(cases, kind, "exact")

    def _format(self, number: int) -> None:
        kind = ("phone", "phone", "account", "domain", "handle", "document")[number % 6]
        cases = self.some(2)
        a, b = cases
        if kind == "phone":
            own = next((case for case in cases if len(case.bureau.calling) == 2), None)
            if own is None:
                return
            other = b if own is a else a
            national = self.phone_of(own.bureau)
            self._note(
                own,
                kind,
                own.bureau.trunk + self.rng.choice((national, f"{national[:2]} {national[2:5]} {national[5:]}")),
            )
            self._note(
                other,
                kind,
                self.rng.choice(("+{c} {n}", "00{c}{n}", "+{c}-{n}")).format(c=own.bureau.calling, n=national),
            )
        else:
            value = self.value(kind)
            self._note(a, kind, value)
            self._note(
                b,
                kind,
                {
                    "account": value.replace("-", ""),
                    "domain": f"hxxps://www[.]{value.upper().replace('.', '[.]')}/in?id=4",
                    "handle": f"https://t.me/{value[1:].upper()}",
                    "document": f"{value[:2]} {value[2:5]} {value[5:]}",
                }[kind],
            )
        self._true(cases, kind, "format")

    def _translit(self) -> None:
        own = self.rng.choice(
            [case for case in self.plot.cases if case.bureau.language not in {"en", "fr", "ms", "id"}]
        )
        others = [
            case
            for case in self.plot.cases
            if case.bureau is not own.bureau and case.bureau.language in {"en", "fr", "ms", "id", "vi"}
        ]
        other = self.rng.choice(others)
        name, born = self.name(_TRADITIONS[own.bureau.language]), self.born()
        self._note(own, "person", name.native, name=name.native, born=born)
        self._note(other, "person", name.latin, name=" ".join(spell(part, self.rng) for part in name.parts), born=born)
        self._true([own, other], "person", "translit")

    def _partial(self, number: int) -> None:
        cases = self.some(2)
        a, b = cases
        holder = self.name("id").latin + " " + self.name("ww").latin.split()[-1]
        match number % 4:
            case 0:
                kind, value = "wallet", self.wallet()
                self._note(a, kind, value)
                self._note(b, kind, f"{value[:6]}...{value[-6:]}")
            case 1:
                kind, value = "account", self.account()
                bank = self.rng.choice(_BANKS)
                self._note(a, kind, value, f"{bank}; {holder}")
                masked = "".join(
                    "*" if letter.isdigit() and at < len(value) - 5 else letter for at, letter in enumerate(value)
                )
                self._note(b, kind, masked, f"{bank}; {holder}")
            case 2:
                kind, value = "vehicle", self.plate()
                look = f"{self.rng.choice(('grey', 'green', 'beige'))} minibus, cracked rear window"
                self._note(a, kind, value, look)
                self._note(
                    b, kind, value[:6] + "?" + value[7:] if value[6] != " " else value[:5] + "?" + value[6:], look
                )
            case _:
                kind, name, born, document = "person", self.name("mm"), self.born(), self.document()
                self._note(a, kind, name.latin, name=name.latin, born=born, document=document)
                self._note(
                    b, kind, name.latin, name=name.latin, born=born, document="*" * 5 + document[-4:], dated="year"
                )
        self._true(cases, kind, "partial", ("person",))

    def _typo(self, number: int) -> None:
        cases = self.some(2)
        a, b = cases
        holder = f"{self.name('cn').latin}, {self.born().isoformat()}"
        match number % 4:
            case 0:
                kind, value = "phone", self.value("phone")
                at = len(value) - 2
                while value[at] == value[at + 1]:
                    value = self.value("phone")
                self._note(a, kind, value, holder)
                self._note(b, kind, value[:at] + value[at + 1] + value[at], holder)
            case 1:
                kind, value = "document", f"UT00{self._number() % 9000 + 1000:04d}5"
                self._note(a, kind, value, holder)
                self._note(b, kind, value[:2] + "OO" + value[4:], holder)
            case 2:
                kind, alias = "handle", f'"{self.rng.choice(("Uncle", "Doctor"))} {self._word().title()}"'
                value = f"@{self._word()}l{self.rng.randrange(100, 999)}"
                self._note(a, kind, value, alias)
                self._note(b, kind, value.replace("l", "1"), alias)
            case _:
                kind, name, born = "person", self.name("ph"), self.born()
                words = name.latin.split()
                longest = max(range(len(words)), key=lambda at: len(words[at]))
                at = len(words[longest]) // 2
                words[longest] = words[longest][:at] + words[longest][at - 1] + words[longest][at:]
                self._note(a, kind, name.latin, name=name.latin, born=born)
                self._note(b, kind, " ".join(words), name=" ".join(words), born=born)
        self._true(cases, kind, "typo", ("person",))

    # Traps

    def _trap(self, kind: str, type_: str, cases: Sequence[Case]) -> None:
        pairs = [sorted((a.id, b.id)) for a, b in combinations(cases, 2) if a.bureau is not b.bureau]
        self.plot.traps.append({"kind": kind, "type": type_, "pairs": [{"pair": pair} for pair in pairs]})

    def _shared(self) -> None:
        """What everybody meets. Of its mentions one lacks the remark that says what it is."""
        kinds = (
            ("desk", "phone", "shared_service_phone"),
            ("exchange", "wallet", "exchange_wallet"),
            ("contract", "wallet", "token_contract"),
            ("bank", "account", "bank_own_account"),
            ("gateway", "account", "gateway_account"),
            ("public", "domain", "public_service_domain"),
            ("park", "address", "whole_park_address"),
            ("airport", "address", "airport_address"),
            ("shuttle", "vehicle", "shuttle_vehicle"),
            ("copied", "handle", "generic_handle"),
            ("police", "phone", "police_contact"),
            ("desk", "phone", "shared_service_phone"),
            ("exchange", "wallet", "exchange_wallet"),
            ("public", "domain", "public_service_domain"),
        )
        for why, kind, trap in kinds:
            cases = self.some(self.rng.choice((2, 3, 4)))
            value = (
                f"{self.rng.randrange(2, 90)} {self.rng.choice(_WORDS).title()} Gate, Larch Bay"
                if kind == "address"
                else self.value(kind)
            )
            silent = self.rng.randrange(len(cases))
            for at, case in enumerate(cases):
                words = SHARED.get(case.bureau.language, SHARED["en"])
                self._note(case, kind, value, "" if at == silent else words[why])
            self._trap(trap, kind, cases)

    def _neighbours(self) -> None:
        for kind in ("phone", "phone", "account", "document", "vehicle", "domain", "wallet"):
            a, b = self.some(2)
            value = self.value(kind)
            if kind == "domain":
                other = value.replace("-pay", "-tours").replace("-fx", "-books").replace("-shop", "-garden")
            elif kind == "wallet":
                value = tron_wallet(f"poison {self.rng.random()}")
                other = to_base58check(b"\x41" + bytes(self.rng.randrange(256) for _ in range(20)))
            else:
                at = len(value) - 2 if value[-2].isdigit() else len(value) - 5
                other = value[:at] + str((int(value[at]) + 3) % 10) + value[at + 1 :]
            for case, written in ((a, value), (b, other)):
                who = f"{self.name().latin}, {self.born().isoformat()}" if kind in {"phone", "document"} else ""
                who = f"{_BANKS[0]}; {self.name().latin}" if kind == "account" else who
                self._note(case, kind, written, who)
            names = {"vehicle": "near_miss_plate", "wallet": "address_poisoning"}
            self._trap(names.get(kind, f"near_miss_{kind}"), kind, [a, b])

    def _namesakes(self) -> None:
        """Equal names with other dates, other names with equal dates, brothers, fathers and sons."""
        for trap in (
            ("homonym_other_birth_date",) * 4
            + ("common_name_only",) * 3
            + ("same_birth_date",) * 3
            + ("default_birth_date", "twins", "father_and_son")
        ):
            a, b = self.some(2)
            name, born = self.name("vn" if trap == "common_name_only" else None), self.born()
            ours, theirs, first, second = (
                name.latin,
                name.latin,
                born,
                born + timedelta(days=self.rng.randrange(900, 5000)),
            )
            if trap == "common_name_only":
                self._note(a, "person", ours, name=ours, born=born)
                self._note(b, "person", theirs, name=theirs)
                self._trap(trap, "person", [a, b])
                continue
            if trap in {"same_birth_date", "default_birth_date"}:
                theirs = self.name("ww").latin
                first = second = date(1985, 1, 1) if trap == "default_birth_date" else born
            elif trap == "twins":
                family, syllable = self.rng.choice(("Moon", "Baek", "Seo")), self.rng.choice(("Ha", "Tae"))
                ours, theirs = f"{family} {syllable}-rin", f"{family} {syllable}-gyeong"
                first = second = born
            elif trap == "father_and_son":
                ours, theirs, second = (
                    f"{ours} Sr.",
                    f"{ours} Jr.",
                    date(first.year + 26, first.month, min(first.day, 28)),
                )
            self._note(a, "person", ours, name=ours, born=first, document=self.document())
            self._note(b, "person", theirs, name=theirs, born=second, document=self.document())
            self._trap(trap, "person", [a, b])

    def _noise(self) -> None:
        """What belongs to one case alone."""
        for case in self.plot.cases:
            for kind in self.rng.choices(
                ("phone", "wallet", "account", "handle", "domain", "document", "vehicle"), k=4
            ):
                self._note(case, kind, self.value(kind))
            for _ in range(2):
                name = self.name(_TRADITIONS[case.bureau.language])
                self._note(
                    case,
                    "person",
                    name.native or name.latin,
                    name=name.native or name.latin,
                    born=self.born(),
                    document=self.document(),
                )
