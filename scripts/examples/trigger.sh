#!/bin/sh
# Runs a job now: trigger.sh JOB. jq makes the request, so that any name is quoted as it must be, and tells success by its exit code.
set -eu
socket=${JOBD_SOCKET:-/run/jobd/jobd.sock}
reply=$(jq -nc --arg job "$1" '{op:"trigger",args:{job:$job},close:true}' | nc -U "$socket")
printf '%s' "$reply" | jq -e .ok >/dev/null || {
  printf '%s' "$reply" | jq -r '"trigger.sh: " + .error.message' >&2
  exit 1
}
printf '%s' "$reply" | jq -r .result.run.id
