"""How many junk reports a second the server turns away, and what that costs the monitoring meanwhile.

public_flood.py BINARY [SECONDS [FLOODERS]]

A device sends a frame every 20 ms and waits until it is durable, first alone, then while flooders post junk to
the page for everybody as fast as they can. Prints posts a second by their answer, the quantiles of the device's
waiting in both times, and the processor time of the server for one post turned away.
"""
import collections
import datetime
import json
import multiprocessing
import os
import shutil
import socket
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../service"))
from hj212 import CHINA, Line, envelope  # noqa: E402
from house import House  # noqa: E402

DEVICE = "41010422A000000000000001"
EVERY = 0.02  # seconds
JUNK = b'{"challenge":"1.0.x.y","answer":"1","kind":"dust","text":"' + b"x" * 1500 + b'","lon":113.7,"lat":34.7}'


def waits(house, seconds):
    """Milliseconds from each frame to its acknowledgement."""
    line, out, end = Line(house), [], time.monotonic() + seconds
    while time.monotonic() < end:
        at = datetime.datetime.now(CHINA)
        began = time.monotonic()
        line.send(envelope(
            f"QN={at.strftime('%Y%m%d%H%M%S%f')[:17]};ST=22;CN=2011;PW=123456;MN={DEVICE};Flag=5;"
            f"CP=&&DataTime={at.strftime('%Y%m%d%H%M%S')};a34004-Rtd=35,a34004-Flag=N&&".encode()))
        assert line.acknowledged(30)
        out.append((time.monotonic() - began) * 1000)
        time.sleep(EVERY)
    line.close()
    return sorted(out)


def flood(port, seconds, out):
    head = f"POST /api/v1/report HTTP/1.1\r\nHost: x\r\nContent-Length: {len(JUNK)}\r\n\r\n".encode()
    counts, end, line = collections.Counter(), time.monotonic() + seconds, None
    while time.monotonic() < end:
        try:
            if line is None:
                line = socket.create_connection(("127.0.0.1", port), timeout=10)
            line.sendall(head + JUNK)
            answer = line.recv(4096)
            counts[answer[9:12].decode() or "closed"] += 1
            if not answer or b"Connection: close" in answer:
                line.close()
                line = None
        except OSError:
            counts["closed"] += 1
            line = None
    out.put(dict(counts))


def processor(house):
    with open(f"/proc/{house.process.pid}/stat") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def quantiles(ms):
    return {name: round(ms[min(len(ms) - 1, int(len(ms) * share))], 1)
            for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1))}


def main():
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 15
    flooders = int(sys.argv[3]) if len(sys.argv) > 3 else 4
    house = House(sys.argv[1])
    house.start(["--demo-people"])
    try:
        waits(house, 2)
        alone_from = processor(house)
        alone = waits(house, seconds)
        alone_cost = processor(house) - alone_from
        results = multiprocessing.Queue()
        crowd = [multiprocessing.Process(target=flood, args=(house.http, seconds, results))
                 for _ in range(flooders)]
        before = processor(house)
        for one in crowd:
            one.start()
        among = waits(house, seconds)
        counts = collections.Counter()
        for _ in crowd:
            counts.update(results.get())
        for one in crowd:
            one.join()
        cost = processor(house) - before - alone_cost
        posts = sum(counts.values())
        print(json.dumps({
            "posts_per_second": round(posts / seconds), "answers": dict(counts),
            "processor_us_per_post": round(max(0, cost) / posts * 1e6),
            "frame_to_ack_ms": {"alone": quantiles(alone), "flooded": quantiles(among)}}, indent=1))
        house.stop()
    finally:
        if house.process.poll() is None:
            house.kill()
        shutil.rmtree(house.folder, ignore_errors=True)


main()
