# An answer to a link-local address comes to the link that it came in by, though a link outside of the domain has the same
# oracle: vm
for v in red h1 h2; do ip link add $v type vrf table 1$(echo $v | tr -dc 0-9)1; ip link set $v addrgenmode none up; done
sysctl -qw net.ipv6.conf.all.forwarding=1 net.ipv6.conf.default.accept_dad=0
for i in 1 2; do
  ip link add R$i address 02:00:00:00:00:07 type veth peer name H$i address 02:00:00:00:00:1$i
  ip link set R$i master red
  ip link set H$i master h$i
  ip link set R$i up
  ip link set H$i up
  ip addr add fd0$i::1/64 dev R$i nodad
  ip addr add fd0$i::2/64 dev H$i nodad
  ip route add vrf h$i default via fd0$i::1
done
ip link add D address 02:00:00:00:00:07 type dummy
ip link set D up
sleep 2
ip -6 route show table local | grep fe80::ff:fe00:7
ping -c 1 -W 1 -I h1 fd02::2 2> /dev/null | grep loss
ip -6 neigh show fd02::2
ip link set D down
ip link set D up
ping -c 1 -W 1 -I h1 fd02::2 2> /dev/null | grep loss
for i in R1 R2 D red h1 h2; do ip link del $i; done
