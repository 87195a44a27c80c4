"""A simulated district reports to A, and A forwards to B. B is killed and restarted in the middle, then
A. At the end B holds exactly what A holds of the stations and cadences that are forwarded, nothing
doubled, and A has B's proof of delivery.

forward_test.py BINARY
"""
import csv
import datetime
import os
import shutil
import subprocess
import sys
import time
import urllib.error

from house import ROOT, House, Visitor, wait_for

MEDIA = ["air_standard", "river", "outlet"]
CADENCES = ["minute", "hour"]
PASSWORD = "123456"
HOURS = 6     # of the district's time, ending now
SECONDS = 12  # in which they pass


def sites_of(media):
    with open(os.path.join(ROOT, "packs/guancheng/sites.csv"), encoding="utf-8-sig") as file:
        return {row["id"] for row in csv.DictReader(file) if row["kind"] in media}


def reported(house, sites):
    """What devices reported: key -> value, and keys that stand twice."""
    file = os.path.join(house.folder, "kept.csv")
    done = house.run("export", "--data", house.data, "--out", file)
    assert done.returncode == 0, done.stderr
    rows, doubled = {}, []
    with open(file) as table:
        for row in csv.DictReader(table):
            if row["origin"] != "device" or row["site"] not in sites or row["cadence"] not in CADENCES:
                continue
            key = tuple(row[name] for name in ("site", "factor", "cadence", "measure", "time"))
            if key in rows:
                doubled.append(key)
            rows[key] = (float(row["value"]), row["mark"])
    return rows, doubled


def city(admin):
    return next(f for f in admin.get("/forwards") if f["id"] == "city")


def declare(admin, port, **other):
    return admin.post("/forwards", {
        "id": "city", "name_zh": "B", "host": "127.0.0.1", "port": port, "dialect": "2017",
        "media": MEDIA, "cadences": CADENCES, "password": PASSWORD, "reason": "test", **other})


def check_rights(a):
    try:
        declare(Visitor(a, "viewer"), 1)
        raise AssertionError("a viewer may not declare a superior platform")
    except urllib.error.HTTPError as fault:
        assert fault.code == 403, fault.code


def district(a):
    begin = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=HOURS)
    return subprocess.Popen(
        [a.binary, "simulate", "--pack", a.pack, "--port", str(a.hj212), "--seed", "11", "--faults",
         "light", "--from", begin.isoformat(timespec="seconds").replace("+00:00", "Z"),
         "--speed", str(HOURS * 3600 / SECONDS), "--history", "6", "--realtime", "0", "--drain",
         "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True)


def main():
    binary = sys.argv[1]
    a, b = House(binary), House(binary)
    a.start(["--demo-people"])
    b.start()
    check_rights(a)
    declare(Visitor(a, "admin"), b.hj212, paused=True)
    simulation = district(a)
    try:
        admin = Visitor(a, "admin")
        waiting = wait_for("a queue while it is paused",
                           lambda: (lambda f: f if f["queued"] and f["oldest"] else None)(city(admin)))
        assert waiting["sent"] == 0 and waiting["paused"], waiting
        assert PASSWORD not in str(waiting), "the password is in an answer"
        declare(admin, b.hj212)
        wait_for("first acknowledgements", lambda: city(admin)["acked"] > 200)
        b.kill()
        time.sleep(1)
        b.start()
        wait_for("B again", lambda: city(admin)["connected"])
        a.kill()
        a.start(["--demo-people"])
        admin = Visitor(a, "admin")
        simulation.communicate(timeout=60)
        done = wait_for("an empty queue", lambda: (
            lambda f: f if f["behind"] == 0 and f["queued"] == 0 else None)(city(admin)))
        assert done["acked"] > 0 and done["delivered_qn"] and done["delivered_at"], done
        assert done["set_aside"] == 0, done
        assert PASSWORD not in a.log(), "the password is in the log"
        a.stop()
        b.stop()
    finally:
        simulation.kill()
        for house in (a, b):
            if house.process.poll() is None:
                house.kill()
    sites = sites_of(MEDIA)
    here, doubled_here = reported(a, sites)
    there, doubled = reported(b, sites)
    assert not doubled and not doubled_here, doubled[:3]
    lost = [key for key in here if key not in there]
    more = [key for key in there if key not in here]
    assert not lost, f"{len(lost)} values did not arrive, such as {lost[:3]}"
    assert not more, f"{len(more)} values came from nowhere, such as {more[:3]}"
    other = [(key, here[key], there[key]) for key in here
             if abs(here[key][0] - there[key][0]) > 1e-6 * max(1, abs(here[key][0]))
             or here[key][1] != there[key][1]]
    assert not other, f"{len(other)} values changed on the way, such as {other[:3]}"
    beyond, _ = reported(b, sites_of(["air_micro", "noise"]))
    assert not beyond, "stations that are not forwarded arrived"
    print(f"{len(here)} values at A and at B, {done['acked']} frames acknowledged, the last "
          f"{done['delivered_qn']}")
    shutil.rmtree(a.folder)
    shutil.rmtree(b.folder)


if __name__ == "__main__":
    main()
