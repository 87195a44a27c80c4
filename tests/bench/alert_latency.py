"""How long from a device's frame to its alert on the page, while a thousand devices report.

alert_latency.py BINARY [FRAMES_PER_SECOND [PROBES]]

One device of its own sends a value far above its rule, again and again; a page that listens to the live events
is told of the alert. Prints the quantiles of the time between, and the load that was kept up meanwhile.
"""
import datetime
import http.client
import json
import os
import shutil
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../service"))
from hj212 import CHINA, Line, envelope  # noqa: E402
from house import House, Visitor, sites_of  # noqa: E402

DEVICES = 1000
WARM_UP, AFTER = 15, 5  # seconds
PATIENCE = 30           # seconds for one alert
STEP = datetime.timedelta(minutes=20)  # of the data's time from probe to probe: the last alert is over
CLEAR = [datetime.timedelta(minutes=m) for m in (5, 11)]  # low values that end it (resolve_after = 5m)


class Page:
    """A browser's part: the session and the live events of a duty officer."""

    def __init__(self, house):
        events = http.client.HTTPConnection("127.0.0.1", house.http, timeout=600)
        events.request("GET", "/api/v1/events", headers={"Cookie": Visitor(house, "duty").cookie})
        self.stream = events.getresponse()
        assert self.stream.status == 200

    def alerts(self):
        """Each alert as the live events bring it."""
        event = b""
        for line in self.stream:
            if line.startswith(b"event:"):
                event = line[6:].strip()
            elif line.startswith(b"data:") and event == b"alert":
                yield json.loads(line[5:])


class Probe:
    def __init__(self, house, mn):
        self.line, self.mn = Line(house), mn

    def send(self, at, value):
        qn = datetime.datetime.now(CHINA).strftime("%Y%m%d%H%M%S%f")[:17]
        self.line.send(envelope(
            f"QN={qn};ST=22;CN=2011;PW=123456;MN={self.mn};Flag=5;"
            f"CP=&&DataTime={at.strftime('%Y%m%d%H%M%S')};a34004-Rtd={value},a34004-Flag=N&&".encode()))
        assert self.line.acknowledged(60)


def listen(page, began, seen):
    for alert in page.alerts():
        if alert["rule"] == "pm25_now_high" and alert["state"] == "firing" and alert["id"] not in seen:
            seen[alert["id"]] = time.monotonic()
            began.set()


def probe_all(house, mn, count):
    page, began, seen = Page(house), threading.Event(), {}
    threading.Thread(target=listen, args=(page, began, seen), daemon=True).start()
    probe = Probe(house, mn)
    at = datetime.datetime.now(CHINA).replace(microsecond=0) - STEP * (count + 1)
    waits = []
    for _ in range(count):
        began.clear()
        start = time.monotonic()
        probe.send(at, 400)
        assert began.wait(PATIENCE), "no alert"
        waits.append(max(seen.values()) - start)
        for later in CLEAR:
            probe.send(at + later, 20)
        at += STEP
        time.sleep(0.05)
    return sorted(waits)


def main():
    rate = float(sys.argv[2]) if len(sys.argv) > 2 else 0
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    house = House(sys.argv[1])
    house.write_pack(DEVICES + 1)
    house.start(more=["--demo-people"])
    mn = sites_of(house.pack)[-1]["device"]
    load = None
    if rate > 0:
        load = subprocess.Popen([house.binary, "bench", "--pack", house.pack, "--port", str(house.hj212),
                                 "--connections", str(DEVICES), "--window", "16", "--rate", str(rate),
                                 "--warm-up", str(WARM_UP), "--seconds", str(max(10, count // 3))],
                                stdout=subprocess.PIPE, text=True)
        time.sleep(WARM_UP + AFTER)
    try:
        waits = probe_all(house, mn, count)
        kept_up = json.loads(load.communicate(timeout=600)[0])["values_per_second"] if load else 0
    finally:
        if load:
            load.kill()
        house.kill()
    at = lambda share: round(waits[min(len(waits) - 1, int(share * len(waits)))] * 1000)  # noqa: E731
    print(json.dumps({"alerts": len(waits), "values_per_second": round(kept_up), "p50_ms": at(.5),
                      "p90_ms": at(.9), "p99_ms": at(.99), "max_ms": round(waits[-1] * 1000)}))
    shutil.rmtree(house.folder)


if __name__ == "__main__":
    main()
