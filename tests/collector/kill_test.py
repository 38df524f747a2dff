#!/usr/bin/env python3
"""Kills the collector in the midst of its work and starts it again, again and again: what it answered as accepted must lie
on the disk exactly once, and no line may be torn.

    kill_test.py COLLECT_SERVER [--times N] [--seed N]

Every event has a number of its own as its name. Clients note the numbers that were answered with 202.
"""
import argparse
import collections
import http.client
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import threading

CLIENTS = 4
HEADERS = {"Origin": "https://own.example", "Content-Type": "text/plain"}


class Server:
    """A collector on a port of its own."""

    def __init__(self, program, folder):
        # Small segments, so that the kill also meets the change from one to the next.
        self.process = subprocess.Popen([program, folder, "--segment-bytes", "20000"], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Client(threading.Thread):
    """Sends batches until the server is gone. `acknowledged` holds the numbers that were answered; once there are `most` of
    them, `enough` is set, and it goes on."""

    def __init__(self, port, first, batch, most, enough):
        super().__init__()
        self.port, self.number, self.batch, self.most, self.enough = port, first, batch, most, enough
        self.acknowledged = []
        self.sent = 0

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            while True:
                numbers = range(self.number, self.number + self.batch)
                self.number += self.batch
                body = json.dumps([{"name": f"n{n}", "url": "https://own.example/"} for n in numbers])
                self.sent += self.batch
                connection.request("POST", "/collect", body, HEADERS)
                answer = connection.getresponse()
                told = json.loads(answer.read())
                if answer.status == 202 and told["accepted"] == self.batch:
                    self.acknowledged += numbers
                if len(self.acknowledged) >= self.most:
                    self.enough.set()
        except (OSError, http.client.HTTPException, ValueError):
            pass  # the server was killed
        finally:
            connection.close()
            self.enough.set()


def stored_numbers(folder):
    """How often each event lies in the segments. A line that is no JSON ends the test."""
    counts = collections.Counter()
    for path in sorted(pathlib.Path(folder).glob("*/*.jsonl")):
        text = path.read_text(encoding="utf-8")
        assert text.endswith("\n"), f"{path} ends with half a line"
        lines = text.splitlines()
        assert lines[0].startswith("# throughline.collected/1 "), f"{path} has no first line"
        counts.update(int(json.loads(line)["name"][1:]) for line in lines[1:])
    return counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    acknowledged, sent = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(options.times):
            server = Server(options.program, folder)
            enough = threading.Event()
            most = rng.randrange(20, 2_000)
            clients = [Client(server.port, (turn * CLIENTS + i) * 10_000_000, rng.choice([1, 3, 10, 50]), most, enough)
                       for i in range(CLIENTS)]
            for client in clients:
                client.start()
            enough.wait(60)
            server.kill()
            for client in clients:
                client.join()
                acknowledged += client.acknowledged
                sent += client.sent
        Server(options.program, folder).kill()  # settles what the last kill left
        counts = stored_numbers(folder)
    lost = [n for n in acknowledged if counts[n] == 0]
    doubled = [n for n, count in counts.items() if count > 1]
    print(f"killed {options.times} times: {sent} sent, {len(acknowledged)} answered, {len(counts)} stored, "
          f"{len(lost)} lost, {len(doubled)} doubled")
    return 1 if lost or doubled or not acknowledged else 0


if __name__ == "__main__":
    sys.exit(main())
