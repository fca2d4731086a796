# Names of devices among all figures of routes, and numbers of filters of unknown kinds (found by fuzzing).
# oracle: root
ip link add an-iface-long15 type bridge
ip addr add 10.0.0.1/8 dev an-iface-long15
ip link set an-iface-long15 up
sleep 2
route -n
route -n -e
route -n -ee
netstat -rn
netstat -rne
netstat -rnee
tc filter del dev lo root pref 10 handle 800::800 nosuch
tc filter del dev lo root pref 10 handle 8 nosuch
tc filter add dev lo handle zz nosuch
tc filter add dev lo handle fffffffff nosuch
tc filter add dev lo handle 0x10 nosuch
tc filter add dev lo handle zz nosuch foo
ip link del an-iface-long15
