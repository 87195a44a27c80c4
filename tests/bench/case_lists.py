#!/usr/bin/env python3
"""What people ask of a million cases, by the clock of who asks over HTTP.

  case_lists.py <binary of qingshan> <case_fill> [thousands of cases]     prints one line of JSON
"""
import json
import pathlib
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "service"))
from house import House, ROOT, Visitor  # noqa: E402

ASKED = 200
STREETS = ["beixiajie", "xidajie", "nanguan", "dongdajie", "erligang"]
QUESTIONS = {
    "my work of a street": ("dongdajie", "/cases?mine=1&state=open&limit=100"),
    "my work of the district's duty": ("duty", "/cases?mine=1&state=open&limit=100"),
    "board of a workflow": ("duty", "/cases/board?workflow=complaint"),
    "calendar of a month": ("duty", "/cases/calendar?from=2026-11-01&days=42"),
    "all open cases, newest first": ("duty", "/cases?state=open&limit=50"),
    "overdue cases of a street": ("duty", "/cases?state=open&overdue=1&street={street}&limit=50"),
    "closed cases of a workflow": ("duty", "/cases?state=closed&workflow=complaint&limit=50"),
    "one case's story": ("duty", "/cases/c{case:08}"),
    "statistics of a year by street": ("duty", "/cases/statistics?from=2026-01&until=2026-12&by=street"),
    "the day's figures": ("duty", "/summary"),
}


def asked(visitor, path, cases):
    times = []
    for i in range(ASKED):
        address = path.format(street=STREETS[i % len(STREETS)], case=i * 7919 % cases)
        began = time.perf_counter()
        visitor.get(address)
        times.append((time.perf_counter() - began) * 1e3)
    times.sort()
    return {"p50_ms": round(times[ASKED // 2], 2), "p99_ms": round(times[ASKED * 99 // 100], 2)}


def main():
    binary, filler = sys.argv[1:3]
    thousands = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    house = House(binary)
    try:
        began = time.monotonic()
        subprocess.run([filler, house.data, house.pack, str(thousands)], check=True, cwd=ROOT)
        found = {"cases": thousands * 1000, "fill_s": round(time.monotonic() - began)}
        house.start(["--demo-people"])
        try:
            people = {user: Visitor(house, user) for user in {user for user, _ in QUESTIONS.values()}}
            found["asked"] = {name: asked(people[user], path, thousands * 1000)
                              for name, (user, path) in QUESTIONS.items()}
        finally:
            house.kill()
    finally:
        shutil.rmtree(house.folder, ignore_errors=True)
    print(json.dumps(found))


main()
