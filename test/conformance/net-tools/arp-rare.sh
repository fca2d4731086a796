# Rarer options of arp, and what is wrong with them
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add br0 address 02:00:00:00:00:0c type bridge
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
arp
arp -v
arp -a
arp -n
arp -i A
arp -i A -v
arp -a -i nope
arp -i nope -v
arp 10.0.0.9
arp -a 10.0.0.9
arp -av 10.0.0.9
arp foo
arp 10.0.0.2.3
arp -s 10.0.0.9 02:00:00:00:00:99
arp -v -s 10.0.0.9 02:00:00:00:00:98
arp -s 10.0.0.10 02:00:00:00:00:10 temp
arp -v -s 10.0.0.11 02:00:00:00:00:11 pub
arp -s 10.0.0.11 02:00:00:00:00:0a pub
arp -s 10.0.0.12 02:00:00:00:00:0a pub priv
arp -s 10.0.0.13 02:00:00:00:00:13 priv trail auto
arp -s 10.0.0.14 02:00:00:00:00:14 dev B
arp -s 10.0.0.15 02:00:00:00:00:15 dev nope
arp -s 10.0.0.15 02:00:00:00:00:15 dev
arp -s 10.0.0.15 02:00:00:00:00:15 netmask
arp -s 10.0.0.15 02:00:00:00:00:15 netmask 255.255.255.255
arp -s 10.0.0.16 02:00:00:00:00:16 netmask 255.0.0.0
arp -s 10.0.0.16 02:00:00:00:00:0a netmask 255.0.0.0 pub
arp -s 10.0.0.16 02:00:00:00:00:0a netmask foo pub
arp -s 10.0.0.16 02:00:00:00:00:0a foo
arp -s 10.0.0.16 02:00:00:00:00:0a pub dontpub
arp -s 0.0.0.0 02:00:00:00:00:0a netmask 0.0.0.0 pub
sysctl net.ipv4.conf.A.proxy_arp net.ipv4.conf.all.proxy_arp
arp -d 0.0.0.0 netmask 0.0.0.0 pub
arp -d 0.0.0.0 netmask 0.0.0.0 pub dev A
sysctl net.ipv4.conf.A.proxy_arp net.ipv4.conf.all.proxy_arp
arp -Ds 10.0.0.17 A pub
arp -Ds 10.0.0.18 B pub
arp -Ds 10.0.0.19 nope pub
arp -Ds 10.0.0.20 lo pub
arp -Ds 10.0.0.20 lo
arp -vDs 10.0.0.21 A
arp -D -s 10.0.0.22 br0 netmask 255.255.255.255 pub
arp -D -i A -s 10.0.0.23 br0 pub
arp -s 10.0.0.24 2:0:0:0:0:c
arp -s 10.0.0.25 02-00-00-00-00-25
arp -s 10.0.0.25 020000000025
arp -s 10.0.0.26 02:00:00:00:00:26:27
arp -s 10.0.0.1 02:00:00:00:00:26
arp -s 127.0.0.1 02:00:00:00:00:26
arp -s 224.0.0.1 02:00:00:00:00:26
arp -s 10.0.0.255 02:00:00:00:00:26
arp -s 10.0.0.30 00:00:00:00:00:00
arp -s 10.0.0.31 ff:ff:ff:ff:ff:ff
arp -s 10.0.0.32 01:00:5e:00:00:01
arp -i lo -s 10.0.0.33 02:00:00:00:00:26
ip neigh show nud all dev A | sort
ip neigh show nud all dev B
ip neigh show proxy
arp -n | sort
arp -an | sort
arp -e -a 10.0.0.9
arp -a -e 10.0.0.9
arp -ae 10.0.0.9
arp 10.0.0.9
arp -n 10.0.0.11 -i A
arp -n -i B
arp -i A 10.0.0.14
arp -d
arp -d 10.0.0.9
arp -d 10.0.0.9
arp -v -d 10.0.0.9
arp -v -d 10.0.0.10 priv
arp -v -d 10.0.0.11
arp -d 10.0.0.11 dev A
arp -d 10.0.0.17 pub
arp -d 10.0.0.17 pub dev A
arp -d 10.0.0.18 -i B
arp -d 10.0.0.14
arp -d 10.0.0.14 dev B
arp -d 10.0.0.14 dev nope
arp -d 10.0.0.13 foo
arp -vd 10.0.0.13 temp trail dontpub auto
arp -d 10.0.0.13 netmask 255.0.0.0
arp -d 10.0.0.13 netmask
arp -d 10.0.0.99 pub netmask 255.255.0.0
arp -d 8.8.8.8
arp -d nope
arp -d 0.0.0.0
arp -d 10.0.0.13 10.0.0.24
ip neigh show nud all dev A | sort
arp -A inet -n 10.0.0.24
arp -A inet6
arp -p foo
arp -A
arp -H ether -n 10.0.0.24
arp -t ether -i B
arp -H foo
arp -H ppp
arp -H
arp -N
arp --nosuch
arp --num 10.0.0.24
arp --de 10.0.0.24
arp --dev
arp --device=A -n 10.0.0.25
arp -z
arp -V | head -1
arp --help 2>&1 | head -5
arp -f
arp -f nope
printf '10.0.0.40 02:00:00:00:00:40\n02:00:00:00:00:41 10.0.0.41\n# c\n\n  \nx\n10.0.0.42 zz\n10.0.0.43 02:00:00:00:00:43 temp\n10.0.0.44 02:00:00:00:00:0a pub\nfoo 02:00:00:00:00:44\n' > eth
arp -vf eth
arp -f eth
printf '10.0.0.45 02:00:00:00:00:45 foo\n10.0.0.46 02:00:00:00:00:46\n' > eth2
arp -f eth2 | head -3
ip neigh show nud all dev A | sort
ip neigh show proxy
su nobody -s /bin/sh -c 'arp -n 10.0.0.40'
su nobody -s /bin/sh -c 'arp -d 10.0.0.40'
su nobody -s /bin/sh -c 'arp -s 10.0.0.40 02:00:00:00:00:0a'
ip link set A down
arp -n
arp -s 10.0.0.9 02:00:00:00:00:99
arp -i A -s 10.0.0.9 02:00:00:00:00:99
ip neigh show nud all dev A
