# What files below /proc/sys, /proc/net and /sys/class/net say to rm, mv, touch, mkdir, ln, chmod, cp and echo
# oracle: root
# not by the own shell: /proc/net is that of each process
cd /proc/sys/net/ipv4
rm ip_forward
rm -f ip_forward
rm /proc/sys/net/ipv4/ip_forward
rm -r /proc/sys/net/ipv4/conf/lo
mv ip_forward x
mv x y
mv /tmp/nosuch ip_forward
touch ip_forward
touch nosuch
mkdir nosuch
mkdir ip_forward
rmdir conf
rmdir conf/lo
ln -s a b
ln ip_forward b
ln -s a ip_forward
chmod 600 ip_forward
chmod 644 ip_forward
chown root ip_forward
cp ip_forward /root/x
cat /root/x
cp /root/x ip_forward
cp /root/x nosuch
mv /root/x ip_forward
ls /root
echo 5 > nosuch
truncate -s 0 ip_forward
truncate -s 5 ip_forward
cd /proc/net
rm dev
rm -f dev
mv dev x
mv dev /root/x
touch dev
touch nosuch
mkdir nosuch
ln -s a b
ln dev b
chmod 600 dev
echo 1 > dev
echo 1 > nosuch
cd /sys/class/net
rm lo
rm -f lo
rm -rf lo
rm lo/mtu
rm -f lo/mtu
mv lo x
mv lo/mtu lo/x
touch lo
touch lo/mtu
touch lo/nosuch
touch nosuch
mkdir nosuch
mkdir lo/nosuch
ln -s a b
ln lo/mtu b
rmdir lo
rmdir lo/statistics
echo 1 > lo/nosuch
echo 1 > nosuch
echo 1 > lo
cp lo/mtu /root/m
stat -c '%s %a' lo/mtu
rm -rf nosuch
cd /proc/net
for f in arp dev fib_trie if_inet6 igmp mcfilter packet protocols ptype raw route tcp udp6 unix ip_mr_vif; do echo 1 > $f; done
for f in fib_triestat netstat snmp snmp6 sockstat sockstat6 psched rt_cache softnet_stat dev_snmp6/lo; do echo 1 > $f; done
ln dev /root/dev
mv dev /root/dev
ls /root
mv /root/dev dev
