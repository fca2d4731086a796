# Two hosts with a bond; on it VLANs, bridges, MACVLANs, an IPVLAN, a VXLAN and a VRF, each to its counterpart
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
modprobe bonding max_bonds=0
mk() { ip netns add $1; ip netns exec $1 sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1; ip -n $1 link set lo up; }
mk r1; mk r2
for i in 1 2; do ip link add u$i netns r1 address 02:00:00:00:01:0$i type veth peer name u$i netns r2 address 02:00:00:00:02:0$i; done
for n in 1 2; do
  ip -n r$n link add bo address 02:00:00:00:0$n:00 type bond mode active-backup miimon 100
  for i in 1 2; do ip -n r$n link set u$i down; ip -n r$n link set u$i master bo; ip -n r$n link set u$i up; done
  ip -n r$n link set bo up
  ip -n r$n link add link bo name bo.5 type vlan id 5
  ip -n r$n link set bo.5 up
  ip -n r$n addr add 10.5.0.$n/24 dev bo.5
  ip -n r$n link add link bo.5 name mv address 02:00:00:00:0$n:51 type macvlan mode bridge
  mk k$n
  ip -n r$n link set mv netns k$n
  ip -n k$n addr add 10.5.0.1$n/24 dev mv
  ip -n k$n link set mv up
  ip -n r$n link add bx type bridge
  ip -n r$n link set bx address 02:00:00:00:0$n:60
  ip -n r$n link add link bo name bo.6 type vlan id 6
  ip -n r$n link set bo.6 master bx
  ip -n r$n link set bo.6 up
  ip -n r$n link set bx up
  ip -n r$n addr add 10.6.0.$n/24 dev bx
  ip -n r$n link add link bx name bx.7 address 02:00:00:00:0$n:67 type vlan id 7
  ip -n r$n addr add 10.7.0.$n/24 dev bx.7
  ip -n r$n link set bx.7 up
  ip -n r$n link add link bx name mb address 02:00:00:00:0$n:6a type macvlan mode bridge
  mk m$n
  ip -n r$n link set mb netns m$n
  ip -n m$n addr add 10.6.0.1$n/24 dev mb
  ip -n m$n link set mb up
  ip -n r$n link add vx address 02:00:00:00:0$n:70 type vxlan id 9 dstport 4789 remote 10.5.0.$((3-n)) dev bo.5
  ip -n r$n link add vb type bridge
  ip -n r$n link set vb address 02:00:00:00:0$n:71
  ip -n r$n link set vx master vb
  ip -n r$n link set vx up
  ip -n r$n link set vb up
  ip -n r$n link add vr type vrf table 10
  ip -n r$n link set vr up
  ip -n r$n link set vb master vr
  ip -n r$n addr add 10.8.0.$n/24 dev vb
  ip -n r$n link add link bx name iv type ipvlan mode l2
  mk i$n
  ip -n r$n link set iv netns i$n
  ip -n i$n addr add 10.6.0.2$n/24 dev iv
  ip -n i$n link set iv up
done
sleep 4
ip netns exec r1 ping -c1 -W1 -q 10.5.0.2 | grep loss
ip netns exec k1 ping -c1 -W1 -q 10.5.0.2 | grep loss
ip netns exec k1 ping -c1 -W1 -q 10.5.0.12 | grep loss
ip netns exec r1 ping -c1 -W1 -q 10.6.0.2 | grep loss
ip netns exec r1 ping -c1 -W1 -q 10.7.0.2 | grep loss
ip netns exec m1 ping -c1 -W1 -q 10.6.0.2 | grep loss
ip netns exec m1 ping -c1 -W1 -q 10.6.0.12 | grep loss
ip netns exec i1 ping -c1 -W1 -q 10.6.0.2 | grep loss
ip netns exec i1 ping -c1 -W1 -q 10.6.0.22 | grep loss
ip netns exec i1 ping -c1 -W1 -q 10.6.0.12 | grep loss
ip netns exec r1 ping -c1 -W1 -q -I vr 10.8.0.2 | grep loss
ip netns exec r1 ping -c1 -W1 -q -s 1472 -I vr 10.8.0.2 | grep loss
for n in 1 2; do ip -n r$n link show type bridge; ip -n r$n -d link show bo | grep -o "promiscuity [0-9]* *allmulti [0-9]*\|promiscuity [0-9]*"; for d in u1 u2 bo bo.5 bo.6 bx bx.7 vx vb vr; do ip -n r$n -d link show $d | grep -o "mtu [0-9]*\|promiscuity [0-9]*\|state [A-Z]*" | tr '\n' ' '; echo; done; done
for n in r1 k1 m1 i1; do ip -n $n neigh | cut -d" " -f1-5 | sort; done; for n in r1 r2 k1 k2 m1 m2 i1 i2; do ip -n $n neigh flush all; done
bridge -n r1 fdb show br bx | grep -v permanent | sort
bridge -n r1 fdb show br vb | grep -v permanent | sort
ip -n r1 link set u1 down
sleep 0.5
ip netns exec k1 ping -c1 -W1 -q 10.5.0.12 | grep loss
ip netns exec m1 ping -c1 -W1 -q 10.6.0.12 | grep loss
ip -n r2 link set u1 down
sleep 0.5
ip netns exec k1 ping -c1 -W1 -q 10.5.0.12 | grep loss
ip netns exec m1 ping -c1 -W1 -q 10.6.0.12 | grep loss
ip netns exec i1 ping -c1 -W1 -q 10.6.0.22 | grep loss
ip netns exec r1 ping -c1 -W1 -q -I vr 10.8.0.2 | grep loss
bridge -n r1 fdb show br bx | grep -v permanent | sort
for n in k1 k2 m1 m2 i1 i2 r1 r2; do ip netns del $n; done
sleep 1
