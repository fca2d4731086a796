# /dev/net/tun and other devices as ls and stat show them, by their numbers
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ls -l /dev/net/tun /dev/null /dev/zero | sed 's/ [A-Z][a-z][a-z] .*:.. / /'
ls -ln /dev/null /dev/full | sed 's/ [A-Z][a-z][a-z] .*:.. / /'
stat -c '%F %t,%T %a' /dev/net/tun /dev/null /dev/random
test -c /dev/net/tun && echo yes
socat TUN:1.2.3.4/24,tun-name=x0 - < /dev/null & opener=$!
sleep 0.5
lsof -p $opener 2> /dev/null | grep tun | awk '{print $1, $4, $5, $6, $NF}'
ip -br addr show x0
kill $opener
sleep 0.5
ip link show x0
