# A router tells less and less often who does not listen
# oracle: root
for n in h r1 r2; do ip netns add $n; done
ip link add br0 type bridge
ip link set br0 up
i=1
for n in h r1 r2; do ip link add v$n type veth peer name e$n address 02:00:00:00:00:0$i netns $n; ip link set v$n master br0 up; ip -n $n link set e$n up; ip -n $n addr add 10.0.0.$i/24 dev e$n; i=$((i+1)); done
ip netns exec r1 sysctl -qw net.ipv4.ip_forward=1
ip netns exec r2 sysctl -qw net.ipv4.ip_forward=1
ip -n r2 addr add 10.9.0.1/24 dev lo
ip -n r2 link set lo up
ip -n r1 route add 10.9.0.0/24 via 10.0.0.3
ip -n h route add default via 10.0.0.2
ip netns exec h sysctl -qw net.ipv4.conf.all.accept_redirects=0 net.ipv4.conf.eh.accept_redirects=0
ip netns exec h ping -c 7 -i 0.23 10.9.0.1 | grep -o 'icmp_seq=[0-9]* Redirect.*'
ip link del br0
for n in h r1 r2; do ip link del v$n; ip netns del $n; done
