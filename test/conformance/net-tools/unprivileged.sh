# What ifconfig and arp say to who may change nothing
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A
su nobody -s /bin/sh -c 'ifconfig B down'
su nobody -s /bin/sh -c 'ifconfig B 10.1.1.1'
su nobody -s /bin/sh -c 'ifconfig B add fd00::7/64'
su nobody -s /bin/sh -c 'ifconfig B hw ether 02:00:00:00:00:77 mtu 1400 txqueuelen 5 name X'
su nobody -s /bin/sh -c 'ifconfig B broadcast 10.2.2.2 netmask 255.0.0.0 promisc -arp irq 5'
su nobody -s /bin/sh -c 'arp -s 10.0.0.7 02:00:00:00:00:77'
su nobody -s /bin/sh -c 'arp -d 10.0.0.7'
su nobody -s /bin/sh -c 'ifconfig A:1 10.1.1.1'
su nobody -s /bin/sh -c 'ifconfig nope 10.1.1.1 netmask 255.0.0.0'
su nobody -s /bin/sh -c 'ifconfig A add 10.1.1.1'
su nobody -s /bin/sh -c 'ifconfig A media AUI mem_start 4 outfill 5'
su nobody -s /bin/sh -c 'ifconfig A dstaddr 10.0.0.9 pointopoint 10.0.0.8'
su nobody -s /bin/sh -c 'ifconfig A:0 down'
ip addr show A
ip link show B
ifconfig nope broadcast foo
ifconfig nope pointopoint foo
su nobody -s /bin/sh -c 'ifconfig A -broadcast broadcast'
su nobody -s /bin/sh -c 'ifconfig A -pointopoint trailers'
