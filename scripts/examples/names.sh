#!/bin/sh
# Prints the names of all jobs, a line each: page after page. "close" makes any nc return.
set -eu
socket=${JOBD_SOCKET:-/run/jobd/jobd.sock}
next=null
while [ -n "$next" ]; do
  page=$(
    jq -cn --argjson next "$next" \
      '{op: "list", args: ({limit: 1000, fields: ["name"]} + if $next then {cursor: $next} else {} end), close: true}' |
      nc -U "$socket"
  )
  printf '%s\n' "$page" | jq -r '.result.items[].name'
  next=$(printf '%s\n' "$page" | jq -c '.result.next // empty')
done
