#!/usr/bin/env python3
"""A month's bulletin for sixteen streets, end to end over HTTP: issued (every figure gathered and kept), then its Word
file, its PDF and its workbook.

  month_bulletin.py <binary of qingshan>     prints one line of JSON
"""
import csv
import datetime
import json
import os
import pathlib
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "service"))
from house import House, ROOT, Account  # noqa: E402

STREETS, ROUNDS = 16, 5


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)


def widen(pack):
    """Streets beside the district's own until there are enough, each where its first one is, with people in charge."""
    streets, outlines, people = (os.path.join(pack, *path) for path in (
        ("area", "streets.csv"), ("area", "streets.geojson"), ("records", "person_in_charge.csv")))
    rows, in_charge = rows_of(streets), rows_of(people)
    first = rows[0]["id"]
    with open(outlines, encoding="utf-8") as file:
        shapes = json.load(file)
    outline = next(one for one in shapes["features"] if one["properties"]["id"] == first)
    chiefs = [one for one in in_charge if one["street"] == first]
    for i in range(len(rows), STREETS):
        street = f"more{i}"
        rows.append({**rows[0], "id": street, "name_zh": f"第{i}街道", "name_en": f"Street {i}"})
        shapes["features"].append({**outline, "properties": {**outline["properties"], "id": street}})
        in_charge += [{**one, "id": one["id"].replace(first, street), "street": street} for one in chiefs]
    write_rows(streets, rows)
    write_rows(people, in_charge)
    with open(outlines, "w", encoding="utf-8") as file:
        json.dump(shapes, file)


def clocked(times, what, ask):
    began = time.perf_counter()
    answer = ask()
    times.setdefault(what, []).append(time.perf_counter() - began)
    return answer


def fetched(account, path):
    with account.open("GET", path) as answer:
        return answer.read()


def main():
    house = House(sys.argv[1])
    packs = os.path.join(house.folder, "packs")
    for name in ("national", "guancheng"):
        shutil.copytree(os.path.join(ROOT, "packs", name), os.path.join(packs, name))
    house.pack = os.path.join(packs, "guancheng")
    widen(house.pack)
    house.start(["--demo-people"])
    times = {}
    try:
        admin = Account(house, "admin")
        last = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date().replace(day=1) - datetime.timedelta(days=1)
        for _ in range(ROUNDS):
            status, made = clocked(times, "issued", lambda: admin.ask(
                "POST", "/plan/bulletins", {"period": "month", "day": last.isoformat(), "why": "按期"}))
            assert status == 201, made
            path = f"/records/plan_bulletin/{made['id']}"
            for form in ("docx", "pdf", "xlsx"):
                clocked(times, form, lambda: fetched(admin, f"{path}/papers/monthly_bulletin?format={form}"))
        assert len(admin.get(path)[1]["fields"]["cases"]) == STREETS
    finally:
        house.stop()
        shutil.rmtree(house.folder, ignore_errors=True)
    worst = {what: round(max(each), 3) for what, each in times.items()}
    print(json.dumps({"streets": STREETS, "seconds": worst, "all": round(sum(worst.values()), 3)}))


main()
