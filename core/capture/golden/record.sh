#!/bin/bash
# Records what the real tcpdump says of the captures here: its lines by options, and which packets each filter takes.
# session.pcap and any.pcap were captured on Linux 6.18 (two namespaces joined by a veth pair; ping, traceroute, arping,
# bash's /dev/udp); made.pcap holds packets that are hard to come by. Recorded with tcpdump 4.99.3, libpcap 1.10.3.
cd "$(dirname "$0")" || exit 1
for capture in session any made applications; do
  for options in n ne nv nvv nve nq neq e ve; do
    tcpdump -t -$options -r $capture.pcap 2>/dev/null >$capture.$options.txt
  done
done
for options in nx nX nA; do tcpdump -t -$options -c 40 -r session.pcap 2>/dev/null >session.$options.txt; done
# The interface of any.pcap has a name only where it was captured.
sed -i 's/^ifb0 /a0   /; s/^if2  /a0   /' any.*.txt
while IFS= read -r filter; do
  for capture in session any; do
    printf '%s\t%s\t' "$capture" "$filter"
    tcpdump -nt -r $capture.pcap "$filter" >/tmp/lines.$$ 2>/tmp/errors.$$
    if message=$(grep '^tcpdump: ' /tmp/errors.$$); then echo "$message"
    else
      # Which packets: all their times, which differ.
      tcpdump -n -tt -q -r $capture.pcap "$filter" 2>/dev/null | grep -oE '^[0-9]{10}\.[0-9]{6}' | paste -sd' '
    fi
  done
done <filters.txt >filters.tsv
rm -f /tmp/lines.$$ /tmp/errors.$$
