"""Both districts as they are tried out, on the real binary: no register is empty, and for a point of a grid, a river
section, a road and a plot the people in charge of four levels are told with their telephones.

demonstration_test.py BINARY
"""
import shutil
import sys

from house import House, Visitor, show, wait_for

LEVELS = ["district", "street", "community", "cell"]


def middle(record):
    """A point on the record's place."""
    fields = record["fields"]
    shape = fields.get("course") or fields.get("outline") or fields["place"]
    line = shape["coordinates"]
    if shape["type"] == "Point":
        return line
    if shape["type"] == "Polygon":
        line = line[0][:-1]
    return [sum(point[i] for point in line) / len(line) for i in (0, 1)]


def told(visitor, kind, look):
    """Level and telephone of whom the look names at a simulated record of the kind."""
    records = visitor.get(f"/records/{kind}?limit=50")["items"]
    record = next(r for r in records if r["fields"].get("simulated") and r["fields"].get("street"))
    lon, lat = middle(record)
    looks = {one["id"]: one["items"] for one in visitor.get(f"/charge?lon={lon}&lat={lat}")["looks"]}
    return [(p["fields"]["level"], p["fields"].get("phone")) for item in looks[look] for p in item["people"]]


def look_at(binary, pack):
    house = House(binary, pack)
    house.start(["--demo-people"])
    try:
        admin = Visitor(house, "admin")
        kinds = [kind["name"] for kind in admin.get("/kinds")["kinds"]]
        # What follows from the records, such as credit, is there a moment later.
        wait_for(f"{pack}: something in every register",
                 lambda: all(admin.get("/counts/" + kind)["count"] for kind in kinds))
        for kind, look in (("road", "road"), ("section", "section"), ("plot", "plot"), ("road", "grid")):
            people = told(admin, kind, look)
            assert [level for level, _ in people][:4] == LEVELS, (pack, look, people)
            assert all(phone for _, phone in people[:4]), (pack, look, people)
        house.stop()
    except BaseException:
        print(house.log()[-3000:])
        house.kill()
        raise
    shutil.rmtree(house.folder)
    return len(kinds)


def main(binary):
    show({pack: look_at(binary, "packs/" + pack) for pack in ("guancheng", "jingkai")})


if __name__ == "__main__":
    main(sys.argv[1])
