"""Random roster problems: tiny ones with every rule at work, months, repairs, a year, a network of venues."""

import random
from dataclasses import replace

from delta_app.shifts.problem import Host, Partner, Plan, Problem, Slot

HOURS = ((540, 720), (780, 960), (1020, 1200))
OPEN_DAYS = (3, 3, 3, 3, 2, 2)  # slots of each day, Monday to Saturday: 16 a week


def a_slot(**values: object) -> Slot:
    """A slot of two on the first morning."""
    usual = {"day": 0, "week": 0, "month": 0, "start": 540, "end": 720, "rank": 0, "seats": 2}
    return Slot(**{**usual, **values})  # type: ignore[arg-type]


def a_host(host: int, **values: object) -> Host:
    """An experienced volunteer who gladly comes to the first slot."""
    usual = {
        "id": host,
        "origin": "volunteer",
        "level": "experienced",
        "max_day": 1,
        "max_week": 3,
        "max_month": 8,
        "target": 1,
        "dislike": {0: 0},
    }
    return Host(**{**usual, **values})  # type: ignore[arg-type]


def tiny_problem(seed: int) -> Problem:
    """A few slots and hosts, with clashing times, maxima that bite, fixed seats that break rules, repairs."""
    rng = random.Random(seed)
    months = rng.choice((1, 1, 1, 2))
    slots = _tiny_slots(rng, months)
    partners = tuple(Partner(n, rng.randint(0, 3)) for n in range(rng.randint(0, 2)))
    hosts = _tiny_hosts(rng, slots, len(partners))
    ids = [host.id for host in hosts]
    slots = tuple(
        replace(slot, fixed=tuple(sorted({rng.choice(ids) for _ in range(rng.choice((1, 1, 2)))})))
        if ids and rng.random() < 0.2
        else slot
        for slot in slots
    )
    pairs = [(host.id, slot) for host in hosts for slot in host.dislike]
    previous = None
    if pairs and rng.random() < 0.4:
        previous = tuple(sorted(rng.sample(pairs, rng.randint(1, len(pairs)))))
    absent = frozenset(pair for pair in pairs if rng.random() < 0.08)
    return Problem(months, slots, hosts, partners, previous, absent)


def _tiny_slots(rng: random.Random, months: int) -> tuple[Slot, ...]:
    days = rng.choice((1, 2, 3))
    spread = sorted((rng.randrange(days), rng.choice((480, 540, 600, 720, 780))) for _ in range(rng.randint(1, 4)))
    slots: list[Slot] = []
    for day, start in spread:
        rank = sum(1 for slot in slots if slot.day == day)
        if rng.random() < 0.15:
            rank = max(0, rank - 1)
        slots.append(
            Slot(
                day=day,
                week=day // 2,
                month=min(months - 1, day // 2),
                start=start,
                end=start + rng.choice((60, 120, 180, 900)),
                rank=rank,
                seats=rng.choice((0, 1, 2, 2, 2, 3)),
                wants_mix=rng.random() < 0.4,
                wants_dutch=rng.random() < 0.4,
                unsocial=rng.random() < 0.4,
            )
        )
    return tuple(slots)


def _tiny_hosts(rng: random.Random, slots: tuple[Slot, ...], partner_count: int) -> tuple[Host, ...]:
    ids = rng.sample(range(20), rng.randint(1, 4))
    hosts = []
    for one in ids:
        others = [other for other in ids if other != one]
        level = rng.choice(("experienced", "experienced", "experienced", "novice", "novice", "trainee"))
        hosts.append(
            Host(
                id=one,
                origin=rng.choice(("staff", "volunteer")),
                level=level,
                max_day=rng.choice((0, 1, 1, 2, 2)),
                max_week=rng.choice((1, 2, 3)),
                max_month=rng.choice((1, 2, 3, 4)),
                target=rng.randint(0, 3),
                dutch=rng.random() < 0.4,
                partner=rng.randrange(partner_count) if partner_count and rng.random() < 0.5 else None,
                back_to_back_ok=rng.random() < 0.4,
                rest_minutes=rng.choice((0, 660, 1200, 2400)),
                avoid=tuple(sorted(rng.sample(others, 1))) if others and rng.random() < 0.25 else (),
                prefer=tuple(sorted(rng.sample(others, 1))) if others and rng.random() < 0.4 else (),
                shadow_shifts=rng.choice((0, 1, 2)) if level == "trainee" else 0,
                dislike={n: rng.choice((0, 1, 3)) for n in range(len(slots)) if rng.random() < 0.75},
            )
        )
    return tuple(hosts)


def month_problem(
    seed: int,
    *,
    host_count: int = 30,
    weeks: int = 4,
    months: int = 1,
    first_host: int = 0,
    availability: float = 0.35,
    first_slot: int = 0,
) -> Problem:
    """Months of four weeks at one venue, much as the samples: 16 slots a week of two seats."""
    rng = random.Random(seed)
    slots = _venue_slots(rng, weeks * months, weeks)
    partners = tuple(Partner(n, rng.randint(3, 5) * max(1, host_count // 10)) for n in range(rng.randint(1, 3)))
    hosts = []
    for one in range(first_host, first_host + host_count):
        origin = rng.choice(("staff", "volunteer", "volunteer"))
        level = rng.choices(("experienced", "novice", "trainee"), (75, 18, 7))[0]
        target = rng.randint(2, 6)
        others = [n for n in range(first_host, first_host + host_count) if n != one]
        hosts.append(
            Host(
                id=one,
                origin=origin,
                level=level,
                max_day=rng.choice((1, 1, 2)),
                max_week=rng.choice((2, 3)),
                max_month=target + rng.randint(0, 2),
                target=target,
                dutch=rng.random() < 0.35,
                partner=rng.randrange(len(partners)) if origin == "staff" else None,
                back_to_back_ok=rng.random() < 0.3,
                rest_minutes=rng.choice((660, 660, 840)),
                avoid=(rng.choice(others),) if rng.random() < 0.12 else (),
                prefer=(rng.choice(others),) if rng.random() < 0.12 else (),
                shadow_shifts=2 if level == "trainee" else 0,
                dislike={
                    first_slot + n: rng.choices((0, 1, 3), (35, 55, 10))[0]
                    for n in range(len(slots))
                    if rng.random() < availability
                },
            )
        )
    return Problem(months, slots, tuple(hosts), partners)


def _venue_slots(rng: random.Random, weeks: int, weeks_a_month: int) -> tuple[Slot, ...]:
    slots = []
    for week in range(weeks):
        for weekday, count in enumerate(OPEN_DAYS):
            for rank in range(count):
                start, end = HOURS[rank]
                slots.append(
                    Slot(
                        day=week * 7 + weekday,
                        week=week,
                        month=week // weeks_a_month,
                        start=start,
                        end=end,
                        rank=rank,
                        seats=2,
                        wants_mix=rng.random() < 0.55,
                        wants_dutch=rng.random() < 0.5,
                        unsocial=rank == 2 or weekday == 5,
                    )
                )
    return tuple(slots)


def overconstrained_problem(seed: int) -> Problem:
    """A month with far too few hosts, of whom many are novices."""
    problem = month_problem(seed, host_count=16, availability=0.25)
    rng = random.Random(seed)
    hosts = tuple(replace(host, level="novice") if rng.random() < 0.2 else host for host in problem.hosts)
    return replace(problem, hosts=hosts)


def uneven_problem(seed: int) -> Problem:
    """A month of slots with one to three seats, where two hosts in five are novices."""
    rng = random.Random(seed)
    problem = month_problem(seed)
    slots = tuple(replace(slot, seats=rng.choice((1, 2, 3))) for slot in problem.slots)
    hosts = tuple(
        replace(host, level=rng.choice(("experienced", "novice"))) if rng.random() < 0.7 else host
        for host in problem.hosts
    )
    return replace(problem, slots=slots, hosts=hosts)


def quarrelling_problem(seed: int) -> Problem:
    """A month where every host has three others to avoid."""
    rng = random.Random(seed)
    problem = month_problem(seed, host_count=rng.choice((20, 30)))
    ids = [host.id for host in problem.hosts]
    hosts = tuple(
        replace(host, avoid=tuple(sorted(rng.sample([one for one in ids if one != host.id], 3))))
        for host in problem.hosts
    )
    return replace(problem, hosts=hosts)


def fixed_problem(seed: int) -> Problem:
    """A month with many fixed seats, some of which break every kind of rule."""
    rng = random.Random(seed)
    problem = month_problem(seed)
    ids = [host.id for host in problem.hosts]
    slots = tuple(
        replace(slot, fixed=tuple(sorted(rng.sample(ids, rng.choice((1, 1, 2, 3)))))) if rng.random() < 0.25 else slot
        for slot in problem.slots
    )
    return replace(problem, slots=slots)


def repair_of(problem: Problem, plan: Plan, seed: int) -> Problem:
    """Somebody who has seats falls ill for a while after the plan was published."""
    rng = random.Random(seed)
    busy = sorted({host for host, _ in plan.assigned})
    if not busy:
        return replace(problem, previous=None)
    ill = rng.choice(busy)
    lost = sorted(next(host for host in problem.hosts if host.id == ill).dislike)
    return replace(problem, previous=plan.assigned, absent=frozenset((ill, slot) for slot in lost[len(lost) // 2 :]))


def year_problem(seed: int) -> Problem:
    """52 weeks in 13 months of four: 832 slots, 40 hosts; maxima and rest tie the months together."""
    return month_problem(seed, host_count=40, months=13, availability=0.3)


def network_problem(seed: int, venues: int = 20, host_count: int = 60, sharing: float = 0.1) -> Problem:
    """Venues of 80 slots each in one problem; some hosts also go to the next venue, partners serve everywhere."""
    rng = random.Random(seed)
    slots: list[Slot] = []
    hosts: list[Host] = []
    partners = tuple(Partner(n, 20) for n in range(venues))
    for venue in range(venues):
        one = month_problem(
            rng.randrange(10**6), host_count=host_count, weeks=5, first_host=len(hosts), first_slot=len(slots)
        )
        for host in one.hosts:
            partner = rng.choice((venue, (venue + 1) % venues)) if host.partner is not None else None
            hosts.append(replace(host, partner=partner))
        slots.extend(one.slots)
    for place, host in enumerate(hosts):
        if rng.random() < sharing:
            first = min(host.dislike, default=0) // 80 * 80
            also = {(first + 80 + n) % len(slots): 3 for n in range(80) if rng.random() < 0.1}
            hosts[place] = replace(host, dislike=dict(sorted({**host.dislike, **also}.items())))
    return Problem(1, tuple(slots), tuple(hosts), partners)
