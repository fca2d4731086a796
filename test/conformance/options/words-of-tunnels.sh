# Words of tunnels, VLANs, bonds and VRFs that few people use
# oracle: vm
ip link add A type veth peer name B
ip link add g1 type gre local 10.0.0.1 remote 10.0.0.2 dsfield 4 hlim 9
ip link add g2 type gre local 10.0.0.1 remote 10.0.0.3 hoplimit 8 icsum ocsum
ip link add g3 type gre local 10.0.0.1 remote 10.0.0.4 iseq oseq tclass 8
ip link add g4 type gre lo 10.0.0.1 to 10.0.0.5 noencap noicsum
ip link add g5 type gre local 10.0.0.1 remote 10.0.0.6 noignore-df noiseq nokey
ip link add g6 type gre local 10.0.0.1 remote 10.0.0.7 noocsum nookey nooseq
ip link add g7 type gre local 10.0.0.1 remote 10.0.0.8 ok 5 is
ip -d link show type gre
ip link add i1 type ipip local 10.0.0.1 remote 10.0.0.2 dsfield 4 hlim 9
ip link add i2 type ipip local 10.0.0.1 remote 10.0.0.3 hoplimit 8 noencap pmtudisc
ip link add i3 type ipip local 10.0.0.1 remote 10.0.0.4 tclass 8
ip -d link show type ipip
ip link add s1 type sit local 10.0.0.1 remote 10.0.0.2 dev A dsfield 4 fwmark 5
ip link add s2 type sit local 10.0.0.1 remote 10.0.0.3 hlim 9 hoplimit 8 noencap
ip link add s3 type sit local 10.0.0.1 remote 10.0.0.4 nopmtudisc
ip link add s4 type sit local 10.0.0.1 remote 10.0.0.5 pmtudisc tclass 8 tos 4
ip -d link show type sit
ip tunnel add name t1 mode gre remote 10.0.1.1 local 10.0.0.1 dsfield 4 hlim 9
ip tunnel add t2 mode gre remote 10.0.1.2 local 10.0.0.1 hoplimit 8 ikey 5 okey 6
ip tunnel add t4 mode greater remote 10.0.1.4
ip tunnel add t5 mode gre remote 10.0.1.5 tclass 8
ip tunnel add t6 mode site remote 10.0.1.6
ip tunnel change t1 csum seq
ip tunnel change t1 icsum ocsum iseq oseq
ip tunnel change t1 dsfield 8 hlim 7
ip tunnel change t1 nopmtudisc ttl inherit
ip tunnel change t1 pmtudisc
ip tunnel change name t2 okey 9 dev A
ip tunnel show t1
ip tunnel show t2
ip tunnel show mode gre local 10.0.0.1
ip tunnel show dsfield 8
ip tunnel show ttl 9
ip tunnel show csum
ip link add link A name A.5 type vlan id 5 bridge off
ip link add link A name A.6 type vlan id 6 loose on
ip link add link A name A.7 type vlan id 7 reorder off
ip -d link show type vlan
ip link add b1 type bond mod 1 mii 100 up 200 down 300
ip link add b2 type bond mode 4 lacp fast min 2
ip link add b3 type bond mode 2 num_unsol_na 3 packets 2
ip link add b4 type bond mode 0 tlb 1
ip link add b6 type bond mode 1 mii 100 use 1 peer 100
ip link add b5 type bond mode 1 arp 100
ip -d link show type bond
ip route add unreachable default metric 4278198272 table 10
ip link add vr type vrf table 10
ip link set vr up
ip vrf exec vr ping -c 1 -W 0.5 -q 127.0.0.1
ip addr add 127.0.0.1/8 dev vr
ip vrf exec vr ping -c 1 -W 0.5 -q 127.0.0.1
