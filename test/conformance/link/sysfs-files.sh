# Every file that sysfs has of a link, with what it says
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add br0 type bridge
ip link set br0 up
ip link set A up
ip link set B up
ip link set A master br0
ip link add m1 link br0 type macvlan
ip link add type veth
ip link add v5 type vxlan id 5 dstport 4789
ip link set v5 name v6
ip tuntap add t1 mode tun
brctl addbr br1
sleep 1.5
ls /sys/class/net/lo/ /sys/class/net/A/ /sys/class/net/br0/ /sys/class/net/t1/ | grep -v brforward
find /sys/class/net/A/ -maxdepth 3 -not -name phys_switch_id | sort
grep -s . $(find /sys/class/net/lo/ -type f | sort)
grep -s . $(find /sys/class/net/A/ -type f -not -name '*address' -not -name '*timer' -not -path '*statistics*' | sort)
for dev in A veth0 veth1 v6 t1 m1 br0 br1; do cat /sys/class/net/$dev/name_assign_type /sys/class/net/$dev/uevent; done
cat /sys/class/net/t1/address /sys/class/net/t1/broadcast /sys/class/net/t1/addr_len
cat /sys/class/net/t1/queues/tx-0/xps_cpus
cat /sys/class/net/A/queues/tx-0/xps_cpus
cat /sys/class/net/br0/queues/tx-0/traffic_class
cat /sys/class/net/br0/bridge/hello_timer /sys/class/net/br0/bridge/tcn_timer /sys/class/net/br0/bridge/topology_change_timer
cat /sys/class/net/A/brport/flush
cat /sys/class/net/A/power/autosuspend_delay_ms
cat /sys/class/net/A/queues/tx-1/xps_cpus
cat /sys/class/net/C/queues/tx-0/xps_cpus
ls -l /sys/class/net/A/master /sys/class/net/A/subsystem | sed 's/.* \//\//'
ip link set A promisc on
ip link set m1 up
cat /sys/class/net/A/flags /sys/class/net/br0/flags /sys/class/net/m1/flags
echo 1 > /sys/class/net/A/brport/flush
echo x > /sys/class/net/A/brport/flush
echo 1 > /sys/class/net/A/brport/designated_cost
