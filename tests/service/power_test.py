"""Three firms' meters speak HJ 212-2025 (ST 44) about a morning that is over: the first keeps every rule, the second starts
its treatment late, the third lets it stop in between. What is found opens one case each, with a Gantt picture.

power_test.py BINARY
"""
import datetime
import shutil
import sys

import hj212
from house import House, Visitor, show, wait_for

# What eight shifts make of every byte: annex A in one step.
CRC = [hj212.crc(bytes([byte])) for byte in range(256)]  # of a register whose upper half is 0xFF
MINUTES = 330  # from 07:30 on
LINES = range(45, 240)
TREATMENT = {"A1": lambda m: 30 <= m < 260, "A2": lambda m: 70 <= m < 260,
             "A3": lambda m: 30 <= m < 120 or 160 <= m < 260}
EXPECTED = {"A1": [], "A2": [("p2", 25)], "A3": [("p1", 40)]}


def envelope(segment):
    register = 0xFFFF
    for byte in segment:
        register = CRC[(register >> 8) ^ byte ^ 0xFF]
    return b"##%04d%s%04X\r\n" % (len(segment), segment, register)


def frame(firm, at, minute):
    kw = {2: 80 if minute in LINES else 0.2, 3: 20 if TREATMENT[firm](minute) else 0.1}
    kw |= {4: 40 if minute in LINES else 0.1, 5: 12 if TREATMENT["A1"](minute) else 0.1}
    kw[1] = sum(kw.values()) + 6
    values = ";".join(f"d201{n:02}-Rtd={value},d201{n:02}-Flag=N" for n, value in sorted(kw.items()))
    return envelope((f"QN={at:%Y%m%d%H%M%S}000;ST=44;CN=2011;PW=123456;MN=41010444A8900016000000{firm};"
                     f"Flag=8;CP=&&DataTime={at:%Y%m%d%H%M%S};{values}&&").encode())


def main():
    assert envelope(b"QN=20261121101500123")[-6:-2] == b"B541"
    house = House(sys.argv[1])
    house.start(["--demo-people"])
    try:
        duty = Visitor(house, "duty")
        begin = datetime.datetime.now(hj212.CHINA).replace(hour=7, minute=30, second=0, microsecond=0)
        begin -= datetime.timedelta(days=1)
        for firm in TREATMENT:
            line = hj212.Line(house)
            for minute in range(MINUTES):
                line.send(frame(firm, begin + datetime.timedelta(minutes=minute), minute))
            line.close()
        ids = {one["name"][-2:]: one["id"] for one in duty.get("/power/firms") if one["meters"]}
        assert set(ids) == set(TREATMENT), ids
        span = f"?from={int(begin.timestamp() * 1000)}&until={int((begin.timestamp() + MINUTES * 60) * 1000)}"

        # Afterwards the loggers are silent, which is found too; it begins where the morning ends.
        def found(firm):
            seen = duty.get(f"/power/firms/{ids[firm]}{span}")
            return seen, [clue for clue in seen["clues"] if clue["code"] != "p7"]

        def all_over():
            told = {firm: [(c["code"], round((c["until"] - c["from"]) / 60000)) for c in found(firm)[1] if c["over"]]
                    for firm in ids}
            return told == EXPECTED

        wait_for("each to be found, and nothing else", all_over, seconds=150)
        for firm in EXPECTED:
            seen, clues = found(firm)
            runs = {meter["channel"]: [run for run in meter["runs"] if run[2] == "run"] for meter in seen["meters"]}
            assert len(runs[2]) == 1 and len(runs[3]) == (2 if firm == "A3" else 1), (firm, runs)
            for clue in clues:
                assert clue["confidence"] == "practice" and clue["clause"] and clue["name_en"], clue
                case = duty.get("/cases/" + clue["case"])
                pictures = [e for event in case["timeline"] for e in event["evidence"] if e["type"] == "image/png"]
                assert case["workflow"] == "power_clue" and pictures, case
                with duty.open("GET", "/evidence/" + pictures[0]["hash"]) as answer:
                    assert answer.read(8) == b"\x89PNG\r\n\x1a\n"
        show({firm: [clue["name_zh"] for clue in found(firm)[1]] for firm in ids})
        house.stop()
    except BaseException:
        print(house.log()[-3000:])
        house.kill()
        raise
    shutil.rmtree(house.folder)


if __name__ == "__main__":
    main()
