# Times that are negative or longer than their files hold
# oracle: root
for name in anycast_delay locktime retrans_time_ms base_reachable_time_ms interval_probe_time_ms delay_first_probe_time; do
  for value in 0 99999999999 2147483645 2147483647 2147483648 4294967295 4294967296 4294967300 99999999999999999999 abc; do
    echo "$name $value: $(sysctl -w net.ipv4.neigh.lo.$name=$value 2>&1) $(cat /proc/sys/net/ipv4/neigh/lo/$name)"
  done
done
for value in 7 99999999999 2147483648; do
  sysctl -w net.ipv6.conf.lo.mldv1_unsolicited_report_interval=$value
  sysctl -w net.ipv6.neigh.lo.proxy_delay=$value
done
sysctl -w net.ipv4.neigh.lo.locktime=-1
sysctl -w net.ipv4.neigh.lo.retrans_time_ms=-1
sysctl -qw net.ipv4.neigh.lo.locktime=9
sysctl -a --pattern 'neigh.lo'
