"""The desk under load: an inbox of 50,000 threads, search over a million messages, suspensions, and every clock.

    .venv/bin/python benchmarks/desk.py [--threads 50000] [--messages 1000000] [--repeats 30] [--rounds 5]

Builds a node on which TH's officer works for six purposes. A few threads in every state go through the product; the
rest are copies of their rows, with times, numbers and words of their own. Pages are asked for within the process, as a
signed-in browser does. For suspensions a node is served by a process of its own, and an open browser session and an API
key of one officer ask it for something every 50 ms after the head has suspended that officer.
Prints one JSON object. The words of the copies are drawn, the commonest stands in six of ten messages.
"""

import argparse
import json
import logging
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

PORT = 8919
PURPOSES = ["cybercrime", "fraud", "laundering", "life", "protection", "trafficking"]
WORDS_OF_A_MESSAGE, VOCABULARY = 14, 50_000
QUESTIONS = {
    "a rare word": "w31007",
    "a word of one message in forty": "w40",
    "the commonest word": "w1",
    "two common words": "w2 w3",
    "a common and a rare word": "w1 w4711",
    "nothing": "absent",
}
PARTS = ("suspension", "pages", "clocks")
ASK_EVERY = 0.05  # seconds
GIVE_UP_AFTER = 60.0  # seconds


def main() -> None:
    """Run it on nodes of its own, one after the other: each in a process that knows no other database."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--threads", type=int, default=50_000)
    reader.add_argument("--messages", type=int, default=1_000_000)
    reader.add_argument("--repeats", type=int, default=30)
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--only", choices=PARTS)
    chosen = reader.parse_args()
    if chosen.only is None:
        command = [sys.executable, *sys.argv, "--only"]
        told = {part: json.loads(subprocess.check_output([*command, part])) for part in PARTS}
        print(json.dumps(told, indent=2))
        return
    folder = Path(tempfile.mkdtemp(prefix="interlace-desk-"))
    try:
        if chosen.only == "suspension":
            with _served(folder / "data"):
                found = _suspensions(chosen.rounds)
        elif chosen.only == "clocks":
            with _filled(folder, threads=chosen.threads, messages=0):
                found = _clocks(chosen.rounds)
        else:
            with _filled(folder, threads=chosen.threads, messages=chosen.messages):
                found = _pages(chosen.repeats)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(found))


@contextmanager
def _filled(folder: Path, *, threads: int, messages: int) -> Iterator[None]:
    from interlace.foundation.database import database_open
    from interlace.surfaces.cli.node import close_connections, set_up_django

    with database_open(folder, os.environ.get("DATABASE_URL")):
        set_up_django(folder)
        from django.conf import settings

        from interlace.foundation.database.migrating import migrate_database

        settings.INTERLACE_REQUESTS_PER_SECOND = settings.INTERLACE_SEARCHES_PER_MINUTE = 10**9
        settings.INTERLACE_DEMO = True
        migrate_database()
        logging.disable(logging.WARNING)
        _make_people()
        _write_letters()
        copies = _copy_threads(threads)
        _copy_messages(round(messages / copies))
        _tidy()
        yield
        close_connections()


def _make_people() -> None:
    from tests.screening.network import make_members

    from interlace.foundation.identity.models import Bureau, Officer
    from interlace.foundation.identity.roles import Role

    make_members("KR", "TH")
    Officer.objects.update(purposes=PURPOSES)
    Officer.objects.create(
        username="th.head",
        display_name="head of TH",
        bureau=Bureau.objects.get(member="TH"),
        roles=[Role.HEAD],
        level=3,
        purposes=PURPOSES,
        is_profile=True,
    )


def _write_letters() -> None:
    """For every purpose, threads in each state that an inbox shows, on either side."""
    from django.utils import timezone
    from tests.desk.threads.letters import letter, sent
    from tests.screening.network import viewer

    from interlace.core.procedure.threads import Move, Outcome, ThreadUrgency
    from interlace.desk.threads import actions
    from interlace.desk.threads.messages import Message

    now = timezone.now()
    refusal = Message(text="As asked.", language="en", outcome=Outcome.REFUSED, ground="COST")
    question = Message(text="Which office issued it?", language="en")
    for purpose in PURPOSES:
        kr, th = viewer("KR", purpose=purpose), viewer("TH", purpose=purpose)
        for urgency in ThreadUrgency:
            sent(kr, letter("TH", urgency=urgency), now=now)
            actions.acknowledge(th, sent(kr, letter("TH", urgency=urgency), now=now).thread, now=now)
            sent(th, letter("KR", urgency=urgency), now=now)
            actions.acknowledge(kr, sent(th, letter("KR", urgency=urgency), now=now).thread, now=now)
        actions.write(kr, sent(th, letter("KR"), now=now).thread, Move.ASK, question, now=now)
        actions.write(kr, sent(th, letter("KR"), now=now).thread, Move.ANSWER, refusal, now=now)


_COPY_SIDES = """
    insert into desk_threadside ({columns})
    select {values}
    from (
        select thread as old, gen_random_uuid() as thread, number,
               random() * interval '20 days' - interval '10 days' as moved
        from (select distinct thread from desk_threadside) letters, generate_series(1, %s) as number
    ) as copy
    join desk_threadside as side on side.thread = copy.old
"""
_COPY_EVENTS = """
    insert into desk_threadevent
        (id, thread, number, kind, party, member, officer, at, label_id, entry, digest)
    select gen_random_uuid(), side.thread, 100 + further.place, one.kind, one.party, one.member, one.officer,
           side.opened + further.place * interval '1 hour', one.label_id, one.entry, one.digest
    from (select distinct on (thread) thread, purpose, opened from desk_threadside) as side
    join (
        select distinct on (side.purpose) side.purpose, event.*
        from desk_threadevent event join desk_threadside side on side.thread = event.thread
        order by side.purpose, event.id
    ) as one on one.purpose = side.purpose
    cross join generate_series(1, %s) as further(place)
"""
_COPY_WORDS = f"""
    insert into desk_searchtext (id, member, unit, purpose, label_id, thread, event, at, words)
    select gen_random_uuid(), reader.member, null, side.purpose, event.label_id, event.thread, event.id, event.at,
           array_to_tsvector(array(
               select reader.member || ' ' || side.purpose || ' w' || floor({VOCABULARY} ^ random())::int
               from generate_series(1, {WORDS_OF_A_MESSAGE}) where event.id is not null
           ))
    from desk_threadevent as event
    join (select distinct on (thread) thread, purpose from desk_threadside) as side on side.thread = event.thread
    cross join (values ('KR'), ('TH')) as reader(member)
    where event.number > 100
"""


def _copy_threads(threads: int) -> int:
    """Both sides of every copy, within ten days of their original; how many threads there are then."""
    from django.db import connection

    from interlace.desk.threads.models import ThreadSide
    from interlace.foundation.disclosure.steward import Task, steward

    moved = {"due", "answer_due", "opened", "last", "acknowledged", "answered"}
    columns = [str(field.column) for field in ThreadSide._meta.concrete_fields]
    values = {
        **{column: f"side.{column}" for column in columns},
        **{column: f"side.{column} + copy.moved" for column in moved},
        "id": "gen_random_uuid()",
        "thread": "copy.thread",
        "number": "side.number || '/' || copy.number",
    }
    listed = ", ".join(f'"{column}"' for column in columns)
    with steward(Task.VERIFY), connection.cursor() as cursor:
        there = ThreadSide.objects.values("thread").distinct().count()
        sql = _COPY_SIDES.format(columns=listed, values=", ".join(values[column] for column in columns))
        cursor.execute(sql, [max(1, threads // there - 1)])
        return ThreadSide.objects.values("thread").distinct().count()


def _copy_messages(each: int) -> None:
    """So many further messages in every thread, found by both sides by words of their own."""
    from django.db import connection, connections

    from interlace.foundation.database.migrating import OWNER_ALIAS
    from interlace.foundation.disclosure.steward import Task, steward

    with connections[OWNER_ALIAS].cursor() as owner:
        # Filled row by row it would take an hour.
        owner.execute("drop index search_words")
        with steward(Task.VERIFY), connection.cursor() as cursor:
            cursor.execute(_COPY_EVENTS, [each])
            cursor.execute(_COPY_WORDS)
        owner.execute("create index search_words on desk_searchtext using gin (words) with (fastupdate = off)")


def _tidy() -> None:
    """As the database leaves tables that have stood for a night."""
    from django.db import connections

    from interlace.foundation.database.migrating import OWNER_ALIAS

    with connections[OWNER_ALIAS].cursor() as owner:
        for table in ("threadside", "threadevent", "searchtext"):
            owner.execute(f"vacuum analyze desk_{table}")


def _pages(repeats: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from interlace.desk.threads.models import SearchText, ThreadSide
    from interlace.foundation.disclosure.steward import Task, steward

    client = Client(SERVER_NAME="127.0.0.1")
    client.post("/sign-in/exercise", {"profile": "th.desk"})
    with steward(Task.VERIFY):
        rows = {
            "threads of the bureau": ThreadSide.objects.filter(member="TH").count(),
            "of these its own turn": ThreadSide.objects.filter(member="TH", is_ours=True).count(),
            "messages": SearchText.objects.filter(member="TH").count(),
        }
    inbox = _times(lambda: client.get("/inbox"), repeats)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/inbox")
    queries = len(asked)
    search = {
        name: _times(partial(client.post, "/threads", {"words": words}), repeats) for name, words in QUESTIONS.items()
    }
    return {
        **rows,
        "inbox": {**inbox, "queries": queries, "threads shown": page.text.count('href="/threads/')},
        "search": search,
    }


_TAKE_STEPS = """
    insert into shift_escalation (id, member, source, item, started, step, target, reached, at)
    select gen_random_uuid(), member, source, thread, opened, step, 'lead', 1, opened
    from desk_threadside
    cross join (values ('thread.acknowledgement'), ('thread.answer')) as duty(source)
    cross join (values ('arrived'), ('half'), ('most'), ('over')) as taken(step)
    where is_ours and closed is null and due is not null
"""


def _clocks(rounds: int) -> dict[str, Any]:
    """One look at all clocks, with nothing to do and with ten threads that have just come."""
    from django.db import connection, connections
    from django.utils import timezone
    from tests.desk.threads.letters import letter, sent
    from tests.screening.network import viewer

    from interlace.core.procedure.threads import ThreadUrgency
    from interlace.desk.threads.models import ThreadSide
    from interlace.desk.waking.escalating import watch_clocks
    from interlace.foundation.database.migrating import OWNER_ALIAS
    from interlace.foundation.disclosure.steward import Task, steward
    from interlace.foundation.identity.models import Officer

    with steward(Task.VERIFY), connection.cursor() as cursor:
        cursor.execute(_TAKE_STEPS)
        running = ThreadSide.objects.filter(is_ours=True, closed=None, due__isnull=False).count()
    with connections[OWNER_ALIAS].cursor() as owner:
        owner.execute("vacuum analyze shift_escalation")
    looks: dict[str, list[float]] = {"nothing due": [], "ten new threads": []}
    for _ in range(rounds):
        looks["nothing due"].append(_look(lambda: watch_clocks(now=timezone.now()), woken=0))
        for _new in range(10):
            sent(viewer("KR"), letter("TH", urgency=ThreadUrgency.IMMEDIATE), now=timezone.now())
        looks["ten new threads"].append(_look(lambda: watch_clocks(now=timezone.now()), woken=20))
    return {
        "clocks that run": running,
        "officers asked": Officer.objects.filter(is_service=False).count(),
        **{
            name: {"median_ms": round(statistics.median(each)), "worst_ms": round(max(each))}
            for name, each in looks.items()
        },
    }


def _look(watch: Callable[[], int], *, woken: int) -> float:
    begun = time.perf_counter()
    assert watch() == woken
    return (time.perf_counter() - begun) * 1000


def _times(ask: Callable[[], Any], repeats: int) -> dict[str, float]:
    """Milliseconds within the server, without the network; and of these the processor's, here and in the database."""
    for _ in range(3):
        assert ask().status_code == 200
    taken = []
    used = _processor()
    for _ in range(repeats):
        begun = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
    used = _processor() - used
    return {
        "median_ms": round(statistics.median(taken), 1),
        "worst_ms": round(max(taken), 1),
        "processor_ms": round(used * 1000 / repeats, 1),
    }


def _processor() -> float:
    """Seconds of processor time that this process and its connection's server process have used."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (server,) = cursor.fetchone()
    # Fields of proc(5): user and system time, counted behind the name, which may hold spaces.
    fields = Path(f"/proc/{server}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _served(data: Path) -> Iterator[None]:
    command = Path(sys.executable).with_name("interlace")
    server = subprocess.Popen([command, "serve", "--data", data, "--port", str(PORT)], stdout=subprocess.DEVNULL)
    try:
        _wait_for_pages()
        from interlace.foundation.database import database_open
        from interlace.surfaces.cli.node import close_connections, set_up_django

        with database_open(data, None):
            set_up_django(data)
            from django.conf import settings

            settings.INTERLACE_DEMO = True  # in this process, which makes the sessions; the server refuses profiles
            yield
            close_connections()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)


def _wait_for_pages() -> None:
    import requests

    ends = time.monotonic() + 180
    while time.monotonic() < ends:
        try:
            if requests.get(f"http://127.0.0.1:{PORT}/", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    raise SystemExit("The node did not answer within three minutes.")


def _suspensions(rounds: int) -> dict[str, Any]:
    """From the head's act to the first refusal, for a page of an open session and for a request with a key."""
    _make_people()
    told: dict[str, list[float]] = {"session": [], "key": []}
    for number in range(rounds):
        for way, seconds in _suspended(f"th.round{number}").items():
            told[way].append(seconds * 1000)
    return {
        f"{way}_{name}_ms": round(measure(taken), 1)
        for way, taken in told.items()
        for name, measure in (("median", statistics.median), ("worst", max))
    }


def _suspended(username: str) -> dict[str, float]:
    import requests
    from django.test import Client
    from django.utils import timezone
    from tests.people import Caller
    from tests.screening.network import viewer

    from interlace.bureaus.people.suspending import suspend
    from interlace.foundation.identity.models import Bureau, Officer
    from interlace.foundation.identity.roles import Role

    officer = Officer.objects.create(
        username=username,
        display_name=username,
        bureau=Bureau.objects.get(member="TH"),
        roles=[Role.DUTY_OFFICER],
        purposes=PURPOSES,
        is_profile=True,
    )
    client = Client(SERVER_NAME="127.0.0.1")
    client.post("/sign-in/exercise", {"profile": username})
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    headers = Caller(officer).headers
    where = f"http://127.0.0.1:{PORT}"

    def session() -> int:
        return requests.get(f"{where}/threads", cookies=cookies, allow_redirects=False, timeout=30).status_code

    def key() -> int:
        return requests.get(f"{where}/api/v1/threads", headers=headers, timeout=30).status_code

    if (before := (session(), key())) != (200, 200):
        raise SystemExit(f"The officer was not let in before: {before}")
    suspend(viewer("TH", post="head"), officer.pk, reason="A benchmark.", now=timezone.now())
    begun = time.perf_counter()
    refused: dict[str, float] = {}
    while len(refused) < 2 and time.perf_counter() - begun < GIVE_UP_AFTER:
        for way, ask in (("session", session), ("key", key)):
            if way not in refused and ask() in {302, 401, 403}:
                refused[way] = time.perf_counter() - begun
        time.sleep(ASK_EVERY)
    if len(refused) < 2:
        raise SystemExit(f"A minute after the suspension only these were refused: {sorted(refused)}")
    return refused


if __name__ == "__main__":
    main()
