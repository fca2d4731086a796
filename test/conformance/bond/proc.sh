# /proc/net/bonding and the files below /sys/class/net of bonds and their slaves
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B
ip link add C address 02:00:00:00:00:0c type veth peer name D
ip link set B up
ip link add bond0 type bond mode active-backup miimon 100 updelay 200 primary A
ip link set A master bond0
ip link set C master bond0
ip link set bond0 up
sleep 0.6
tail -n +2 /proc/net/bonding/bond0
ls /proc/net/bonding
cat /sys/class/net/bonding_masters
cd /sys/class/net/bond0/bonding
grep . slaves active_slave primary mode miimon updelay queue_id mii_status xmit_hash_policy primary_reselect lacp_rate
grep -c . arp_ip_target ad_actor_key ad_actor_sys_prio
ls /sys/class/net/bond0/bonding
cat /sys/class/net/C/bonding_slave/mii_status /sys/class/net/C/bonding_slave/state /sys/class/net/C/bonding_slave/perm_hwaddr
cat /sys/class/net/C/bonding_slave/ad_aggregator_id
echo failure > primary_reselect
echo 7 > primary_reselect
echo fast > lacp_rate
echo 1 > mode
echo x > miimon
echo B > active_slave
echo nonesuch > active_slave
echo +192.0.2.1 > arp_ip_target
echo +192.0.2.1 > arp_ip_target
echo 192.0.2.1 > arp_ip_target
cat arp_ip_target primary_reselect
echo -C > slaves
echo -C > slaves
echo +nonesuch > slaves
echo +B > slaves
echo +A > slaves
cat slaves
ip -br link
cd /
echo +bond5 > /sys/class/net/bonding_masters
echo +bond5 > /sys/class/net/bonding_masters
echo -bond6 > /sys/class/net/bonding_masters
cat /sys/class/net/bonding_masters
cat /sys/class/net/bond5/bonding/mode
echo balance-xor > /sys/class/net/bond5/bonding/mode
echo layer3+4 > /sys/class/net/bond5/bonding/xmit_hash_policy
tail -n +2 /proc/net/bonding/bond5
echo -bond5 > /sys/class/net/bonding_masters
ls /proc/net/bonding
