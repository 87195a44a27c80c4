"""The real binary on free ports and a folder of its own, for tests."""
import atexit
import csv
import datetime
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# How HJ 212 names a cadence (CN) and a measure (what stands behind the factor), and how the store does.
CADENCES = {"2011": "realtime", "2051": "minute", "2061": "hour", "2031": "day"}
MEASURES = {"Rtd": "rtd", "Avg": "avg", "Data": "avg", "Min": "min", "Max": "max", "Cou": "cou"}


class House:
    def __init__(self, binary, pack="packs/guancheng"):
        self.binary, self.pack = os.path.abspath(binary), pack
        self.folder = tempfile.mkdtemp(prefix="qingshan-")
        self.data = os.path.join(self.folder, "data")
        self.http = self.hj212 = 0
        self.process = None
        atexit.register(self.leave_nothing)

    def leave_nothing(self):
        """A test that fails in the middle leaves no process behind."""
        if self.process and self.process.poll() is None:
            self.kill()

    def write_pack(self, devices):
        """A simulated district of so many devices becomes the pack of this house."""
        packs = os.path.join(self.folder, "packs")
        for name in ("national", "guancheng"):
            shutil.copytree(os.path.join(ROOT, "packs", name), os.path.join(packs, name))
        self.pack = os.path.join(packs, "sim")
        done = self.run("simulate", "--pack", os.path.join(packs, "guancheng"),
                        "--devices", str(devices), "--write-pack", self.pack)
        assert done.returncode == 0, done.stderr

    def start(self, more=()):
        """Starts `serve`, on the ports of the last time; returns when it is ready."""
        log = open(os.path.join(self.folder, "serve.log"), "ab")
        self.process = subprocess.Popen(
            [self.binary, "serve", "--pack", self.pack, "--data", self.data,
             "--port", str(self.http), "--hj212-port", str(self.hj212),
             "--hj212-address", "127.0.0.1", *more],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        log.close()
        line = self.process.stdout.readline()
        ready = re.match(r"ready http=(\d+) hj212=(\d+)", line)
        if not ready:
            raise AssertionError("serve is not ready: " + self.log()[-2000:])
        self.http, self.hj212 = map(int, ready.groups())

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self, seconds=120):
        self.process.terminate()
        code = self.process.wait(timeout=seconds)
        self.process.stdout.close()
        if code != 0:
            raise AssertionError(f"serve ended with {code}: " + self.log()[-2000:])

    def log(self):
        with open(os.path.join(self.folder, "serve.log"), errors="replace") as file:
            return file.read()

    def run(self, *arguments, seconds=300):
        return subprocess.run([self.binary, *arguments], cwd=ROOT, timeout=seconds,
                              capture_output=True, text=True)

    def kept(self):
        """All that the store holds: (site, factor, cadence, measure, ms) -> row of the export."""
        exported = os.path.join(self.folder, "kept.csv")
        done = self.run("export", "--data", self.data, "--out", exported, seconds=900)
        assert done.returncode == 0, done.stderr
        rows, doubled = {}, []
        with open(exported) as table:
            for row in csv.DictReader(table):
                at = datetime.datetime.fromisoformat(row["time"]).timestamp()
                key = (row["site"], row["factor"], row["cadence"], row["measure"], round(at * 1000))
                if key in rows:
                    doubled.append(key)
                rows[key] = row
        assert not doubled, f"{len(doubled)} values are doubled, such as {doubled[:3]}"
        return rows

    def url(self, path):
        return f"http://127.0.0.1:{self.http}{path}"

    def metrics(self):
        """name or name{label} -> value."""
        with urllib.request.urlopen(self.url("/metrics"), timeout=30) as answer:
            lines = answer.read().decode().splitlines()
        return {name: float(value) for name, value in
                (line.rsplit(" ", 1) for line in lines if line and line[0] != "#")}

    def rss_mb(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024


class Visitor:
    """Somebody who is logged in; without a password one of the people of serve --demo-people."""

    def __init__(self, house, user, password=None):
        self.house, self.cookie, self.csrf = house, "", ""
        if password is None:
            with open(os.path.join(house.data, "demo-password")) as file:
                password = file.read().strip()
        with self.open("POST", "/session", {"user": user, "password": password}) as answer:
            me = json.load(answer)
        self.csrf, self.owes = me["csrf"], me["owes"]

    def open(self, method, path, body=None):
        """The answer as it comes; a refusal is an HTTPError."""
        request = urllib.request.Request(
            self.house.url("/api/v1" + path), method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Cookie": self.cookie,
                     "X-Qingshan-Csrf": self.csrf})
        answer = urllib.request.urlopen(request, timeout=60)
        if answer.headers["Set-Cookie"]:
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        return answer

    def ask(self, method, path, body=None):
        with self.open(method, path, body) as answer:
            return json.load(answer)

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, body):
        return self.ask("POST", path, body)


class Account(Visitor):
    def ask(self, method, path, body=None):
        """(status, answer) whatever the status."""
        try:
            answer = self.open(method, path, body)
        except urllib.error.HTTPError as refused:
            answer = refused
        text = answer.read()
        return answer.status, json.loads(text) if text.startswith((b"{", b"[")) else text


def sites_of(pack):
    """The rows of a pack's table of sites."""
    with open(os.path.join(ROOT, pack, "sites.csv"), encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def acknowledged(journal, pack):
    """What the simulator was told is received, the latest of each, keyed as `kept`, in the unit of sending."""
    sites = {row["device"]: row["id"] for row in sites_of(pack) if row["device"]}
    latest = {}
    with open(journal) as file:
        for line in file:
            mn, cn, at, name, text = line.rstrip("\n").split(",")
            factor, suffix = name.rsplit("-", 1)
            latest[(sites[mn], factor, CADENCES[cn], MEASURES[suffix], int(at))] = float(text)
    return latest


def wait_for(what, holds, seconds=60):
    """The first true answer of `holds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = holds()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError("waited in vain for " + what)


def show(totals):
    print(json.dumps(totals), flush=True)
