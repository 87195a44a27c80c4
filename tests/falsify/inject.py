"""Falsifies one column of a table the way operators have been caught doing it.

A kind takes the table, the column, the row where it may begin and a seeded source of chance, and
changes the table; it returns the rows from which and until which it changed something, or None
where the data give it no occasion (nothing to hide, no second outlet).
"""
import argparse
import json
import random
import statistics
import sys

from tables import SETS


class Place:
    def __init__(self, table, column, row, chance):
        self.table, self.column, self.row, self.chance = table, column, row, chance
        self.outlet, self.factor = column.split("/")
        self.values = table.columns[column]
        self.history = [v for v in self.values[: table.first_judged()] if v is not None]
        self.limit = table.limit(column)
        self.daily = table.rows_a_day() == 1

    def rows(self, least_hours, most_hours):
        """A length in rows; a daily table takes days for hours of the day's twelfth part."""
        hours = self.chance.uniform(least_hours, most_hours)
        rows = round(hours / 4) if self.daily else round(hours * self.table.rows_a_day() / 24)
        return range(self.row, min(self.row + max(rows, 6), len(self.values)))

    def decimals(self):
        return max(len(repr(v).split(".")[1]) if repr(v).split(".")[1] != "0" else 0
                   for v in self.history[-200:])

    def write(self, row, value):
        low = min(self.history)
        self.values[row] = round(max(value, min(low, 0.0)), self.decimals())

    def change(self, rows, make):
        """make(value) for every value that stands there."""
        for row in rows:
            if self.values[row] is not None:
                self.write(row, make(self.values[row]))
        return rows[0], rows[-1] + 1


def flat(place):
    held = next((v for v in place.values[place.row :] if v is not None), None)
    return place.change(place.rows(24, 48), lambda _: held) if held is not None else None


def low_variance(place):
    level = statistics.median(place.history[-2000:])
    return place.change(place.rows(36, 72), lambda _: level * (1 + place.chance.gauss(0, 0.004)))


def maintenance_step(place):
    place.table.events.setdefault(place.outlet, {})[place.row] = "maintenance"
    share = place.chance.uniform(0.4, 0.6)
    return place.change(place.rows(168, 240), lambda v: v * share)


def clipped(place):
    """More is emitted than allowed, and what is above the limit is written as just below it."""
    rows = place.rows(120, 168)
    seen = sorted(place.values[r] for r in rows if place.values[r] is not None)
    if len(seen) < 6 or seen[len(seen) // 2] <= 0:
        return None
    rise = place.limit / seen[len(seen) // 2]
    cap = place.limit * 0.985
    return place.change(rows, lambda v: min(v * rise, cap))


def replay(place):
    rows = place.rows(48, 72)
    back = place.chance.randint(30, 300) * place.table.rows_a_day()
    old = [place.values[r - back] for r in rows]
    if sum(v is None for v in old) > len(old) // 4:
        return None
    for row, value in zip(rows, old):
        place.values[row] = value
    return rows[0], rows[-1] + 1


def copied(place):
    others = [o for o in place.table.outlets() if o != place.outlet]
    if not others:
        return None
    source = place.table.columns[f"{place.chance.choice(others)}/{place.factor}"]
    rows = place.rows(36, 72)
    if sum(source[r] is None for r in rows) > len(rows) // 4:
        return None
    for row in rows:
        if source[row] is not None:
            place.values[row] = source[row]
    return rows[0], rows[-1] + 1


def decorrelated(place):
    """A likely looking curve of its own: two old stretches, one of them backwards, mixed."""
    rows = place.rows(60, 96)
    length = len(rows)
    starts = [place.chance.randrange(len(place.history) - length) for _ in range(2)]
    one, two = (place.history[s : s + length] for s in starts)
    for row, a, b in zip(rows, one, reversed(two)):
        place.write(row, 0.5 * (a + b))
    return rows[0], rows[-1] + 1


def impossible_speed(place):
    steps = sorted(abs(b - a) for a, b in zip(place.history, place.history[1:]))
    leap = 6 * steps[int(0.99 * len(steps))]
    rows = place.rows(20, 24)
    for row in list(rows)[1:-1:4]:
        if place.values[row] is not None:
            place.write(row, place.values[row] + leap)
    return rows[0], rows[-1] + 1


def digit_preference(place):
    """Figures thought up at a desk: most end in nought or five."""
    unit = 10.0 ** -place.decimals()

    def ends_round(value):
        if place.chance.random() < 0.85:
            return round(value / (5 * unit)) * 5 * unit
        return value

    return place.change(place.rows(168, 240), ends_round)


def time_shifted(place):
    rows = place.rows(120, 168)
    back = len(range(place.row, place.row + (2 if place.daily else 6 * place.table.rows_a_day() // 24)))
    before = list(place.values)
    for row in rows:
        place.values[row] = before[row - back]
    return rows[0], rows[-1] + 1


def offset_after_parameter(place):
    place.table.events.setdefault(place.outlet, {})[place.row] = "parameter"
    less = place.chance.uniform(0.4, 0.6) * statistics.median(place.history[-2000:])
    floor = max(min(place.history), 0.05 * less)
    return place.change(place.rows(168, 240), lambda v: max(v - less, floor))


def missing_when_high(place):
    witness = place.table.columns.get(f"{place.outlet}/{place.table.load}")
    if witness is None:
        others = [o for o in place.table.outlets() if o != place.outlet]
        witness = place.table.columns[f"{others[0]}/{place.factor}"]
    known = sorted(v for v in witness[: place.table.first_judged()] if v is not None)
    high = known[int(0.7 * len(known))]
    day = place.table.rows_a_day() if not place.daily else 10
    rows = [r for r in place.rows(120, 168)
            if witness[r] is not None and witness[r] > high and place.values[r] is not None]
    if len([r for r in rows if r < place.row + day]) < 4:
        return None
    for row in rows:
        place.values[row] = None
    return rows[0], rows[-1] + 1


def limit_hugging(place):
    rows = place.rows(120, 168)
    order = sorted(r for r in place.values[rows[0] : rows[-1] + 1] if r is not None)
    if len(order) < 6:
        return None
    place_of = {v: n / (len(order) - 1) for n, v in enumerate(order)}
    return place.change(rows, lambda v: place.limit * (0.91 + 0.08 * place_of[v]))


KINDS = {f.__name__: f for f in (flat, low_variance, maintenance_step, clipped, replay, copied,
                                 decorrelated, impossible_speed, digit_preference, time_shifted,
                                 offset_after_parameter, missing_when_high, limit_hugging)}


def falsify(table, kind, seed):
    """Changes the table; what was done, or None after too many places without an occasion."""
    chance = random.Random(f"{table.name} {kind} {seed}")
    first = table.first_judged()
    room = max(1, len(table.times) - first - 12 * table.rows_a_day() if table.rows_a_day() > 1 else 15)
    for _ in range(50):
        column = chance.choice(table.judged)
        place = Place(table, column, first + chance.randrange(room), chance)
        done = KINDS[kind](place)
        if done:
            return {"set": table.name, "kind": kind, "seed": seed, "outlet": place.outlet,
                    "factor": place.factor, "from": table.times[done[0]].isoformat(timespec="minutes"),
                    "until": (table.times[done[1] - 1] + table.step).isoformat(timespec="minutes")}
    return None


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--set", choices=SETS, required=True)
    asked.add_argument("--kind", choices=KINDS, required=True)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--output", required=True)
    asked.add_argument("--truth", required=True)
    options = asked.parse_args()
    table = SETS[options.set]()
    truth = falsify(table, options.kind, options.seed)
    if not truth:
        sys.exit(f"{options.set} gives no occasion for {options.kind}")
    table.write(options.output)
    with open(options.truth, "w", encoding="utf-8") as file:
        json.dump(truth, file, indent=1)


if __name__ == "__main__":
    main()
