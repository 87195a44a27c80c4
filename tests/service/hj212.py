"""HJ 212 as a device speaks it, for tests that are devices themselves."""
import datetime
import socket

CHINA = datetime.timezone(datetime.timedelta(hours=8))


def crc(segment):
    """HJ 212 annex A."""
    register = 0xFFFF
    for byte in segment:
        register = (register >> 8) ^ byte
        for _ in range(8):
            register = (register >> 1) ^ 0xA001 if register & 1 else register >> 1
    return register


def envelope(segment, bad_crc=False, length=None):
    check = crc(segment) ^ (0x5555 if bad_crc else 0)
    return b"##%04d%s%04X\r\n" % (len(segment) if length is None else length, segment, check)


class Line:
    def __init__(self, house):
        self.socket = socket.create_connection(("127.0.0.1", house.hj212), timeout=10)

    def send(self, data):
        self.socket.sendall(data)

    def acknowledged(self, seconds=10):
        self.socket.settimeout(seconds)
        heard = b""
        try:
            while b"CN=9014" not in heard:
                piece = self.socket.recv(4096)
                if not piece:
                    return False
                heard += piece
        except (socket.timeout, ConnectionError):
            return False
        return True

    def close(self):
        self.socket.close()
