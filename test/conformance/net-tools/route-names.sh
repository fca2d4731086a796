# Routes by names of networks, by mistakes of families and options, and without privilege
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A
route add -net loopback dev A
route add -net loopback netmask 255.0.0.0 dev A
route add link-local dev A
route add -net link-local/16 dev A
route add -net 10.9.0.0/16 gw loopback
route add -net 10.9.0.0/16 gw default
route add -net 10.9.0.0/16 gw localhost
route add -host localhost dev A
route add default gw 255.255.255.255
route
route -A inet6 add fd05::5 gw fd00::2
route -A inet6 add fd05::6 gw fd00::2 dev A
route -A inet6 add fd05::7 gw fd77::2 dev A
route -A inet6 add fd05::8 gw fd77::2
route -A inet6 add fd05::9
route -A inet6 add fd06::/64
route -A inet6 add fd06::/64 metric 0 dev A
route -A inet6 del fd06::/64
route -A inet6 del fd06::/64 metric 0
route -A inet6 add ff02::1 dev A
route -A inet6 add ::1 dev A
route -A inet6 add localhost dev A
route -A inet6 add ::/0 dev A
route -A inet6 del ::/0 dev A
route -A inet6 add default gw fe80::1
route -A inet6 add default gw fe80::1 dev A
route -A inet6 add default gw fe80::2 dev A
route -A inet6 add default gw fe80::2 dev A metric 1025
ip -6 route
route -A inet6 add default gw fd00::1
route -A inet6 add default gw ff02::1
route -A inet6 add fd07::/64 gw fd00::3 gw fd00::4
route -A inet6 add fd07::/64 dev A dev B
route -A inet6 add fd08::/64 dev A B
route -A inet6 add fd09::/64 A B
route -6 add fd0a::/64 metric x
route -6 add fd0a::/64 metric 5x dev A
route -6 del fd0a::/64 metric 5
route -6 add 10.0.0.0/8 dev A
route -6 add fd0b::/64 netmask 64
route -C
route -Cn6
route -CF
route -C add 10.3.3.3 dev A
route --cache
route --inet6 --fib -n | head -3
route --ip -n | head -3
route --verbose --extend --numeric
route --vers | head -1
route --in -n
route --protocol=inet -n | head -2
route --protocol
route --numeric=3
route -A inet,inet6 add 10.3.3.3 dev A
route delete 10.0.0.0
route delete -net 10.0.0.0/24
route -h -4
route add -h -6
route change default gw 10.0.0.9
route get 10.0.0.9
route add default via 10.0.0.1
route add default dev A via 10.0.0.1
route add -net 10.1.1.0/24 gw 10.0.0.2 mtu 1400
route add -net 10.1.2.0/24 gw 10.0.0.2 mtu 10
ip link set A down
sleep 1.2
route add -net 10.1.3.0/24 gw 10.0.0.2
route add -net 10.1.3.0/24 dev A
route -6 add fd0c::/64 dev A
ip route
ip -6 route
su nobody -s /bin/sh -c 'route add -net 10.1.3.0/24 dev B'
su nobody -s /bin/sh -c 'route -6 add fd0d::/64 dev B'
