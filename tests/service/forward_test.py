"""A simulated district reports to A, and A forwards to B. B is killed and restarted in the middle, then
A. At the end B holds exactly what A holds of the stations and cadences that are forwarded, nothing
doubled, and A has B's proof of delivery.

forward_test.py BINARY
"""
import datetime
import shutil
import subprocess
import sys
import time
import urllib.error

from house import ROOT, House, Visitor, sites_of, wait_for

MEDIA = ["air_standard", "river", "outlet"]
CADENCES = ["minute", "hour"]
PASSWORD = "123456"
HOURS = 6     # of the district's time, ending now
SECONDS = 12  # in which they pass


def reported(house, media):
    """What devices of these media reported in the cadences that are forwarded: key -> value, mark."""
    sites = {row["id"] for row in sites_of(house.pack) if row["kind"] in media}
    return {key: (float(row["value"]), row["mark"]) for key, row in house.kept().items()
            if row["origin"] == "device" and row["site"] in sites and row["cadence"] in CADENCES}


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
    here, there = reported(a, MEDIA), reported(b, MEDIA)
    lost = [key for key in here if key not in there]
    more = [key for key in there if key not in here]
    assert not lost, f"{len(lost)} values did not arrive, such as {lost[:3]}"
    assert not more, f"{len(more)} values came from nowhere, such as {more[:3]}"
    other = [(key, here[key], there[key]) for key in here
             if abs(here[key][0] - there[key][0]) > 1e-6 * max(1, abs(here[key][0]))
             or here[key][1] != there[key][1]]
    assert not other, f"{len(other)} values changed on the way, such as {other[:3]}"
    assert not reported(b, ["air_micro", "noise"]), "stations that are not forwarded arrived"
    print(f"{len(here)} values at A and at B, {done['acked']} frames acknowledged, the last "
          f"{done['delivered_qn']}")
    shutil.rmtree(a.folder)
    shutil.rmtree(b.folder)


if __name__ == "__main__":
    main()
