"""Slices of real tables (QS_SHARED_DIR, beside the repository by default) are replayed through TCP into
the real binary: what was acknowledged is what is kept, to the last value.

replay_test.py BINARY
"""
import itertools
import json
import os
import shutil
import sys
import tempfile

from house import ROOT, House, acknowledged

DATA = os.path.join(os.environ.get("QS_SHARED_DIR", os.path.join(ROOT, "..", "shared")), "data")
LINES = 400  # of each table
TABLES = [("zhengzhou_air/stations_hourly_202004_zhengzhou.csv", "zhengzhou_stations_hourly"),
          ("water_stations/cn_water_4h_20210401_20210405.csv", "water_stations_4h"),
          ("beijing_multisite/PRSA_Data_Tiantan_20130301-20160229.csv", "beijing_multisite"),
          ("noise/leq_1min.csv", "noise_leq_1min")]


def slice_of(table, folder):
    file = os.path.join(folder, os.path.basename(table))
    with open(os.path.join(DATA, table), "rb") as whole, open(file, "wb") as part:
        part.writelines(itertools.islice(whole, LINES + 1))
    return file


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
    sent = acknowledged(journal, pack)
    there = {key: float(row["value"]) for key, row in house.kept().items()
             if row["origin"] == "device"}
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
