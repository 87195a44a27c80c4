"""A real broker (mosquitto), a publisher, and the server killed in the middle (kill -9): nothing that was
published is lost, nothing is doubled, what is faulty harms nothing else, and the broker may restart.

mqtt_test.py BINARY
"""
import json
import os
import shutil
import socket
import subprocess
import sys
import time

from house import House, sites_of, wait_for

SITE, FACTOR, STEP = "air-m01", "a34004", 60_000
MESSAGES = 900  # a minute each


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Broker:
    """mosquitto with a store of its own, on the same port however often it starts."""

    def __init__(self, folder):
        self.port, self.folder = free_port(), os.path.join(folder, "broker")
        os.makedirs(self.folder)
        self.settings = os.path.join(self.folder, "mosquitto.conf")
        with open(self.settings, "w") as file:
            file.write(f"listener {self.port} 127.0.0.1\nallow_anonymous true\npersistence true\n"
                       f"persistence_location {self.folder}/\nmax_queued_messages 0\n")
            if os.getuid() == 0:
                file.write("user root\n")
        self.start()

    def start(self):
        binary = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
        self.process = subprocess.Popen([binary, "-c", self.settings], stderr=subprocess.DEVNULL)
        wait_for("the broker", self.listens)

    def listens(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)


def text(value):
    return len(value).to_bytes(2, "big") + value


def packet(head, body):
    length, left = b"", len(body)
    while True:
        left, digit = left >> 7, left & 127
        length += bytes([digit | (128 if left else 0)])
        if not left:
            return bytes([head]) + length + body


class Publisher:
    """QoS 1: a message counts as published when the broker said so."""

    def __init__(self, broker):
        self.socket = socket.create_connection(("127.0.0.1", broker.port), timeout=20)
        self.socket.sendall(packet(0x10, text(b"MQTT") + b"\x04\x02\x00\x00" + text(b"device")))
        assert self.read(4) == b"\x20\x02\x00\x00"
        self.number = 0

    def read(self, size):
        out = b""
        while len(out) < size:
            piece = self.socket.recv(size - len(out))
            assert piece, "the broker hung up"
            out += piece
        return out

    def publish(self, topic, payload):
        self.number = self.number % 65535 + 1
        number = self.number.to_bytes(2, "big")
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        self.socket.sendall(packet(0x32, text(topic.encode()) + number + body))
        assert self.read(4) == b"\x40\x02" + number

    def close(self):
        self.socket.close()


def metric(house, name):
    return house.metrics().get("qingshan_mqtt_" + name, 0)


def connected(house):
    return wait_for("the subscriber", lambda: metric(house, 'connected{broker="local"}') == 1)


def reading(at, value):
    return {"records": [{"t": at, "factor": FACTOR, "value": value, "unit": "ug/m3"}]}


def faulty(publisher, device, now):
    """Each is acknowledged and counted; none stands in the way of the others."""
    topic = f"qingshan/v1/{device}/realtime"
    publisher.publish(topic, b"{\"records\":[")
    publisher.publish(topic, b"\xff\x00\xfe")
    publisher.publish(topic, {"records": [{"t": now, "factor": "nonsense", "value": 1}]})
    publisher.publish(topic, {"records": [{"t": now, "factor": FACTOR, "value": 1, "unit": "kPa"}]})
    publisher.publish(topic, {"records": [{"t": 5, "factor": FACTOR, "value": 1}]})
    publisher.publish(topic, {"records": [{"t": now, "factor": FACTOR, "value": 1e300}]})
    publisher.publish("qingshan/v1/stranger-7/realtime", reading(now, 1))
    publisher.publish(topic, b" " * (2 << 20))


def main():
    house = House(sys.argv[1])
    broker = Broker(house.folder)
    more = ("--mqtt", f"127.0.0.1:{broker.port}")
    device = next(row["device"] for row in sites_of(house.pack) if row["id"] == SITE)
    topic = f"qingshan/v1/{device}/realtime"
    now = int(time.time() * 1000) // STEP * STEP
    sent = {}
    try:
        house.start(more)
        connected(house)
        publisher = Publisher(broker)
        for i in range(MESSAGES):
            if i in (200, 500):
                house.kill()  # and while it is away the broker keeps what comes
            if i in (300, 600):
                house.start(more)
            at = now - (MESSAGES - i) * STEP
            sent[at] = 20 + i % 50
            publisher.publish(topic, reading(at, sent[at]))
        connected(house)
        faulty(publisher, device, now)
        publisher.publish(f"air/{device}/data", {"time": now // 1000, "pm25": 41, "o3": "88.5"})
        # What the broker was not told before it stops comes again, and would be counted again.
        wait_for("the last reading", lambda: metric(house, 'refused_total{kind="too_large"}') == 1 and
                 metric(house, "acknowledged_total") == metric(house, "messages_total"))
        time.sleep(1)
        publisher.close()

        broker.stop()
        wait_for("the lost line", lambda: metric(house, 'connected{broker="local"}') == 0)
        broker.start()
        connected(house)
        publisher = Publisher(broker)
        sent[now - STEP // 2] = 77
        publisher.publish(topic, reading(now - STEP // 2, 77))
        publisher.close()
        wait_for("all to be acknowledged", lambda: metric(house, "records_total") > 0 and
                 metric(house, 'waiting{broker="local"}') == 0)
        time.sleep(1)
        counts = {kind: metric(house, f'refused_total{{kind="{kind}"}}') for kind in
                  ("not_json", "unknown_factor", "wrong_unit", "bad_time", "bad_value", "unknown_device")}
        assert counts == {"not_json": 2, "unknown_factor": 1, "wrong_unit": 1, "bad_time": 1,
                          "bad_value": 1, "unknown_device": 1}, counts
        house.stop()
    finally:
        if house.process.poll() is None:
            house.kill()
        if broker.process.poll() is None:
            broker.stop()
    kept = house.kept()
    of_device = {key[4]: float(row["value"]) for key, row in kept.items()
                 if key[:4] == (SITE, FACTOR, "realtime", "rtd")}
    assert of_device.pop(now) == 41 and kept[(SITE, "a05024", "realtime", "rtd", now)]
    assert of_device == sent, (len(of_device), len(sent),
                               [k for k in sent if of_device.get(k) != sent[k]][:3])
    assert not [key for key in kept if "stranger" in key[0]]
    print(f"{len(sent)} readings published over two deaths of the server and one of the broker: all kept once")
    shutil.rmtree(house.folder)


if __name__ == "__main__":
    main()
