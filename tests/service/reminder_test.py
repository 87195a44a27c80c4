"""What falls due is told, on the real binary: a street's person finds one notice of the day, a second start tells
nothing again, and the webhook of who has one gets the same words.

reminder_test.py BINARY
"""
import http.server
import json
import os
import shutil
import sys
import threading
import time

from house import ROOT, House, Visitor, show, wait_for

LAW = 'at = "{}"\nstreet_roles = ["street"]\notherwise = ["department", "district_duty", "admin"]\n'

ROUND_S = 12  # the first look is five seconds after the start, the outbox is sent every five


class Ear(http.server.BaseHTTPRequestHandler):
    heard = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Ear.heard.append(json.loads(body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def adopted(house):
    """The district of Guancheng in a folder of its own."""
    packs = os.path.join(house.folder, "packs")
    for name in ("national", "guancheng"):
        shutil.copytree(os.path.join(ROOT, "packs", name), os.path.join(packs, name))
    house.pack = os.path.join(packs, "guancheng")


def tells_at(house, clock):
    with open(os.path.join(house.pack, "reminders.toml"), "w") as file:
        file.write(LAW.format(clock))


def digests(visitor):
    return [n for n in visitor.get("/notices")["items"] if n["text_zh"].startswith("【到期提醒】")]


def main(binary):
    ear = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=ear.serve_forever, daemon=True).start()
    house = House(binary)
    adopted(house)
    tells_at(house, "24:00")  # never
    more = ["--demo-people", "--webhook", f"plain=http://127.0.0.1:{ear.server_port}/"]
    house.start(more)
    try:
        admin = Visitor(house, "admin")
        person = next(p for p in admin.get("/people") if p["id"] == "dongdajie")
        admin.ask("PUT", "/people/dongdajie", {"channels": ["plain"], "revision": person["revision"], "why": "phone"})
        house.stop()

        tells_at(house, "00:00")
        house.start(more)
        street = Visitor(house, "dongdajie")
        [told] = wait_for("the notice of the day", lambda: digests(street))
        overdue = street.get("/dues?street=dongdajie")["counts"]["overdue"]
        assert overdue > 0 and f"{overdue} 项已逾期" in told["text_zh"], (overdue, told)
        assert "overdue" in told["text_en"], told
        wait_for("the webhook", lambda: Ear.heard)
        assert "到期提醒" in json.dumps(Ear.heard[0], ensure_ascii=False), Ear.heard

        # The same day again, also after a death: nothing is told twice.
        house.kill()
        house.start(more)
        time.sleep(ROUND_S)
        assert digests(Visitor(house, "dongdajie")) == [told]
        assert len(Ear.heard) == 1, Ear.heard
        show({"reminder": "ok", "overdue": overdue})
        house.stop()
    except BaseException:
        print(house.log()[-3000:])
        house.kill()
        raise
    shutil.rmtree(house.folder)


if __name__ == "__main__":
    main(sys.argv[1])
