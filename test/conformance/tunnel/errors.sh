# What is refused of tunnels over IPv4: the same ends twice, ends that are none, bad numbers, contradictions
# oracle: vm
ip link add t0 type ipip
ip link add t1 type ipip local 10.0.0.1 remote 10.0.0.2
ip link add t2 type ipip local 10.0.0.1 remote 10.0.0.2
ip link add t1 type ipip local 10.0.0.1 remote 10.0.0.3
ip link add t2 type gre local 10.0.0.1 remote 10.0.0.2
ip link add t3 type gre local 10.0.0.1 remote 10.0.0.2
ip link add t3 type gre local 10.0.0.1 remote 10.0.0.2 key 5
ip link add t4 type gre local 10.0.0.1 remote 10.0.0.2 key 5
ip link add t4 type gre local 10.0.0.1 remote 10.0.0.2 ikey 6 okey 5
ip link add t5 type gretap local 10.0.0.1
ip link add t5 address 01:00:00:00:00:01 type gretap remote 10.0.0.2
ip link add t5 type sit
ip link add t5 type ipip remote 10.0.0.300
ip link add t5 type ipip remote fe80::1
ip link add t5 type ipip remote 10.0.0.9 ttl 500
ip link add t5 type ipip remote 10.0.0.9 ttl 5 nopmtudisc
ip link add t5 type ipip remote 10.0.0.9 tos 0x300
ip link add t5 type ipip remote 10.0.0.9 dev nosuch
ip link add t5 type ipip remote 10.0.0.9 mode ip6ip
ip link add t5 type ipip remote 10.0.0.9 key 5
ip link add t5 type ipip remote
ip link add t5 type gre remote 10.0.0.9 dev nosuch
ip link add t5 type gre remote 10.0.0.9 key x
ip link add t5 type gre remote 10.0.0.9 key 1.2.3
ip link add t5 type gre remote 10.0.0.9 key 1.2.3.400
ip link add t5 type gre remote 10.0.0.9 fwmark none
ip link add t5 type gre remote 10.0.0.9 wrong
ip link add t5 type gre remote 224.0.0.5
ip link add t5 type gre remote 10.0.0.9 ignore-df
ip link add t5 mtu 100 type sit remote 10.0.0.9
ip link add t6 mtu 40 type ipip remote 10.0.0.18
ip link add t7 mtu 70000 type ipip remote 10.0.0.28
ip link set t1 type ipip remote any
ip link set t1 type gre ttl 3
ip link set t4 type gre ikey 5
ip link set t1 mtu 60
ip link set t1 mtu 65516
ip link set t1 address 02:00:00:00:00:01
ip link set t1 address 10.0.0.77
ip link add br0 type bridge
ip link set t1 master br0
ip link set tunl0 type ipip remote 10.0.0.7
ip link set tunl0 type ipip ttl 7
ip link del tunl0
ip netns add x
ip link set tunl0 netns x
ip link set gretap0 netns x
ip link show
ip tunnel
