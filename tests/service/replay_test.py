"""Slices of real tables (QS_SHARED_DIR, beside the repository by default) are replayed through TCP into
the real binary: what was acknowledged is what is kept, to the last value.

replay_test.py BINARY
"""
import csv
import datetime
import itertools
import json
import os
import shutil
import sys
import tempfile

from house import ROOT, House

DATA = os.path.join(os.environ.get("QS_SHARED_DIR", os.path.join(ROOT, "..", "shared")), "data")
LINES = 400  # of each table
TABLES = [("zhengzhou_air/stations_hourly_202004_zhengzhou.csv", "zhengzhou_stations_hourly"),
          ("water_stations/cn_water_4h_20210401_20210405.csv", "water_stations_4h"),
          ("beijing_multisite/PRSA_Data_Tiantan_20130301-20160229.csv", "beijing_multisite"),
          ("noise/leq_1min.csv", "noise_leq_1min")]
NAMES = {"2011": "realtime", "2051": "minute", "2061": "hour", "2031": "day"}
MEASURES = {"Rtd": "rtd", "Avg": "avg", "Data": "avg", "Min": "min", "Max": "max", "Cou": "cou"}


def slice_of(table, folder):
    file = os.path.join(folder, os.path.basename(table))
    with open(os.path.join(DATA, table), "rb") as whole, open(file, "wb") as part:
        part.writelines(itertools.islice(whole, LINES + 1))
    return file


def acknowledged(journal, pack):
    with open(os.path.join(pack, "sites.csv"), encoding="utf-8-sig") as file:
        sites = {row["device"]: row["id"] for row in csv.DictReader(file)}
    values = {}
    with open(journal) as file:
        for line in file:
            mn, cn, at, key, text = line.rstrip("\n").split(",")
            factor, suffix = key.rsplit("-", 1)
            values[(sites[mn], factor, NAMES[cn], MEASURES[suffix], int(at))] = float(text)
    return values


def kept(house):
    file = os.path.join(house.folder, "kept.csv")
    done = house.run("export", "--data", house.data, "--out", file)
    assert done.returncode == 0, done.stderr
    values = {}
    with open(file) as table:
        for row in csv.DictReader(table):
            if row["origin"] != "device":
                continue
            at = round(datetime.datetime.fromisoformat(row["time"]).timestamp() * 1000)
            key = (row["site"], row["factor"], row["cadence"], row["measure"], at)
            assert key not in values, f"{key} stands twice"
            values[key] = float(row["value"])
    return values


def replay(binary, table, mapping):
    folder = tempfile.mkdtemp(prefix="qingshan-replay-")
    pack = os.path.join(folder, "pack")
    asked = ["simulate", "--replay", slice_of(table, folder), "--mapping",
             f"packs/national/mappings/{mapping}.toml"]
    house = House(binary, pack)
    made = house.run(*asked, "--write-pack", pack)
    assert made.returncode == 0, made.stderr
    house.start()
    journal = os.path.join(folder, "journal.csv")
    try:
        done = house.run(*asked, "--pack", pack, "--port", str(house.hj212), "--journal", journal,
                         "--drain", "--json")
        assert done.returncode == 0, done.stderr
        totals = json.loads(done.stdout)
        assert totals["frames_waiting"] == 0, totals
        refused = {name: n for name, n in house.metrics().items() if "refused" in name and n}
        house.stop()
    finally:
        if house.process.poll() is None:
            house.kill()
    sent, there = acknowledged(journal, pack), kept(house)
    assert sent, "nothing was acknowledged: " + str(refused)
    lost = [key for key in sent if key not in there]
    more = [key for key in there if key not in sent]
    other = [(key, sent[key], there[key]) for key in sent if key in there
             and abs(sent[key] - there[key]) > 1e-6 * max(1, abs(sent[key]))]
    assert not lost, f"{mapping}: {len(lost)} acknowledged values are lost, such as {lost[:3]}"
    assert not more, f"{mapping}: {len(more)} values nobody sent, such as {more[:3]}"
    assert not other, f"{mapping}: {len(other)} values changed, such as {other[:3]}"
    print(f"{mapping}: {totals['frames_acknowledged']} frames, {len(sent)} values acknowledged and "
          f"kept; refused {refused}", flush=True)
    shutil.rmtree(folder)
    shutil.rmtree(house.folder)


def main():
    if not os.path.isdir(DATA):
        print("skipped: no data in " + DATA)
        return
    for table, mapping in TABLES:
        replay(sys.argv[1], table, mapping)


if __name__ == "__main__":
    main()
