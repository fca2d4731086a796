# What comes to macvlan interfaces by its sender is for them when it was for the link below, and else by its address
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
for n in X A B; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02 netns X
ip addr add 192.0.2.5/24 dev v0
ip -n X addr add 192.0.2.9/24 dev e0
ip link add mA link v0 address 02:00:00:00:01:0a netns A type macvlan mode source macaddr add 02:00:00:00:00:02
ip link add mB link v0 address 02:00:00:00:01:0b netns B type macvlan mode source flag nodst macaddr add 02:00:00:00:00:03
ip link set v0 up
ip -n X link set e0 up
for n in A B; do ip -n $n link set m$n up; ip -n $n addr add 192.0.2.5/24 dev m$n; done
sleep 1.5
for mac in 02:00:00:00:00:02 02:00:00:00:00:03; do
  ip -n X link set e0 address $mac
  ip neigh replace 192.0.2.9 lladdr $mac dev v0
  for n in A B; do ip -n $n neigh replace 192.0.2.9 lladdr $mac dev m$n; done
  for to in 02:00:00:00:00:01 02:00:00:00:01:0a 02:00:00:00:01:0b 02:00:00:00:00:77; do
    ip -n X neigh replace 192.0.2.5 lladdr $to dev e0
    echo "== from $mac to $to"
    ip netns exec X ping -c 1 -W 0.5 -q 192.0.2.5 | grep -o '[0-9]* received'
    ip -n A -s link show mA | sed -n '4p;6p'
    ip -n B -s link show mB | sed -n '4p;6p'
    ip -s link show v0 | sed -n '4p;6p'
  done
done
ip link del v0
for n in X A B; do ip netns del $n; done
sleep 1
