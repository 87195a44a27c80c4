"""The server is killed (kill -9) at random moments while a faulty district reports to it. After all:
nothing acknowledged is lost, nothing is doubled, every exceedance has one alert and one case.

kill_test.py BINARY [KILLS [SEED]]
"""
import datetime
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time

from house import ROOT, House, acknowledged

HOURS = 6                # of the district's time, ending now
SECONDS_PER_KILL = 1.5   # about: start, live, die
EPISODE = "air-m05"      # this micro station has an episode that must be warned of
RULE, FACTOR, HIGH = "pm25_hour_high", "a34004", 115.0  # ug/m3, packs/guancheng/rules.toml
SENT_IN_MG = {"outlet-gas-1"}  # flue gas is sent in mg/m3, ambient air in the unit that is kept


def in_sent_unit(site, row):
    value = float(row["value"])
    return value / 1000 if site in SENT_IN_MG and row["unit"] == "ug/m3" else value


def check_values(sent, rows):
    lost = [key for key in sent if key not in rows]
    other = [(key, value, rows[key]["value"]) for key, value in sent.items() if key in rows and
             abs(in_sent_unit(key[0], rows[key]) - value) > 1e-6 * max(1, abs(value))]
    assert not lost, f"{len(lost)} acknowledged values are lost, such as {lost[:3]}"
    assert not other, f"{len(other)} acknowledged values changed, such as {other[:3]}"


def check_ledger(data, rows):
    db = sqlite3.connect(f"file:{data}/records.sqlite?mode=ro", uri=True)
    alerts = db.execute('SELECT id, rule, site, ifnull(factor, ""), state, began_at, seen_at, '
                        'fired_at, "case" FROM ledger_alert').fetchall()
    cases = dict(db.execute("SELECT id, alert FROM ledger_case"))
    same = {(a[1], a[2], a[3], a[5]) for a in alerts}
    assert len(same) == len(alerts), "two alerts of one rule, site, factor and beginning"
    open_now = [(a[1], a[2], a[3]) for a in alerts if a[4] in ("firing", "pending")]
    assert len(set(open_now)) == len(open_now), "two open alerts of one rule, site and factor"
    assert len(set(cases.values())) == len(cases), "two cases of one alert"
    with_case = [a for a in alerts if a[7] and a[8]]
    for alert in with_case:
        assert alert[8] in cases, f"the case of {alert[0]} is not in the ledger"
    handled = {a[1] for a in with_case}
    for alert in alerts:
        if alert[7] and alert[1] in handled:
            assert alert[8], f"{alert[0]} fired and has no case"
    # An hour counts when it is over since more than the flow's grace.
    until = time.time() * 1000 - 3_900_000
    hours = [key[4] for key, row in rows.items() if key[:4] == (EPISODE, FACTOR, "hour", "avg") and
             in_sent_unit(EPISODE, row) > HIGH and key[4] < until]
    assert hours, "the episode was not seen at all"
    of_rule = [a for a in alerts if (a[1], a[2]) == (RULE, EPISODE)]
    for hour in hours:
        over = [a[0] for a in of_rule if a[5] <= hour and (a[4] != "resolved" or hour <= a[6])]
        assert len(over) == 1, f"the hour {hour} has {len(over)} alerts: {over}"
    return len(alerts), len(cases), len(hours)


def main():
    binary = sys.argv[1]
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    dice = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20260501)
    house = House(binary)
    house.start()
    begin = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=HOURS)
    journal = os.path.join(house.folder, "journal.csv")
    simulation = subprocess.Popen(
        [house.binary, "simulate", "--pack", house.pack, "--port", str(house.hj212), "--seed", "7",
         "--speed", str(HOURS * 3600 / (kills * SECONDS_PER_KILL)), "--faults", "heavy",
         "--from", begin.isoformat(timespec="seconds").replace("+00:00", "Z"), "--history", "6",
         "--incident", f"episode:{EPISODE}:600:10800:8", "--journal", journal, "--drain", "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        for kill in range(kills):
            time.sleep(dice.choice([0.1, 0.5, 1, 2, 3]) * dice.random() + 0.02)
            house.kill()
            house.start()
            if (kill + 1) % 20 == 0:
                print(f"{kill + 1} kills", flush=True)
        out, _ = simulation.communicate(timeout=300 + kills * SECONDS_PER_KILL)
        totals = json.loads(out)
        assert totals["frames_waiting"] == 0, totals
        time.sleep(15)  # the flow closes what came last
        house.stop()
    finally:
        simulation.kill()
        if house.process.poll() is None:
            house.kill()
    sent, rows = acknowledged(journal, house.pack), house.kept()
    check_values(sent, rows)
    alerts, cases, hours = check_ledger(house.data, rows)
    proof = house.run("verify", "--data", house.data)
    assert proof.returncode == 0, proof.stdout + proof.stderr
    print(f"{kills} kills, {totals['connections']} connections, {totals['frames_sent']} frames sent, "
          f"{totals['frames_resent']} of them again, {len(sent)} values acknowledged and kept, "
          f"{len(rows)} rows, {alerts} alerts, {cases} cases, {hours} hours of episode")
    shutil.rmtree(house.folder)


if __name__ == "__main__":
    main()
