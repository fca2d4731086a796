# Dumps that are none, or are cut off, or are of something else
# oracle: root
ip link add A type veth peer name B
ip link set A addrgenmode none; ip link set B addrgenmode none
ip link set B up; ip link set A up
ip addr add 10.0.0.1/24 dev A
ip route add 10.1.0.0/16 via 10.0.0.2
ip route save > routes
ip addr save dev A > addresses
ip rule save > rules
echo garbage > garbage
: > empty
for what in route addr rule; do ip $what restore < garbage; echo $?; ip $what restore < empty; echo $?; done
for what in route addr; do ip $what showdump < garbage; echo $?; ip $what showdump < empty; echo $?; done
ip route restore < addresses
ip addr restore < rules
ip rule restore < routes
ip route showdump < rules
ip addr showdump < routes
echo garbage | ip route restore
cat routes | ip route restore
cat routes | ip route showdump
cat rules | ip rule restore
head -c 12 routes > cut
ip route restore < cut
ip route showdump < cut
head -c 100 routes > cut
ip route restore < cut
ip route showdump < cut
head -c 60 addresses > cut
ip addr restore < cut
ip addr showdump < cut
head -c 60 rules > cut
ip rule restore < cut
head -c 4 routes > cut
ip route restore < cut
ip route showdump < cut
cat cut garbage > long
ip route showdump < long
ip rule save pref 100
ip rule showdump < rules
ip route save table 999 > missing
wc -c < missing
ip addr save dev nope
ip route save dev nope > missing
ip route restore < nothere
ip route
