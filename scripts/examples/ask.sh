#!/bin/sh
# Asks the daemon one thing with whichever socket tool there is: ask.sh [TOOL] '{"op":"list"}'
#
# Each of these waits for the whole answer, however long it takes. Plain `nc -U` of OpenBSD never returns unless the request
# says "close":true, and plain `socat -` gives up half a second after its input has ended, without an answer and without an error.
set -eu
socket=${JOBD_SOCKET:-/run/jobd/jobd.sock}
tool=${2:+$1}
request=${2:-${1:?usage: ask.sh [nc|ncat|socat] REQUEST}}
if [ -z "$tool" ]; then
  for tool in ncat socat nc; do command -v "$tool" >/dev/null && break; done
fi
case $tool in
  nc) printf '%s\n' "$request" | nc -NU "$socket" ;;
  ncat) printf '%s\n' "$request" | ncat -U "$socket" ;;
  socat) printf '%s\n' "$request" | socat -t60 - "UNIX-CONNECT:$socket" ;;
  *) echo "ask.sh: one of nc, ncat and socat is needed, not '$tool'" >&2; exit 2 ;;
esac
