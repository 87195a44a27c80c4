"""Single sign-on against a small issuer of our own: who is let in, and every forgery that is not.

oidc_test.py BINARY
"""
import base64
import hashlib
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from house import House, Visitor

CLIENT, SECRET = "qingshan", "client secret & sign"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Key:
    """An RSA key in a file, signing with the openssl command."""

    def __init__(self, folder, name):
        self.name, self.file = name, os.path.join(folder, name + ".pem")
        self.openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", self.file)
        text = self.openssl("rsa", "-in", self.file, "-noout", "-modulus").decode()
        self.modulus = bytes.fromhex(text.strip().split("=")[1])

    @staticmethod
    def openssl(*arguments, data=None):
        return subprocess.run(["openssl", *arguments], input=data, check=True, capture_output=True).stdout

    def jwk(self):
        return {"kty": "RSA", "use": "sig", "kid": self.name, "n": b64(self.modulus), "e": "AQAB"}

    def sign(self, data):
        return self.openssl("dgst", "-sha256", "-sign", self.file, data=data)


class Issuer:
    """Answers discovery, keys and token; what it puts into a token is `claims` over what is right."""

    def __init__(self, folder):
        self.key, self.forger = Key(folder, "k1"), Key(folder, "k1-forged")
        self.published = [self.key]
        self.claims, self.alg, self.signer = {}, "RS256", self.key
        self.asked, self.forms = [], []
        issuer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def answer(self, body):
                data = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_GET(self):
                issuer.asked.append(self.path)
                if self.path == "/keys":
                    return self.answer({"keys": [key.jwk() for key in issuer.published]})
                return self.answer({
                    "issuer": issuer.url, "authorization_endpoint": issuer.url + "/authorize",
                    "token_endpoint": issuer.url + "/token", "jwks_uri": issuer.url + "/keys"})

            def do_POST(self):
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                fields = {k: v[0] for k, v in urllib.parse.parse_qs(form).items()}
                issuer.forms.append((fields, self.headers["Authorization"]))
                self.answer({"id_token": issuer.token(), "access_token": "x", "token_type": "Bearer"})

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self):
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "sub": "city-4711", "iat": now, "exp": now + 300,
                  "nonce": self.nonce, "name": "李值班", **self.claims}
        head = b64(json.dumps({"alg": self.alg, "kid": self.key.name}).encode())
        signed = f"{head}.{b64(json.dumps(claims).encode())}"
        return f"{signed}.{b64(self.signer.sign(signed.encode()) if self.signer else b'')}"


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


opener = urllib.request.build_opener(Stay)


def go(url, cookie=""):
    """(status, Location, cookies) without following."""
    request = urllib.request.Request(url, headers={"Cookie": cookie})
    try:
        answer = opener.open(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    cookies = {}
    for line in answer.headers.get_all("Set-Cookie") or []:
        name, _, value = line.split(";")[0].partition("=")
        cookies[name] = value
    return answer.status, answer.headers["Location"], cookies


class Browser:
    """One visit to the log-in of the issuer and back."""

    def __init__(self, house, issuer, to="/alerts"):
        self.house, self.issuer = house, issuer
        status, self.location, cookies = go(house.url("/api/v1/sign-on/start?to=" + to))
        assert status == 302, status
        self.asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.location).query))
        self.state = cookies["qingshan_sign_on"]
        issuer.nonce = self.asked["nonce"]

    def back(self, state=None, cookie=None, code="abc"):
        query = urllib.parse.urlencode({"code": code, "state": state or self.asked["state"]})
        return go(self.house.url("/api/v1/sign-on/callback?" + query),
                  f"qingshan_sign_on={self.state if cookie is None else cookie}")


def refused(answer, fault):
    status, location, cookies = answer
    assert status == 302 and location == "/login?fault=" + fault, answer
    assert "qingshan" not in cookies, "a session was opened"


def test_the_good_way(house, issuer):
    visit = Browser(house, issuer)
    assert visit.location.startswith(issuer.url + "/authorize?"), visit.location
    assert visit.asked["code_challenge_method"] == "S256" and SECRET not in visit.location
    status, location, cookies = visit.back()
    assert (status, location) == (302, "/alerts"), (status, location)
    form, authorization = issuer.forms[-1]
    challenge = b64(hashlib.sha256(form["code_verifier"].encode()).digest())
    assert challenge == visit.asked["code_challenge"], "the verifier does not fit its challenge"
    assert authorization.startswith("Basic ") and "client_secret" not in form
    request = urllib.request.Request(house.url("/api/v1/session"),
                                     headers={"Cookie": "qingshan=" + cookies["qingshan"]})
    me = json.load(urllib.request.urlopen(request, timeout=30))
    assert (me["user"], me["way"]) == ("duty", "oidc"), me
    refused(visit.back(), "expired")  # the state was used


def test_states(house, issuer):
    refused(Browser(house, issuer).back(state="invented"), "expired")
    refused(Browser(house, issuer).back(cookie=""), "expired")  # another browser
    one, other = Browser(house, issuer), Browser(house, issuer)
    refused(one.back(cookie=other.state), "expired")
    refused(Browser(house, issuer).back(code=""), "denied")
    for page in ("//evil.example", "https://evil.example", "/%5Cevil.example"):
        visit = Browser(house, issuer, page)
        assert visit.back()[1] == "/", page


def test_forgeries(house, issuer):
    def tried(fault="refused", **changes):
        visit = Browser(house, issuer)
        for name, value in changes.items():
            setattr(issuer, name, value)
        answer = visit.back()
        issuer.claims, issuer.alg, issuer.signer = {}, "RS256", issuer.key
        refused(answer, fault)

    now = int(time.time())
    tried(signer=issuer.forger)
    tried(signer=None)
    tried(signer=None, alg="none")
    tried(alg="HS256")
    tried(claims={"aud": "another client"})
    tried(claims={"aud": [CLIENT, "another"]})
    tried(claims={"iss": "http://127.0.0.1:1"})
    tried(claims={"exp": now - 120})
    tried(claims={"iat": now + 600})
    tried(claims={"nonce": "replayed from another log-in"})
    tried(claims={"nonce": None})
    tried(claims={"sub": ""})
    tried(fault="unknown", claims={"sub": "nobody here"})
    tried(fault="unknown", claims={"sub": "city-gone"})


def test_changed_keys(house, issuer):
    issuer.key = Key(house.folder, "k2")
    issuer.signer, issuer.published = issuer.key, [issuer.key]
    status, location, _ = Browser(house, issuer).back()
    assert (status, location) == (302, "/alerts"), location


def test_what_is_written_down(house, admin):
    rows = admin.get("/logins?limit=1000")
    ways = {(row["user"], row["outcome"]) for row in rows if row["way"] == "oidc"}
    assert ways == {("duty", "success"), (None, "refused"), }, ways
    assert "city-4711" not in house.log() and SECRET not in house.log()
    assert SECRET not in json.dumps(admin.get("/log-in-ways"))


def main():
    house = House(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        issuer = Issuer(folder)
        os.makedirs(os.path.join(house.data, "secrets"), mode=0o700)
        with open(os.path.join(house.data, "secrets", "sign-on.client"), "w") as file:
            file.write(SECRET)
        with open(os.path.join(house.data, "sign-on.toml"), "w") as file:
            file.write(f'name_zh = "市统一认证"\nname_en = "City sign-on"\nissuer = "{issuer.url}"\n'
                       f'client_id = "{CLIENT}"\nredirect = "https://qingshan.test/api/v1/sign-on/callback"\n')
        house.start(["--demo-people"])
        try:
            admin = Visitor(house, "admin")
            for user, subject, disabled in (("duty", "city-4711", False), ("viewer", "city-gone", True)):
                found = next(one for one in admin.get("/people") if one["id"] == user)
                admin.ask("PUT", "/people/" + user, {"subject": subject, "disabled": disabled,
                                                     "revision": found["revision"], "why": "sign-on"})
            test_the_good_way(house, issuer)
            test_states(house, issuer)
            test_forgeries(house, issuer)
            test_changed_keys(house, issuer)
            test_what_is_written_down(house, admin)
        finally:
            house.stop()
    print("single sign-on: let in by a right token only; "
          f"{len(issuer.forms)} tokens were offered, keys read {issuer.asked.count('/keys')} times")


if __name__ == "__main__":
    main()
