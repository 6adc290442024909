"""A roster problem and its plan (format delta-roster/1) as frozen plain values, read from and written to JSON dicts."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, TypeVar

FORMAT = "delta-roster/1"
ORIGINS = ("staff", "volunteer")
LEVELS = ("experienced", "novice", "trainee")
DAY_MINUTES = 1440
UNLISTED_FIXED_DISLIKE = 1
_HIGHEST_NUMBER = 1_000_000  # keeps every tier far below 2^53, where floating point stops counting by ones

_T = TypeVar("_T")
Pair = tuple[int, int]  # (host id, slot index)


class ProblemError(ValueError):
    """A problem or plan file that cannot be understood; ``code`` names why, ``facts`` say where."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({details})" if details else self.code


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of opening hours; start and end in minutes of the day, an end past midnight above 1440."""

    day: int
    week: int
    month: int
    start: int
    end: int
    rank: int
    seats: int
    wants_mix: bool = False
    wants_dutch: bool = False
    unsocial: bool = False
    fixed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody who can hold a seat, or shadow while a trainee; ``dislike`` has the slots they can take."""

    id: int
    origin: str
    level: str
    max_day: int
    max_week: int
    max_month: int
    target: int
    dutch: bool = False
    partner: int | None = None
    back_to_back_ok: bool = False
    rest_minutes: int = 0
    avoid: tuple[int, ...] = ()
    prefer: tuple[int, ...] = ()
    shadow_shifts: int = 0
    dislike: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_trainee(self) -> bool:
        return self.level == "trainee"


@dataclass(frozen=True, slots=True)
class Partner:
    """A service that promised shifts, each month."""

    id: int
    promised: int


@dataclass(frozen=True)
class Problem:
    """What is to be composed. A repair has the seats of a published plan in ``previous``; an empty list is none."""

    months: int
    slots: tuple[Slot, ...]
    hosts: tuple[Host, ...]
    partners: tuple[Partner, ...] = ()
    previous: tuple[Pair, ...] | None = None
    absent: frozenset[Pair] = frozenset()

    @property
    def is_repair(self) -> bool:
        return self.previous is not None

    @cached_property
    def host_of(self) -> Mapping[int, Host]:
        """The hosts by their id."""
        return {host.id: host for host in self.hosts}


@dataclass(frozen=True, slots=True)
class Short:
    """A slot left with missing seats, and why (see explain.py), as JSON-able values."""

    slot: int
    missing: int
    why: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who sits and who shadows where. ``tiers`` as ROSTER.md orders them; ``broken_fixed``: rules fixed seats break.

    ``proven``: none has better tiers; ``tie_break_proven``: nor the same ones and a lower tie-break.
    """

    assigned: tuple[Pair, ...]
    shadows: tuple[Pair, ...]
    tiers: tuple[int, ...]
    proven: bool
    seconds: float = 0.0
    short: tuple[Short, ...] = ()
    tie_break: int = 0
    broken_fixed: tuple[Mapping[str, Any], ...] = ()
    tie_break_proven: bool = True


def read_problem(data: Any) -> Problem:
    """The problem in a JSON dict. Raises ProblemError; keys it does not know are left alone."""
    top = _Reader(data, "problem")
    if top.data.get("format") != FORMAT:
        raise ProblemError("wrong_format", found=top.data.get("format"), expected=FORMAT)
    months = top.number("months", low=1)
    hosts = tuple(_read_host(_Reader(item, f"hosts[{n}]")) for n, item in enumerate(top.items("hosts", needed=True)))
    slots = tuple(_read_slot(_Reader(item, f"slots[{n}]")) for n, item in enumerate(top.items("slots", needed=True)))
    partners = tuple(_read_partner(_Reader(item, f"partners[{n}]")) for n, item in enumerate(top.items("partners")))
    problem = Problem(
        months=months,
        slots=slots,
        hosts=hosts,
        partners=partners,
        previous=tuple(sorted(set(_read_pairs(top, "previous")))) or None,
        absent=frozenset(_read_pairs(top, "absent")),
    )
    check_problem(problem)
    return problem


def check_problem(problem: Problem) -> None:
    """Raises ProblemError where parts of the problem do not fit together (ids, months, times)."""
    host_ids = [host.id for host in problem.hosts]
    partner_ids = [partner.id for partner in problem.partners]
    _refuse_doubles(host_ids, "hosts")
    _refuse_doubles(partner_ids, "partners")
    known_hosts, known_partners = set(host_ids), set(partner_ids)
    for index, slot in enumerate(problem.slots):
        if not slot.start < slot.end:
            raise ProblemError("slot_ends_before_it_starts", slot=index)
        if slot.start >= DAY_MINUTES:
            raise ProblemError("slot_starts_another_day", slot=index)
        if slot.month >= problem.months:
            raise ProblemError("unknown_month", slot=index, month=slot.month)
        _refuse_unknown(slot.fixed, known_hosts, where=f"slots[{index}].fixed")
    for host in problem.hosts:
        _check_host(host, known_hosts, known_partners, len(problem.slots))
    for name, pairs in (("previous", problem.previous or ()), ("absent", sorted(problem.absent))):
        for host_id, slot_index in pairs:
            _refuse_unknown([host_id], known_hosts, where=name)
            if not 0 <= slot_index < len(problem.slots):
                raise ProblemError("unknown_slot", slot=slot_index, where=name)


def write_problem(problem: Problem) -> dict[str, Any]:
    """The JSON dict of a problem, as read_problem reads it."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "months": problem.months,
        "slots": [{**asdict(slot), "fixed": list(slot.fixed)} for slot in problem.slots],
        "hosts": [_write_host(host) for host in problem.hosts],
        "partners": [asdict(partner) for partner in problem.partners],
    }
    if problem.previous is not None:
        data["previous"] = _write_pairs(problem.previous)
    if problem.is_repair or problem.absent:
        data["absent"] = _write_pairs(sorted(problem.absent))
    return data


def read_plan(data: Any) -> Plan:
    """The plan in a JSON dict. Raises ProblemError; ids are not checked, the checker does that."""
    top = _Reader(data, "plan")
    return Plan(
        assigned=tuple(_read_pairs(top, "assigned")),
        shadows=tuple(_read_pairs(top, "shadows")),
        tiers=tuple(_whole(value, f"tiers[{n}]") for n, value in enumerate(top.items("tiers"))),
        proven=top.flag("proven"),
        seconds=float(top.data.get("seconds", 0.0)),
        short=tuple(_read_short(_Reader(item, f"short[{n}]")) for n, item in enumerate(top.items("short"))),
        tie_break=top.number("tie_break", default=0),
        broken_fixed=tuple(top.items("broken_fixed")),
        tie_break_proven=top.flag("tie_break_proven") if "tie_break_proven" in top.data else True,
    )


def write_plan(plan: Plan) -> dict[str, Any]:
    """The JSON dict of a plan."""
    return {
        "assigned": _write_pairs(plan.assigned),
        "shadows": _write_pairs(plan.shadows),
        "tiers": list(plan.tiers),
        "proven": plan.proven,
        "seconds": round(plan.seconds, 3),
        "short": [{"slot": short.slot, "missing": short.missing, "why": dict(short.why)} for short in plan.short],
        "tie_break": plan.tie_break,
        "tie_break_proven": plan.tie_break_proven,
        "broken_fixed": [dict(item) for item in plan.broken_fixed],
    }


def _read_slot(reader: "_Reader") -> Slot:
    return Slot(
        day=reader.number("day"),
        week=reader.number("week"),
        month=reader.number("month"),
        start=reader.number("start"),
        end=reader.number("end"),
        rank=reader.number("rank"),
        seats=reader.number("seats"),
        wants_mix=reader.flag("wants_mix"),
        wants_dutch=reader.flag("wants_dutch"),
        unsocial=reader.flag("unsocial"),
        fixed=reader.id_set("fixed"),
    )


def _read_host(reader: "_Reader") -> Host:
    return Host(
        id=reader.number("id"),
        origin=reader.choice("origin", ORIGINS),
        level=reader.choice("level", LEVELS),
        max_day=reader.number("max_day"),
        max_week=reader.number("max_week"),
        max_month=reader.number("max_month"),
        target=reader.number("target"),
        dutch=reader.flag("dutch"),
        partner=None if reader.data.get("partner") is None else reader.number("partner"),
        back_to_back_ok=reader.flag("back_to_back_ok"),
        rest_minutes=reader.number("rest_minutes", default=0),
        avoid=reader.id_set("avoid"),
        prefer=reader.id_set("prefer"),
        shadow_shifts=reader.number("shadow_shifts", default=0),
        dislike=_read_dislike(reader),
    )


def _read_dislike(reader: "_Reader") -> dict[int, int]:
    """JSON keys are text; slot order makes every later walk over a host's slots the same."""
    found = reader.data.get("dislike", {})
    if not isinstance(found, Mapping):
        raise ProblemError("not_an_object", where=f"{reader.where}.dislike")
    dislike: dict[int, int] = {}
    for key, value in found.items():
        if not (isinstance(key, str) and key.isdecimal() and str(int(key)) == key):
            raise ProblemError("unknown_slot", slot=key, where=f"{reader.where}.dislike")
        dislike[int(key)] = _whole(value, f"{reader.where}.dislike[{key}]")
    return dict(sorted(dislike.items()))


def _read_partner(reader: "_Reader") -> Partner:
    return Partner(id=reader.number("id"), promised=reader.number("promised"))


def _read_short(reader: "_Reader") -> Short:
    return Short(reader.number("slot"), reader.number("missing"), dict(reader.data.get("why", {})))


def _read_pairs(reader: "_Reader", name: str) -> list[Pair]:
    pairs = []
    for n, item in enumerate(reader.items(name)):
        where = f"{name}[{n}]"
        if not isinstance(item, Sequence) or isinstance(item, str) or len(item) != 2:
            raise ProblemError("not_a_pair", where=where)
        pairs.append((_whole(item[0], where), _whole(item[1], where)))
    return pairs


def _write_host(host: Host) -> dict[str, Any]:
    return {
        **{name: value for name, value in asdict(host).items() if name != "dislike"},
        "avoid": list(host.avoid),
        "prefer": list(host.prefer),
        "dislike": {str(slot): value for slot, value in sorted(host.dislike.items())},
    }


def _write_pairs(pairs: Collection[Pair]) -> list[list[int]]:
    return [[host, slot] for host, slot in pairs]


def _check_host(host: Host, known_hosts: set[int], known_partners: set[int], slot_count: int) -> None:
    where = f"host {host.id}"
    _refuse_unknown(host.avoid, known_hosts, where=f"{where} avoid")
    _refuse_unknown(host.prefer, known_hosts, where=f"{where} prefer")
    if host.id in host.avoid or host.id in host.prefer:
        raise ProblemError("paired_with_themselves", host=host.id)
    if host.partner is not None and host.partner not in known_partners:
        raise ProblemError("unknown_partner", host=host.id, partner=host.partner)
    for slot in host.dislike:
        if not 0 <= slot < slot_count:
            raise ProblemError("unknown_slot", slot=slot, where=where)


def _refuse_unknown(ids: Collection[int], known: Collection[int], where: str) -> None:
    for host_id in ids:
        if host_id not in known:
            raise ProblemError("unknown_host", host=host_id, where=where)


def _refuse_doubles(ids: Sequence[int], where: str) -> None:
    seen: set[int] = set()
    for one in ids:
        if one in seen:
            raise ProblemError("duplicate", id=one, where=where)
        seen.add(one)


def _whole(value: Any, where: str, low: int = 0) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ProblemError("not_a_whole_number", where=where, found=value)
    if not low <= value <= _HIGHEST_NUMBER:
        raise ProblemError("number_out_of_range", where=where, found=value)
    return value


class _Reader:
    """Takes typed values out of one JSON object, and names the place when they do not fit."""

    def __init__(self, data: Any, where: str) -> None:
        if not isinstance(data, Mapping):
            raise ProblemError("not_an_object", where=where)
        self.data: Mapping[str, Any] = data
        self.where = where

    def number(self, name: str, *, low: int = 0, default: int | None = None) -> int:
        return self._get(name, default, lambda value, where: _whole(value, where, low))

    def flag(self, name: str) -> bool:
        return self._get(name, False, self._as_flag)

    def choice(self, name: str, choices: Sequence[str]) -> str:
        value = self._get(name, None, lambda value, where: value)
        if value not in choices:
            raise ProblemError("unknown_choice", where=f"{self.where}.{name}", found=value, choices=list(choices))
        return str(value)

    def items(self, name: str, *, needed: bool = False) -> list[Any]:
        value = self.data.get(name)
        if value is None and not needed:
            return []
        if not isinstance(value, list | tuple):
            raise ProblemError("not_a_list", where=f"{self.where}.{name}")
        return list(value)

    def id_set(self, name: str) -> tuple[int, ...]:
        """Ids of a list that means a set: one written twice counts once."""
        return tuple(sorted({_whole(value, f"{self.where}.{name}") for value in self.items(name)}))

    def _get(self, name: str, default: _T | None, convert: Callable[[Any, str], _T]) -> _T:
        where = f"{self.where}.{name}"
        value = self.data.get(name, default)
        if value is None:
            raise ProblemError("missing", where=where)
        return convert(value, where)

    @staticmethod
    def _as_flag(value: Any, where: str) -> bool:
        if not isinstance(value, bool):
            raise ProblemError("not_true_or_false", where=where, found=value)
        return value
