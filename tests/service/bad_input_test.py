"""Bad input of every kind on the real binary: each is refused or counted by its name, the devices
that behave are unharmed, and memory stays bounded.
"""
import datetime
import http.client
import os
import shutil
import socket
import sys
import time

from hj212 import CHINA, Line, envelope
from house import ROOT, House, wait_for

GOOD = "41010422A000000000000001"   # air-s1 of packs/guancheng
OTHER = "41010422A000000000000002"  # air-s2
MOST_MB = 160  # that all of this may add


def frame(mn=GOOD, cp=None, pw="123456", cn="2011", head="", at=None, bad_crc=False, length=None, flag=5):
    now = datetime.datetime.now(CHINA)
    at = at or now.strftime("%Y%m%d%H%M%S")
    cp = f"DataTime={at};a34004-Rtd=35,a34004-Flag=N" if cp is None else cp
    qn = now.strftime("%Y%m%d%H%M%S%f")[:17]
    segment = f"QN={qn};ST=22;CN={cn};PW={pw};MN={mn};Flag={flag};{head}CP=&&{cp}&&".encode()
    return envelope(segment, bad_crc, length)


def count(house, family, kind):
    return house.metrics().get(f'qingshan_hj212_{family}{{kind="{kind}"}}', 0)


def counted(house, data, kind, family="refused_total"):
    """Sending this is counted under this name, and the next good frame is still taken."""
    before = count(house, family, kind)
    line = Line(house)
    line.send(data)
    line.send(frame())
    assert line.acknowledged(), f"{kind}: the good frame after it is not acknowledged"
    line.close()
    wait_for(f"the count of {kind}", lambda: count(house, family, kind) > before)
    print("counted:", kind, flush=True)


def devices(house):
    counted(house, b"\x00\xffGET / HTTP/1.1\r\n\r\n" * 20, "garbage")
    counted(house, frame(bad_crc=True), "crc_wrong")
    counted(house, frame(length=9), "length_wrong")
    counted(house, frame(mn="41010499A89000160BADBAD0"), "mn_unknown")
    counted(house, frame(pw="654321"), "password_wrong")
    counted(house, frame(cn="7777"), "command_unknown")
    counted(house, frame(at="19700101000000"), "data_time_past")
    counted(house, frame(at="20991231000000"), "data_time_future")
    counted(house, frame(at="20261332000000"), "data_time_bad")
    counted(house, frame(cp="a34004-Rtd=35"), "data_time_missing")
    now = datetime.datetime.now(CHINA).strftime("%Y%m%d%H%M%S")
    counted(house, frame(cp=f"DataTime={now};a34004-Rtd=3x5,a34004-Flag=N"), "value_text")
    counted(house, frame(cp=f"DataTime={now};a34004-Rtd=nan,a34004-Flag=N"), "value_not_finite")
    counted(house, frame(cp=f"DataTime={now};a34004-Rtd=-9999,a34004-Flag=N"), "value_sentinel")
    counted(house, frame(cp=f"DataTime={now};zz9999-Rtd=1"), "factor_unknown")
    counted(house, frame(head="PNUM=999999999;PNO=1;"), "packets_absurd")
    counted(house, frame()[:60] + b"\r\n", "truncated")


def half_and_sticky(house):
    line = Line(house)
    data = frame() + frame(mn=OTHER)
    for piece in (data[:7], data[7:200], data[200:]):
        line.send(piece)
        time.sleep(0.1)
    assert line.acknowledged(), "half and sticky frames are not put together"
    line.close()


def endless(house):
    """10 MB without an end, beside a device that behaves."""
    before = house.rss_mb()
    line = Line(house)
    try:
        for _ in range(160):
            line.send(b"##9999QN=" + b"A" * 65527)
    except OSError:
        pass  # closing such a line is as good
    good = Line(house)
    good.send(frame(mn=OTHER))
    assert good.acknowledged(), "others are harmed by a frame without an end"
    line.close()
    good.close()
    assert house.rss_mb() - before < 40, f"10 MB cost {house.rss_mb() - before:.0f} MB"


def flood(house):
    """One device sends without pause: the line is slowed down, the others are not."""
    line = Line(house)
    line.socket.settimeout(0.5)
    data = frame(flag=4) * 500  # no answers asked: unread ones would slow the line by themselves
    deadline = time.monotonic() + 60
    while count(house, "refused_total", "flood") == 0 and time.monotonic() < deadline:
        try:
            for _ in range(10):
                line.send(data)
        except (socket.timeout, OSError):
            pass  # the gateway has stopped reading
    good = Line(house)
    started = time.monotonic()
    good.send(frame(mn=OTHER))
    assert good.acknowledged(30), "others are harmed by a flood"
    wait_for("the count of flood", lambda: count(house, "refused_total", "flood") > 0)
    print(f"during a flood another device waits {time.monotonic() - started:.2f} s", flush=True)
    line.close()
    good.close()


def slow_loris(house):
    lines = [Line(house) for _ in range(300)]
    for step in range(3):
        for line in lines:
            line.send(b"##01"[step:step + 1])
        time.sleep(0.2)
    good = Line(house)
    good.send(frame(mn=OTHER))
    assert good.acknowledged(), "others are harmed by slow connections"
    for line in lines + [good]:
        line.close()


def http_bodies(house):
    def post(path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", house.http, timeout=30)
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, text

    bearer = {"Authorization": "Bearer x", "Content-Type": "application/json"}
    for body in (b"{", b"[]", b"\xff\xfe", b'{"device":1}', b"[" * 100_000, b""):
        status, text = post("/api/v1/data", body, bearer)
        assert 400 <= status < 500, (body[:20], status, text)
    status, text = post("/api/v1/session", b"{not json", {"Content-Type": "application/json"})
    assert status == 400 and "error" in text, (status, text)
    status, _ = post("/api/v1/session", b"{}" + b" " * (70 << 20), {})
    assert status in (400, 413), status


def refused(house, arguments, *words):
    done = house.run(*arguments)
    said = done.stdout + done.stderr
    assert done.returncode == 1, (arguments, done.returncode, said)
    for word in words:
        assert word in said, f"{arguments}: '{word}' is not in: {said[:600]}"


def tables(house):
    data = os.path.join(house.folder, "tables")

    def write(name, text):
        path = os.path.join(house.folder, name)
        with open(path, "wb") as file:
            file.write(text)
        return path

    def mapping(formats='["%Y-%m-%d %H:%M"]'):
        return write("m.toml", (
            'title = "test"\ntime = ["time"]\ntime_formats = ' + formats +
            '\nsite = "here"\ncadence = "hour"\nmeasure = "avg"\n'
            '[[column]]\ncolumn = "PM2.5"\nfactor = "a34004"\nunit = "ug/m3"\n').encode())

    def take(text, formats='["%Y-%m-%d %H:%M"]'):
        return ["import", write("t.csv", text), "--mapping", mapping(formats), "--data", data]

    good = b"time,PM2.5\n2026-05-01 00:00,35\n"
    refused(house, take("时间,PM2.5\n2026-05-01 00:00,35\n".encode("gbk")), "t.csv")
    refused(house, take(good.decode().encode("utf-16")), "t.csv", "UTF-16")
    refused(house, take(b"time,PM2.5,PM2.5\n2026-05-01 00:00,35,36\n"), "PM2.5")
    refused(house, take(b"time,PM10\n2026-05-01 00:00,35\n"), "PM2.5")
    done = house.run(*take(good + b"01/05/2026 01:00,36\nsoon,37\n2026-05-01 03:00,many\n"), "--json")
    assert done.returncode == 0, done.stderr
    assert '"values":1' in done.stdout and '"line":3' in done.stdout, done.stdout
    refused(house, ["import", write("t.csv", good), "--mapping", write("bad.toml", b"tytle = 1\n"),
                    "--data", data], "bad.toml", "tytle")


def packs(house):
    pack = os.path.join(house.folder, "packs", "broken")
    shutil.copytree(os.path.join(ROOT, "packs"), os.path.join(house.folder, "packs"))
    os.makedirs(pack)
    with open(os.path.join(pack, "pack.toml"), "w") as file:
        file.write('format = 1\nid = "broken"\nname_zh = "坏"\nname_en = "Broken"\n'
                   'inherits = "guancheng"\ncentre = [113.7]\nsurprise = 1\n')
    with open(os.path.join(pack, "rules.toml"), "w") as file:
        file.write('[[rule]]\nid = "r"\nkind = "crystal_ball"\nname_zh = "r"\nname_en = "r"\n')
    refused(house, ["pack", "check", pack], "pack.toml", "centre", "surprise", "rules.toml",
            "crystal_ball", "limit_exceeded")


def main():
    house = House(sys.argv[1])
    house.start()
    try:
        line = Line(house)
        line.send(frame())
        assert line.acknowledged(), "a good frame is not acknowledged"
        line.close()
        before = house.rss_mb()
        for check in (devices, half_and_sticky, endless, flood, slow_loris, http_bodies):
            check(house)
            print(f"{check.__name__}: held, {house.rss_mb():.0f} MB", flush=True)
        assert house.rss_mb() - before < MOST_MB, f"memory grew by {house.rss_mb() - before:.0f} MB"
        house.stop()
    finally:
        if house.process.poll() is None:
            house.kill()
    tables(house)
    packs(house)
    shutil.rmtree(house.folder)
    print("all bad input was refused, counted or bounded")


if __name__ == "__main__":
    main()
