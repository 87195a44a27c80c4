"""A year of an outlet's hours with a flat stretch in it: `detect` finds it in a CSV never seen before, and the server
says it of the same hours once the day is closed; an analyst refutes, takes back and confirms.

suspicion_test.py BINARY
"""
import datetime
import json
import os
import random
import sys
import urllib.error

from hj212 import CHINA
from house import House, Visitor, wait_for

OUTLET, DAYS, FLAT_HOURS, FLAT = "outlet-gas-1", 90, 16, "48.6"
MAPPING = """title = "made up"
time = ["time"]
time_formats = ["%Y-%m-%dT%H:%M"]
site = "outlet-gas-1"
cadence = "hour"
measure = "avg"
[[column]]
column = "NOx"
factor = "a21002"
unit = "mg/m3"
[[column]]
column = "O2"
factor = "a19001"
unit = "%"
"""


def rows(until):
    dice, wander = random.Random(6), 0.0
    first = until - datetime.timedelta(days=DAYS)
    flat = DAYS * 24 - 4 * 24 + 5  # 05:00 four days ago
    for i in range(DAYS * 24):
        wander = 0.95 * wander + dice.uniform(-1, 1)
        nox = FLAT if flat <= i < flat + FLAT_HOURS else f"{45 + 4 * wander + dice.uniform(-1, 1):.1f}"
        yield (first + datetime.timedelta(hours=i)).strftime("%Y-%m-%dT%H:%M"), nox, f"{9 - 0.5 * wander:.2f}"


def conflict(who, path, body):
    try:
        who.post(path, body)
    except urllib.error.HTTPError as refused:
        return refused.code
    return 200


def main():
    house = House(sys.argv[1])
    today = datetime.datetime.now(CHINA).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    table, mapping = os.path.join(house.folder, "made.csv"), os.path.join(house.folder, "made.toml")
    with open(table, "w", encoding="utf-8") as out:
        out.write("time,NOx,O2\n" + "".join(",".join(row) + "\n" for row in rows(today)))
    with open(mapping, "w", encoding="utf-8") as out:
        out.write(MAPPING)
    page = os.path.join(house.folder, "page.html")
    done = house.run("detect", "--pack", house.pack, "--input", table, "--page", page)
    assert done.returncode == 0, done.stderr
    flats = [one for one in json.loads(done.stdout)["findings"] if one["code"] == "FLAT"]
    assert len(flats) == 1 and flats[0]["factors"][0] == "a21002", done.stdout[:2000]
    assert flats[0]["figures"] == {"value": float(FLAT), "values": FLAT_HOURS}, flats[0]["figures"]
    with open(page, encoding="utf-8") as read:
        text = read.read()
    assert "<svg" in text and FLAT in text and "http" not in text, "the page needs nothing from outside"
    bad = os.path.join(house.folder, "bad.csv")
    with open(bad, "w", encoding="utf-8") as out:
        out.write("time,NOx\n2026-01-01T00:00,1\n2026-01-01T01:00,much\n")
    refused = house.run("detect", "--pack", house.pack, "--input", bad)
    assert refused.returncode == 1 and "bad.csv:3, column 2" in refused.stderr, refused.stderr

    taken = house.run("import", table, "--mapping", mapping, "--data", house.data, "--pack", house.pack,
                      "--reason", "test")
    assert taken.returncode == 0, taken.stderr
    house.start(["--demo-people"])
    duty, viewer = Visitor(house, "duty"), Visitor(house, "viewer")

    def said():
        outlets = {one["id"]: one for one in duty.get("/suspicion")["outlets"]}
        return [one for one in outlets[OUTLET]["findings"] if one["code"] == "FLAT"]

    one = wait_for("the outlet to be judged", said)[0]
    whole = duty.get(f"/suspicion/{one['id']}")
    assert whole["picture"]["lines"][0]["look"] == "measured" and one["state"] == "new"
    days = {day["day"]: day["probability"] for day in duty.get(f"/sites/{OUTLET}/suspicion")["days"]}
    flat_day = (today - datetime.timedelta(days=4)).strftime("%Y-%m-%d")
    assert days[flat_day] == max(days.values()) > 0.3, days

    verdict = f"/suspicion/{one['id']}/verdict"
    body = {"verdict": "refuted", "why": "stood still, documented", "revision": one["revision"]}
    assert conflict(viewer, verdict, body) == 403
    refuted = duty.post(verdict, body)
    bars = lambda: [bar["times"] for bar in duty.get(f"/sites/{OUTLET}/suspicion")["bars"]]
    assert refuted["state"] == "refuted" and bars() == [1.3], bars()
    assert conflict(duty, verdict, body) == 409, "somebody was faster"
    back = duty.post(verdict, body | {"verdict": "new", "revision": refuted["revision"]})
    assert bars() == [1], "a verdict that is taken back leaves no trace on the bar"
    duty.post(verdict, body | {"verdict": "confirmed", "revision": back["revision"]})
    assert bars() == [0.9], bars()
    wait_for("its case", lambda: [case for case in duty.get("/cases?workflow=suspicion")["items"]])
    house.stop()
    print("a flat stretch was found, refuted, taken back and confirmed, and its case was opened")


if __name__ == "__main__":
    main()
