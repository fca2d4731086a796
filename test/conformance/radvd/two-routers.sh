# Two routers: the preferred one carries, others join neither, who says good-bye is gone and who is killed lasts as long as promised
# oracle: root
for n in host r1 r2; do ip netns add $n; ip -n $n link set lo up; done
ip link add br0 type bridge
sysctl -qw net.ipv6.conf.br0.disable_ipv6=1
ip link set br0 up
i=0; for x in "host e0" "r1 e0" "r2 e0"; do set -- $x; i=$((i+1)); ip link add p$i type veth peer name $2 netns $1 address 02:00:00:00:00:0$i; sysctl -qw net.ipv6.conf.p$i.disable_ipv6=1; ip link set p$i master br0 up; ip netns exec $1 sysctl -qw net.ipv6.conf.$2.accept_dad=0; done
for r in r1 r2; do ip netns exec $r sysctl -qw net.ipv6.conf.all.forwarding=1; ip -n $r link set e0 up; done
sleep 3
echo 'interface e0 { AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4; AdvDefaultPreference low; AdvDefaultLifetime 8; prefix 2001:db8:1::/64 { AdvOnLink on; AdvAutonomous off; }; };' > low.conf
echo 'interface e0 { AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4; AdvDefaultPreference high; AdvDefaultLifetime 1800; prefix 2001:db8:2::/64 { AdvOnLink on; AdvAutonomous on; }; };' > high.conf
ip netns exec r1 radvd -n -C low.conf -p low.pid -m none & P1=$!
ip netns exec r2 radvd -n -C high.conf -p high.pid -m none & P2=$!
sleep 1
ip -n host link set e0 up
sleep 6
ip -n host -6 route | sed 's/expires [0-9]*sec/expires N/' | sort
ip -n host -6 route get 2001:db8:9::1 | sed 's/expires [0-9]*sec/expires N/'
ip -n host -6 route append default via fe80::5 dev e0 metric 1024 proto static
ip -n host -6 route add default via fe80::6 dev e0 metric 1024 proto static
ip -n host -6 route show default | sed 's/expires [0-9]*sec/expires N/' | sort
ip -n host -6 route del default via fe80::5 dev e0
kill $P2
wait $P2
sleep 1
ip -n host -6 route show default | sed 's/expires [0-9]*sec/expires N/'
ip -n host -6 route get 2001:db8:9::1 | sed 's/expires [0-9]*sec/expires N/'
{ kill -9 $P1; wait $P1; } 2>/dev/null
sleep 10
ip -n host -6 route show default | sed 's/expires -[0-9]*sec/expired/'
ip -n host -6 route get 2001:db8:9::1
rm low.conf high.conf
for n in host r1 r2; do ip -n $n neigh flush all; done
for i in 1 2 3; do ip link del p$i; done
ip link del br0
