"""How much of what was falsified is found, and how much is claimed that nobody falsified."""
import argparse
import datetime as dt
import json
import pathlib
import subprocess
import tempfile
import time
from collections import defaultdict

from inject import KINDS, falsify
from tables import JUDGED_DAYS, SETS

# Which codes of the detectors mean which kind.
NAMES = {
    "flat": {"FLAT"}, "low_variance": {"LOWVAR", "FLAT"}, "maintenance_step": {"STEP"},
    "clipped": {"CLIP", "CAP"}, "replay": {"COPY"}, "copied": {"TWIN"},
    "decorrelated": {"CORR", "O2", "FLOW", "POWER"}, "impossible_speed": {"SPEED"},
    "digit_preference": {"DIGIT"}, "time_shifted": {"TIME"},
    "offset_after_parameter": {"RANGE"}, "missing_when_high": {"GAP"},
    "limit_hugging": {"CAP", "CLIP"},
}


def at(text):
    return dt.datetime.fromisoformat(text[:16])


def detect(binary, table, folder):
    source, answer = folder / "table.csv", folder / "findings.json"
    table.write(source)
    limits = [part for column in table.judged for part in ("--limit", f"{column}={table.limit(column)}")]
    began = time.perf_counter()
    subprocess.run([binary, "detect", "--input", source, "--json", answer, *limits], check=True,
                   stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    return json.loads(answer.read_text(encoding="utf-8"))["findings"], seconds


def same(a, b):
    return (a["code"], a["outlet"], a["factors"]) == (b["code"], b["outlet"], b["factors"]) and \
        at(a["from"]) < at(b["until"]) and at(b["from"]) < at(a["until"])


def case(truth, findings, clean, step):
    """Found within the limit of time, and by its own name."""
    mine = [f for f in findings
            if f["outlet"] == truth["outlet"] and at(f["from"]) < at(truth["until"])
            and at(f["until"]) > at(truth["from"]) and not any(same(f, c) for c in clean)]
    day = dt.timedelta(days=1)
    begun = at(truth["from"]).replace(hour=0, minute=0)
    deadline = begun + (2 * day if step < day else 10 * day)
    in_time = [f for f in mine if at(f["found_at"]) <= deadline]
    return bool(in_time), bool(mine), any(
        NAMES[truth["kind"]] & {f["code"], *f.get("also", [])} for f in mine)


def percent(share, of):
    return f"{100 * share / of:.0f} %" if of else "–"


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("binary", type=pathlib.Path)
    asked.add_argument("--seeds", type=int, default=10)
    asked.add_argument("--sets", nargs="*", choices=SETS, default=list(SETS))
    asked.add_argument("--kinds", nargs="*", choices=KINDS, default=list(KINDS))
    options = asked.parse_args()
    found = defaultdict(lambda: [0, 0, 0, 0])
    claims, seconds = [], []
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for name in options.sets:
            table = SETS[name]()
            clean, took = detect(options.binary, table, folder)
            seconds.append(took)
            first = table.times[table.first_judged()]
            month = [f for f in clean if at(f["until"]) > first]
            per_outlet = len(month) / len(table.outlets()) / (JUDGED_DAYS / 30)
            year = len(clean) / len(table.outlets()) / 13
            claims.append((name, per_outlet, year, sorted({f["code"] for f in month})))
            for kind in options.kinds:
                for seed in range(1, options.seeds + 1):
                    table = SETS[name]()
                    truth = falsify(table, kind, seed)
                    if not truth:
                        continue
                    findings, took = detect(options.binary, table, folder)
                    seconds.append(took)
                    answers = case(truth, findings, clean, table.step)
                    for n, yes in enumerate((True, *answers)):
                        found[name, kind][n] += yes
    print("| kind | " + " | ".join(options.sets) + " | all | named |")
    print("| --- |" + " ---: |" * (len(options.sets) + 2))
    for kind in options.kinds:
        rows = [found[name, kind] for name in options.sets]
        of, in_time, _, named = (sum(column) for column in zip(*rows))
        cells = [f"{percent(r[1], r[0])} ({percent(r[2], r[0])})" if r[0] else "–" for r in rows]
        print(f"| {kind} | " + " | ".join(cells) + f" | {percent(in_time, of)} | {percent(named, of)} |")
    print("\n| set | false claims per outlet-month: the month judged | over the year and the month | codes |")
    print("| --- | ---: | ---: | --- |")
    for name, month, year, codes in claims:
        print(f"| {name} | {month:.2f} | {year:.2f} | {' '.join(codes)} |")
    seconds.sort()
    print(f"\n{len(seconds)} runs, median {seconds[len(seconds) // 2]:.2f} s, longest {seconds[-1]:.2f} s")


if __name__ == "__main__":
    main()
