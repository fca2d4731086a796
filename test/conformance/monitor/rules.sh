# Monitor: rules and settings, of one family, and in the order they happen
# oracle: root
ip -4 monitor rule netconf > four & four=$!
ip -6 monitor rule > six & six=$!
sleep 0.2
ip rule add from 10.0.0.0/8 lookup 100
ip -6 rule add from fd00::/8 lookup 100
sysctl -qw net.ipv4.ip_forward=1
sysctl -qw net.ipv4.conf.lo.rp_filter=2
sysctl -qw net.ipv4.conf.lo.rp_filter=2
sysctl -qw net.ipv4.conf.all.proxy_arp=1
ip rule del from 10.0.0.0/8 lookup 100
ip -6 rule del from fd00::/8
sleep 0.2
kill $four $six
cat four
cat six
