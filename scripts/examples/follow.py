#!/usr/bin/env python3
"""Follows what happens to jobs and runs, also while the daemon ends and is started again.

Prints a line for each event: commit, kind, and what it is about. What it keeps between two
connections is one pair, the number of a commit and the store: from there it goes on, so that
nothing is left out and nothing comes twice.

    follow.py [SOCKET]        the socket is $JOBD_SOCKET or that of this user if it is not given
"""

import json
import os
import socket
import sys
import time


def default_socket():
    if "JOBD_SOCKET" in os.environ:
        return os.environ["JOBD_SOCKET"]
    if os.getuid() == 0:
        return "/run/jobd/jobd.sock"
    if "XDG_RUNTIME_DIR" in os.environ:
        return os.environ["XDG_RUNTIME_DIR"] + "/jobd/jobd.sock"
    return os.path.expanduser("~/.local/state/jobd/run/jobd.sock")


def lines(path, place):
    """Subscribes and returns the reply, then each line, until the connection ends."""
    with socket.socket(socket.AF_UNIX) as s:
        s.connect(path)
        args = {"from": place or "snapshot", "fallback": "snapshot"}
        s.sendall((json.dumps({"op": "subscribe", "args": args}) + "\n").encode())
        for line in s.makefile("r", encoding="utf-8", newline="\n"):
            if not line.endswith("\n"):
                return  # The daemon died in the middle of it.
            yield json.loads(line)


def name(event):
    if "run" in event:
        return event["run"]["id"]
    return str(event["job"]["id"] if "job" in event else event["id"])


def follow(path):
    place, store, part = None, None, []
    while True:
        try:
            for line in lines(path, place):
                if line.get("ok"):
                    store = line["result"]["store"]
                    part = []
                    if line["result"]["mode"] == "snapshot":
                        place = None
                        print("snapshot", flush=True)
                elif "error" in line:
                    if line["error"]["retry"] != "later":
                        sys.exit(line["error"]["message"])
                elif "snapshot" in line:
                    for item in line["snapshot"]:
                        print("there", item["type"], name(item), flush=True)
                elif "ended" in line:
                    if line["ended"]["seq"] is None:
                        place = None
                    break
                elif "seq" in line:
                    part += line.get("events", [])
                    if "left" in line:
                        continue  # More of this commit follows; it counts as a whole.
                    for event in part:
                        print(line["seq"], event["type"], name(event), flush=True)
                    part = []
                    place = {"seq": line["seq"], "store": store}
        except (ConnectionError, FileNotFoundError):
            pass
        time.sleep(0.2)


if __name__ == "__main__":
    try:
        follow(sys.argv[1] if len(sys.argv) > 1 else default_socket())
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)
