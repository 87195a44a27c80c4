"""The real sets of ../shared/data as tables of outlets.

A table has one step; a cell is a number as it was written or None. The judged part is the last
month; what stands before it is history. No set has limits: the limit of an outlet is the 97th
percentile of its history, so that some values exceed it, as they do in life.
"""
import csv
import datetime as dt
import pathlib
from dataclasses import dataclass, field

SHARED = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "data"
HISTORY_DAYS = 365
JUDGED_DAYS = 30


@dataclass
class Table:
    name: str
    step: dt.timedelta
    times: list
    columns: dict  # "<outlet>/<factor>" -> values
    judged: list   # columns that an operator has a reason to falsify
    load: str = ""  # the column that production shows in
    events: dict = field(default_factory=dict)  # outlet -> {row: "maintenance" | "parameter"}

    def first_judged(self):
        return len(self.times) - JUDGED_DAYS * self.rows_a_day()

    def rows_a_day(self):
        return round(dt.timedelta(days=1) / self.step)

    def outlets(self):
        return sorted({name.split("/")[0] for name in self.judged})

    def limit(self, column):
        history = sorted(v for v in self.columns[column][: self.first_judged()] if v is not None)
        return float(f"{history[int(0.97 * (len(history) - 1))]:.3g}")

    def write(self, path):
        names = list(self.columns)
        with open(path, "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(["time", *names, *(f"{outlet}/event" for outlet in self.events)])
            for row, time in enumerate(self.times):
                cells = ["" if self.columns[n][row] is None else repr(self.columns[n][row]) for n in names]
                out.writerow([time.strftime("%Y-%m-%dT%H:%M"), *cells,
                              *(rows.get(row, "") for rows in self.events.values())])


def number(text, missing=()):
    text = text.strip()
    return None if text in ("", "NA", "NaN", "?") or text in missing else float(text)


def rows_of(path):
    with open(SHARED / path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cut(table):
    """The last month and the year before it."""
    keep = (HISTORY_DAYS + JUDGED_DAYS) * table.rows_a_day()
    table.times = table.times[-keep:]
    table.columns = {name: values[-keep:] for name, values in table.columns.items()}
    return table


def gas_turbine():
    """Two outlets: the same turbine in two pairs of years. Its file names energy yield and
    compressor pressure the wrong way round: the yield is the one of some 100 to 180 MWh."""
    rows = rows_of("process/gt_co_nox_2011_2015.csv")
    names = {"Nitrogen oxides": "a21002", "Carbon monoxide": "a21005",
             "Compressor discharge pressure": "load", "Ambient temperature": "ambient",
             "Turbine inlet temperature": "inlet", "Turbine after temperature": "after"}
    length = (HISTORY_DAYS + JUDGED_DAYS) * 24
    columns = {}
    for outlet, first in (("gt1", 0), ("gt2", 18000)):
        for source, factor in names.items():
            columns[f"{outlet}/{factor}"] = [number(r[source]) for r in rows[first : first + length]]
    times = [dt.datetime(2011, 1, 1) + dt.timedelta(hours=h) for h in range(length)]
    return Table("gas_turbine", dt.timedelta(hours=1), times, columns,
                 [f"{o}/{f}" for o in ("gt1", "gt2") for f in ("a21002", "a21005")], "load")


def uci_air():
    rows = rows_of("sensors/AirQualityUCI.csv")
    names = {"NOx_GT": "a21002", "CO_GT": "a21005", "NO2_GT": "a21004", "PT08_S1_CO": "sensor_co",
             "PT08_S2_NMHC": "sensor_nmhc", "PT08_S3_NOx": "sensor_nox", "T": "temperature"}
    times = [dt.datetime.strptime(r["Date"] + r["Time"], "%d/%m/%Y%H:%M:%S") for r in rows]
    columns = {f"urban/{f}": [number(r[s], ("-200", "-200.0")) for r in rows] for s, f in names.items()}
    return cut(Table("uci_air", dt.timedelta(hours=1), times, columns,
                     [f"urban/{f}" for f in ("a21002", "a21005", "a21004")], "sensor_nmhc"))


def beijing():
    columns, times = {}, []
    for station in ("Dongsi", "Guanyuan", "Tiantan"):
        rows = rows_of(f"beijing_multisite/PRSA_Data_{station}_20130301-20160229.csv")
        times = [dt.datetime(*(int(r[k]) for k in ("year", "month", "day", "hour"))) for r in rows]
        for source, factor in (("PM2.5", "a34004"), ("SO2", "a21026"), ("NO2", "a21004")):
            columns[f"{station.lower()}/{factor}"] = [number(r[source]) for r in rows]
    return cut(Table("beijing", dt.timedelta(hours=1), times, columns,
                     [n for n in columns if not n.endswith("a21026")]))


def steel():
    """Quarter-hours of a steel plant. No outlet is measured there: its reactive power, which follows
    the power that is used, stands for a flow."""
    rows = rows_of("power/Steel_industry_data.csv")
    times = [dt.datetime(2018, 1, 1) + dt.timedelta(minutes=15 * n) for n in range(len(rows))]
    columns = {"steel/power": [number(r["Usage_kWh"]) for r in rows],
               "steel/a00000": [number(r["Lagging_Current_Reactive.Power_kVarh"]) for r in rows]}
    return Table("steel", dt.timedelta(minutes=15), times, columns, ["steel/a00000"], "power")


def melbourne():
    """Daily; its days have gaps."""
    rows = rows_of("waste_water/melbourne_daily.csv")
    at = [dt.datetime(*(int(float(r[k])) for k in ("Year", "Month", "Day"))) for r in rows]
    first = min(at)
    length = (max(at) - first).days + 1
    names = {"Chemical Oxygen Demand": "w01018", "Ammonia": "w21003", "Average Inflow": "w00000",
             "Energy Consumption": "power", "Total Nitrogen": "w21001"}
    columns = {f"plant/{f}": [None] * length for f in names.values()}
    for time, row in zip(at, rows):
        for source, factor in names.items():
            columns[f"plant/{factor}"][(time - first).days] = number(row[source])
    times = [first + dt.timedelta(days=n) for n in range(length)]
    return Table("melbourne", dt.timedelta(days=1), times, columns,
                 ["plant/w01018", "plant/w21003", "plant/w21001"], "power")


SETS = {f.__name__: f for f in (gas_turbine, uci_air, beijing, steel, melbourne)}
