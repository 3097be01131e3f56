"""What truly happened: a ring with its compound, companies, numbers, money, journeys, raid and displacement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from interlace.world.criminal import numbers
from interlace.world.criminal.chance import chance
from interlace.world.criminal.population import RING_SIZE, TODAY, Person, Role, people_of

HOSTS = ("XA", "XB")
"""Compounds stand in the invented members only."""

HOTEL_PHONE = numbers.phone(numbers.phone_count() - 1)
"""The phone of a hotel near the crossing: many unconnected people give it as theirs."""
EXCHANGE_WALLET = numbers.tron_wallet("exchange")
"""The deposit address of an invented exchange, which everybody pays into."""

_FLED_FROM = 7  # rings back: how far a raid drives people
_RAIDED = 0.35
_FLEEING = (0, 2, 3, 6, 11, 17)  # places in the ring


@dataclass(frozen=True, slots=True)
class Thing:
    """A person or a thing."""

    key: str
    schema: str
    properties: Mapping[str, Sequence[str]]
    seen_in: tuple[str, ...]
    """The bureaus that may come to know of it."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Property → key of the thing it points at, where the bureau knows that one too."""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """How two things hang together; itself an entity."""

    key: str
    kind: str
    schema: str
    ends: Mapping[str, str]
    properties: Mapping[str, Sequence[str]]
    is_real: bool = True
    """False for what a bureau believes and what is not so."""


@dataclass(slots=True)
class Ring:
    """One ring with everything in it."""

    number: int
    host: str
    raided: date | None
    things: list[Thing] = field(default_factory=list)
    """Among them persons of an earlier ring, who went on here after a raid there."""
    links: list[Link] = field(default_factory=list)


def raid_of(seed: int, ring: int) -> date | None:
    """When the compound was raided, if it was."""
    rng = chance(seed, "raid", ring)
    return TODAY - timedelta(days=rng.randrange(20, 700)) if rng.random() < _RAIDED else None


def make_ring(seed: int, number: int, count: int = RING_SIZE) -> Ring:
    """The ring with this number; `count` is smaller for the last one of a world."""
    return _Maker(seed, number, count).ring


_PARK_WORDS = ("Golden", "Jade", "Lotus", "Silver", "Harbour", "Orchid", "Dragon", "Sunrise", "Bamboo", "Pearl")
_TRADE_WORDS = ("Trading", "Digital", "Holdings", "Consulting", "Import Export", "Technology", "Travel", "Media")
_FORMS = {"th": "Co., Ltd.", "vn": "Co., Ltd.", "sg": "Pte. Ltd.", "my": "Sdn. Bhd.", "id": "PT", "kr": "Co., Ltd."}
_FORMS |= {"ph": "Inc.", "jp": "K.K.", "cn": "Co., Ltd.", "kh": "Co., Ltd.", "la": "Sole Co., Ltd.", "mm": "Co., Ltd."}
_BANKS = ("Reed Bank", "Lotus Savings", "Harbour Trust", "Jade Commercial")
_SERVICES = ("telegram", "line", "whatsapp", "facebook")


class _Maker:
    def __init__(self, seed: int, number: int, count: int) -> None:
        self._seed = seed
        self._rng = chance(seed, "ring", number)
        self._counter = number * 10_000
        self.ring = Ring(number, HOSTS[number % len(HOSTS)], raid_of(seed, number))
        people = list(people_of(seed, number, count))
        self._by_role = {role: [person for person in people if person.role is role] for role in Role}
        self._paid_to = self._choose_mules()
        told_of = self._told_of()
        for person in people:
            homes = (*self._homes(person), *told_of.get(person.thing, ())[:2])
            self._thing(person.thing, "Person", {}, homes, person=person)
        self._compound()
        self._companies()
        self._accounts()
        self._handles()
        self._payments()
        self._journeys()
        self._displacement(count)
        self._errors(people)

    def _homes(self, person: Person) -> tuple[str, ...]:
        return (person.nationality.upper(), self.ring.host)

    def _next(self) -> int:
        self._counter += 1
        return self._counter

    def _key(self, kind: str) -> str:
        return f"{kind}-{self._next()}"

    def _thing(
        self,
        key: str,
        schema: str,
        properties: Mapping[str, Sequence[str]],
        seen_in: tuple[str, ...],
        *,
        links: Mapping[str, str] | None = None,
        person: Person | None = None,
    ) -> str:
        self.ring.things.append(Thing(key, schema, properties, seen_in, links or {}, person))
        return key

    def _link(self, kind: str, schema: str, ends: Mapping[str, str], **properties: str) -> None:
        texts = {name: (text,) for name, text in properties.items()}
        self.ring.links.append(Link(self._key(kind), kind, schema, ends, texts))

    def _day(self, longest_ago: int, shortest_ago: int = 1) -> date:
        return TODAY - timedelta(days=self._rng.randrange(shortest_ago, longest_ago))

    def _compound(self) -> None:
        word = self._rng.choice(_PARK_WORDS)
        where = f"crossing K-{self.ring.number % 97 + 1}, {self.ring.host}"
        properties = {"name": (f"{word} Park {self.ring.number}",), "address": (f"Near {where}",)}
        everybody = tuple(sorted({home for role in (Role.BOSS, Role.WORKER) for home in self._homes_of(role)}))
        compound = self._thing(f"compound-{self.ring.number}", "Organization", properties, everybody)
        for role, word in ((Role.BOSS, "runs it"), (Role.RECRUITER, "recruits for it"), (Role.WORKER, "held there")):
            for person in self._by_role[role]:
                self._link(str(role), "Membership", {"organization": compound, "member": person.thing}, role=word)
        if self.ring.raided is not None:
            raid = {"name": (f"Raid at {where}",), "date": (self.ring.raided.isoformat(),), "location": (where,)}
            self._thing(f"raid-{self.ring.number}", "Event", raid, everybody, links={"organizer": compound})

    def _homes_of(self, role: Role) -> Iterator[str]:
        for person in self._by_role[role]:
            yield from self._homes(person)

    def _companies(self) -> None:
        self._companies_made: list[str] = []
        if not self._by_role[Role.BOSS]:
            return
        for _ in range(self._rng.randint(1, 3)):
            boss = self._rng.choice(self._by_role[Role.BOSS])
            country = self._rng.choice(tuple(_FORMS))
            words = f"{self._rng.choice(_PARK_WORDS)} {self._rng.choice(_PARK_WORDS)} {self._rng.choice(_TRADE_WORDS)}"
            form, number = _FORMS[country], self._next()
            name = f"{form} {words}" if form == "PT" else f"{words} {form}"
            properties = {
                "name": (name,),
                "jurisdiction": (country,),
                "registrationNumber": (f"UT-{number:09}",),
                "website": (numbers.domain(words.split(maxsplit=1)[0], number),),
            }
            company = self._thing(f"company-{number}", "Company", properties, (country.upper(), *self._homes(boss)))
            self._companies_made.append(company)
            self._link("owns", "Ownership", {"owner": boss.thing, "asset": company}, percentage="100")
            if self._by_role[Role.MULE]:
                straw = self._rng.choice(self._by_role[Role.MULE])
                self._link("fronts", "Directorship", {"director": straw.thing, "organization": company})

    def _choose_mules(self) -> list[tuple[Person, Person]]:
        """Which victim pays which mule, once or several times."""
        mules = self._by_role[Role.MULE]
        return [
            (victim, self._rng.choice(mules))
            for victim in self._by_role[Role.VICTIM]
            for _ in range(1 + (self._rng.random() < 0.4) + (self._rng.random() < 0.2))
            if mules
        ]

    def _told_of(self) -> dict[str, tuple[str, ...]]:
        """The bureaus of a mule's victims: a victim can name the account that was paid to, and perhaps its holder."""
        told_of: dict[str, tuple[str, ...]] = {}
        for victim, mule in self._paid_to:
            told_of[mule.thing] = (*told_of.get(mule.thing, ()), victim.nationality.upper())
        return told_of

    def _accounts(self) -> None:
        self._accounts_of: dict[str, str] = {}
        told_of = self._told_of()
        holders = [
            (mule.thing, mule.nationality, (mule.nationality.upper(), *told_of.get(mule.thing, ())))
            for mule in self._by_role[Role.MULE]
        ]
        holders += [(company, "sg", ("SG", self.ring.host)) for company in self._companies_made]
        for holder, country, seen_in in holders:
            number = self._next()
            properties = {
                "accountNumber": (numbers.account(number),),
                "bankName": (self._rng.choice(_BANKS),),
                "country": (country,),
            }
            key = f"account-{number}"
            self._thing(key, "BankAccount", properties, seen_in)
            self._link("holds", "Ownership", {"owner": holder, "asset": key})
            self._accounts_of[holder] = key
        for person in [*self._by_role[Role.BOSS], *self._by_role[Role.RECRUITER]]:
            number = self._next()
            address = self._rng.choice((numbers.tron_wallet, numbers.bitcoin_wallet, numbers.ethereum_wallet))
            is_exchange = self._rng.random() < 0.12
            wallet = {"publicKey": (EXCHANGE_WALLET if is_exchange else address(f"{self._seed}/{number}"),)}
            paying = [
                victim.nationality.upper() for victim, _ in self._rng.sample(self._paid_to, min(2, len(self._paid_to)))
            ]
            self._thing(
                f"wallet-{number}",
                "CryptoWallet",
                wallet,
                (*self._homes(person), *paying),
                links={"holder": person.thing},
            )

    def _handles(self) -> None:
        for person in self._by_role[Role.RECRUITER]:
            number = self._next()
            name = f"{self._rng.choice(_PARK_WORDS).lower()}_work_{number}"
            properties = {"username": (name,), "service": (self._rng.choice(_SERVICES),)}
            if person.phone:
                properties["number"] = (person.phone,)
            homes = tuple(dict.fromkeys((*self._homes(person), *self._homes_of(Role.WORKER))))[:6]
            self._thing(f"handle-{number}", "UserAccount", properties, homes, links={"owner": person.thing})

    def _payments(self) -> None:
        for victim, mule in self._paid_to:
            self._pay(victim.thing, mule.thing, amount=self._rng.lognormvariate(8.5, 1.4))
        for mule in self._by_role[Role.MULE]:
            if self._companies_made:
                self._pay(mule.thing, self._rng.choice(self._companies_made), amount=self._rng.lognormvariate(9.5, 1.0))
        for company in self._companies_made:
            self._pay(company, self._by_role[Role.BOSS][0].thing, amount=self._rng.lognormvariate(11.0, 0.8))

    def _pay(self, payer: str, beneficiary: str, *, amount: float) -> None:
        ends = {"payer": payer, "beneficiary": beneficiary}
        ends |= {"payerAccount": self._accounts_of[payer]} if payer in self._accounts_of else {}
        ends |= {"beneficiaryAccount": self._accounts_of[beneficiary]} if beneficiary in self._accounts_of else {}
        day = self._day(900).isoformat()
        self._link("paid", "Payment", ends, amount=f"{amount:.2f}", currency="USD", date=day)

    def _journeys(self) -> None:
        for person in self._by_role[Role.WORKER]:
            self._seen_at(person, self._day(1200, 400), f"Entry at crossing K-{self.ring.number % 97 + 1}")
        workers, recruiters = self._by_role[Role.WORKER], self._by_role[Role.RECRUITER]
        for worker in workers:
            if recruiters:
                ends = {"person": self._rng.choice(recruiters).thing, "associate": worker.thing}
                self._link("lured", "Associate", ends, relationship="recruited")

    def _seen_at(self, person: Person, day: date, words: str) -> None:
        properties = {"name": (words,), "date": (day.isoformat(),)}
        self._thing(self._key("journey"), "Event", properties, self._homes(person), links={"involved": person.thing})

    def _displacement(self, count: int) -> None:
        origin = self.ring.number - _FLED_FROM
        raided = raid_of(self._seed, origin) if origin >= 0 else None
        if raided is None or count < RING_SIZE:
            return
        there = list(people_of(self._seed, origin, max(_FLEEING) + 1))
        compound = f"compound-{self.ring.number}"
        for place in _FLEEING:
            person = there[place]
            self._thing(person.thing, "Person", {}, (self.ring.host,), person=person)
            self._link("fled to", "Membership", {"organization": compound, "member": person.thing}, role="since a raid")
            seen = min(TODAY, raided + timedelta(days=self._rng.randrange(3, 40)))
            self._seen_at(person, seen, f"Seen near crossing K-{self.ring.number % 97 + 1}")

    def _errors(self, people: Sequence[Person]) -> None:
        """What a bureau believes of people who have nothing to do with each other."""
        for _ in range(len(people) // 40):
            first, second = self._rng.sample(people, 2)
            ends = {"person": first.thing, "associate": second.thing}
            key = self._key("believed")
            texts = {"relationship": ("said to know each other",)}
            self.ring.links.append(Link(key, "believed", "Associate", ends, texts, is_real=False))
