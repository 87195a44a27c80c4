"""An outlet owes its hours: what it sent of the last ones, what it marked, what never came, and whether the month can
still be met; a device speaks HJ 212, the figures are recounted here.

transmission_test.py BINARY
"""
import datetime
import sys
import urllib.error

from hj212 import CHINA, Line, envelope
from house import House, Visitor, wait_for

OUTLET, DEVICE = "outlet-gas-1", "41010431A000000000000054"
HOURS = 12


def hour_frame(at, so2, flag):
    """The hour that began at `at`, sent when it was over."""
    said = at + datetime.timedelta(minutes=65)
    return envelope((f"QN={said:%Y%m%d%H%M%S}000;ST=31;CN=2061;PW=123456;MN={DEVICE};Flag=5;"
                     f"CP=&&DataTime={at:%Y%m%d%H}0000;a21026-Avg={so2},a21026-Flag={flag};"
                     f"a21002-Avg=40,a21002-Flag=N&&").encode())


def status_of(who, path):
    try:
        who.get(path)
    except urllib.error.HTTPError as refused:
        return refused.code
    return 200


def main():
    house = House(sys.argv[1])
    house.start(["--demo-people"])
    duty = Visitor(house, "duty")
    now = datetime.datetime.now(CHINA).replace(minute=0, second=0, microsecond=0)
    first = max(now - datetime.timedelta(hours=HOURS), now.replace(day=1, hour=0))
    hours = [first + datetime.timedelta(hours=i) for i in range(int((now - first).total_seconds() // 3600))]
    line = Line(house)
    sent = [at for i, at in enumerate(hours) if i != 1]  # one hour never comes
    for i, at in enumerate(sent):
        line.send(hour_frame(at, 20 + i, "D" if i == 3 else "N"))  # one of SO2 is a fault
        assert line.acknowledged(), at
    line.close()
    if len(hours) < 5:
        print("the month has just begun: there is not enough of it to count")
        house.stop()
        return

    def counted():
        seen = duty.get(f"/sites/{OUTLET}/transmission")
        by_factor = {one["factor"]: one for one in seen["factors"]}
        return seen if by_factor.get("a21026", {}).get("came") == len(sent) else None

    seen = wait_for("the hours to be counted", counted)
    by_factor = {one["factor"]: one for one in seen["factors"]}
    begin, until = seen["counted"]["from"] / 1000, seen["counted"]["until"] / 1000
    over = (until - begin) / 3600  # one more than were sent when an hour ended meanwhile
    assert begin == first.timestamp() and len(hours) <= over <= len(hours) + 1, seen["counted"]
    assert by_factor["a21026"]["owed"] == over and by_factor["a21026"]["valid"] == len(sent) - 1, by_factor
    assert by_factor["a21002"]["valid"] == len(sent), by_factor
    owed, came, valid = 2 * over, 2 * len(sent), 2 * len(sent) - 1
    assert abs(seen["efficiency"] - came / owed * valid / owed) < 1e-9, seen
    end = (first.replace(day=28, hour=0) + datetime.timedelta(days=4)).replace(day=1)
    rest = 2 * (end.timestamp() - until) / 3600
    best = (came + rest) / (owed + rest) * (valid + rest) / (owed + rest)
    assert abs(seen["outlook"]["best"] - best) < 1e-9 and seen["pass"] == 0.75, seen
    assert seen["confidence"] != "verified" and seen["standard"], seen
    assert status_of(duty, "/sites/air-s1/transmission") == 404
    assert status_of(duty, f"/sites/{OUTLET}/transmission?month=2026-13") == 422
    assert status_of(duty, f"/sites/{OUTLET}/transmission?month=2999-01") == 422
    house.stop()
    print(f"{len(hours)} hours of two factors, transmission efficiency {seen['efficiency']:.3f}, {seen['outlook']['end']}")


if __name__ == "__main__":
    main()
