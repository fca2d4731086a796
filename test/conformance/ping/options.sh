# ping's options and their numbers: what is read, refused, and warned of
# oracle: root
ip netns add c
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns c
sysctl -qw net.ipv6.conf.A.accept_dad=0
ip netns exec c sysctl -qw net.ipv6.conf.B.accept_dad=0
ip addr add 10.1.0.1/24 dev A
ip addr add 10.1.0.5/24 dev A
ip addr add 10.8.0.1/32 dev lo
ip addr add 2001:db8::1/64 dev A
ip -n c addr add 10.1.0.2/24 dev B
ip -n c addr add 2001:db8::2/64 dev B
ip link set A up
ip -n c link set B up
ip -n c route add default via 10.1.0.1
ping -c1 -W0.3 -S 10000 10.1.0.2
ping -c1 -W0.3 -S x 10.1.0.2
ping -c1 -W0.3 -S 0 10.1.0.2
ping -c1 -W0.3 -S -1 10.1.0.2
ping -c1 -W0.3 -L 224.0.0.1
ping -c1 -W0.3 -L 10.1.0.2
ping -c1 -W0.3 -r 10.1.0.2
ping -c1 -W0.3 -r 10.77.0.1
ping -c1 -W0.3 -F 5 ::1
ping -c1 -W0.3 -m 4294967296 10.1.0.2
ping -c1 -W0.3 -Q 256 10.1.0.2
ping -c1 -W0.3 -Q 0x10 10.1.0.2
ping -c1 -W0.3 -Q lowdelay 10.1.0.2
ping -c1 -W0.3 -t 256 10.1.0.2
ping -c1 -W0.3 -e 70000 10.1.0.2
ping -c0 10.1.0.2
ping -c x 10.1.0.2
ping -c1 -s 70000 10.1.0.2
ping -c1 -s -1 10.1.0.2
ping -c1 -p zz 10.1.0.2
ping -c1 -W0.3 -p 0123456789abcdef0123456789abcdef01 10.1.0.2
ping -c1 -l 70000 10.1.0.2
ping -c3 -l 3 -W0.3 -q 10.1.0.2 | grep loss
ping -c1 -M prohibit 10.1.0.2
ping -c1 -W -1 10.1.0.2
ping -c1 -W x 10.1.0.2
ping -c1 -i -1 10.1.0.2
ping -c2 -i 0 -W 0.2 -q 10.1.0.2 | grep loss
ping -w x -c1 10.1.0.2
ping -4 -6 -c1 10.1.0.2
ping -6 -c1 10.1.0.2
ping -4 -c1 ::1
ping6 -c1 10.1.0.2
ping6 -4 -c1 127.0.0.1
ping -c1
ping -c1 10.1.0.2 10.1.0.3
ping -z 10.1.0.2
ping -c
ping -c1 -n -a -W0.2 10.1.0.2
ping -c2 -A -W0.2 -q 10.1.0.2 | grep loss
ping -c1 -B -d -U -W0.2 10.1.0.2
ping -c1 -s 8 10.1.0.2
ping -c1 -s 0 10.1.0.2
ping -c1 -s 2000 -M do 10.1.0.2
ping -c1 10.1.0
ping -c1 0
ping -c1 0x7f000001
ping -c1 10.1.0.256
ping -c1 -W0.2 255.255.255.255
ip link del A
ip netns del c
