#!/usr/bin/env python3
"""Lists all jobs and what they are doing, over one connection. call() is all there is to a client."""

import json
import os
import socket
import sys

path = os.environ.get("JOBD_SOCKET", "/run/jobd/jobd.sock")
connection = socket.socket(socket.AF_UNIX)
connection.connect(path)
lines = connection.makefile("rw", encoding="utf-8", newline="\n")


def call(op, **args):
    print(json.dumps({"op": op, "args": args}), file=lines, flush=True)
    reply = json.loads(lines.readline())
    if not reply["ok"]:
        sys.exit(f"jobs.py: {reply['error']['code']}: {reply['error']['message']}")
    return reply["result"]


page = call("list", limit=100)
while True:
    for job in page["items"]:
        print(job["name"], job["state"], job["next"] or "-")
    if "next" not in page:
        break
    page = call("list", limit=100, cursor=page["next"])
