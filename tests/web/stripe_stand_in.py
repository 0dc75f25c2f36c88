"""Stripe's HTTP interface as far as the shop uses it, on this machine: sessions, refunds, idempotency, signatures."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

KEY, SECRET = "sk_test_stand_in", "whsec_stand_in"


class StandIn:
    """What the other side knows. `faults`: what it does with the next requests: "lost" (done, and the answer is cut
    off), "down" (500 and nothing done)."""

    def __init__(self, url: str) -> None:
        self.url, self.lock = url, threading.RLock()
        self.sessions: dict[str, dict[str, Any]] = {}
        self.refunds: dict[str, dict[str, Any]] = {}
        self.answered: dict[str, tuple[str, int, dict[str, Any]]] = {}
        self.faults: list[str] = []
        self.ahead = 0  # seconds by which its clock is ahead

    def answer(self, method: str, path: str, form: dict[str, str], key: str) -> tuple[int, dict[str, Any]]:
        with self.lock:
            body = f"{path}?{json.dumps(form, sort_keys=True)}"
            if key and key in self.answered:
                before, status, said = self.answered[key]
                return (status, said) if before == body else error("idempotency_error", "another request had this key")
            status, said = self.do(method, path, form)
            if key:
                self.answered[key] = body, status, json.loads(json.dumps(said))
            return status, said

    def do(self, method: str, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        parts = path.strip("/").split("/")[1:]
        if method == "POST" and parts == ["checkout", "sessions"]:
            return self.open(form)
        if parts[:2] == ["checkout", "sessions"] and (session := self.sessions.get(parts[2])):
            if method == "POST":  # …/expire
                if session["status"] != "open":
                    return error("invalid_request_error", "Only open sessions can be expired")
                session["status"] = "expired"
            return 200, session
        if method == "POST" and parts == ["refunds"]:
            return self.refund(form)
        return error("invalid_request_error", f"No such thing: {path}", 404)

    def open(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        until = int(form["expires_at"])
        now = time.time() + self.ahead
        if not now + 30 * 60 - 5 <= until <= now + 24 * 3600:
            return error("invalid_request_error", "expires_at must be between 30 minutes and 24 hours from now")
        amount = int(form["line_items[0][price_data][unit_amount]"]) * int(form["line_items[0][quantity]"])
        name = f"cs_test_{len(self.sessions)}"
        self.sessions[name] = {
            "id": name,
            "object": "checkout.session",
            "status": "open",
            "payment_status": "unpaid",
            "amount_total": amount,
            "currency": form["line_items[0][price_data][currency]"],
            "metadata": {"key": form["metadata[key]"]},
            "client_reference_id": form["client_reference_id"],
            "payment_intent": None,
            "url": f"{self.url}/pay/{name}",
        }
        return 200, self.sessions[name]

    def refund(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        intent, amount = form["payment_intent"], int(form["amount"])
        paid = next((s for s in self.sessions.values() if s["payment_intent"] == intent), None)
        gone = sum(one["amount"] for one in self.refunds.values() if one["payment_intent"] == intent)
        if paid is None or gone + amount > paid["amount_total"]:
            return error("invalid_request_error", "Refund amount is greater than unrefunded amount on charge")
        made = {"id": f"re_{len(self.refunds)}", "object": "refund", "status": "succeeded"}
        self.refunds[made["id"]] = made | {"payment_intent": intent, "amount": amount}
        return 200, self.refunds[made["id"]]

    def pay(self, name: str) -> bool:
        """What the customer does on Stripe's page; whether she could."""
        with self.lock:
            session = self.sessions[name]
            if session["status"] != "open":
                return False
            session |= {"status": "complete", "payment_status": "paid", "payment_intent": f"pi_{name}"}
            return True

    def event(self, name: str, kind: str = "completed", number: str = "") -> bytes:
        """The message about a session as it is now."""
        said = {
            "id": f"evt_{name}_{kind}{number}",
            "object": "event",
            "type": f"checkout.session.{kind}",
            "created": int(time.time()),
            "api_version": "2026-10-28.endive",
            "data": {"object": self.sessions[name]},
        }
        return json.dumps(said).encode()


def signed(content: bytes, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The header with which Stripe signs: docs.stripe.com/webhooks/signature."""
    stamp = int(time.time() if at is None else at)
    mac = hmac.new(secret.encode(), f"{stamp}.".encode() + content, hashlib.sha256).hexdigest()
    return {"Stripe-Signature": f"t={stamp},v1={mac}"}


def error(kind: str, message: str, status: int = 400) -> tuple[int, dict[str, Any]]:
    return status, {"error": {"type": kind, "message": message}}


@contextmanager
def stand_in() -> Iterator[StandIn]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.deal("GET")

        def do_POST(self) -> None:
            self.deal("POST")

        def deal(self, method: str) -> None:
            text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            fault = bank.faults.pop(0) if bank.faults else ""
            if self.headers.get("Authorization") != f"Bearer {KEY}":
                status, said = error("invalid_request_error", "Invalid API Key provided", 401)
            elif fault == "down":
                status, said = error("api_error", "out of order", 500)
            else:
                key = self.headers.get("Idempotency-Key", "") if method == "POST" else ""
                status, said = bank.answer(method, self.path.split("?")[0], dict(parse_qsl(text)), key)
            if fault == "lost":
                self.close_connection = True
                return
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    bank = StandIn(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield bank
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
