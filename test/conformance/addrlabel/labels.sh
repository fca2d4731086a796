# Labels of addresses: listed, added, taken away, and which address is sent from by them
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip addrlabel
ip -j addrlabel list
ip -4 addrlabel
ip addrlabel show x
ip link add va type veth peer name vb
ip addrlabel add prefix 2001:db8::5/32 label 99
ip addrlabel add prefix 2001:db8::/32 label 98
ip addrlabel add prefix 2001:db8::/32 dev va label 97
ip addrlabel add prefix 2001:db8:: label 0x60 words
ip addrlabel add prefix ::ffff:10.0.0.0/104 label 50
ip addrlabel add prefix 10.0.0.0/8 label 50
ip addrlabel add prefix 2001:db9::/33
ip addrlabel add label 5
ip addrlabel add prefix 2001:db9::/32 label 4294967295
ip addrlabel add prefix 2001:dba::/32 label 1 dev nosuch
ip addrlabel
ip addrlabel del prefix 2001:db8::/32 label 1
ip addrlabel del prefix 2001:db8::/32 label 1
ip addrlabel del prefix 2001:db8::/32
ip addrlabel replace prefix ::/0 label 4
ip addrlabel del prefix 2001:db8::/32 dev va label 97
ip link set va up
ip link set vb up
for a in 2001:db8:1::1 2001:db8:2::1 fd00::1 2002::1; do ip addr add $a/64 dev va nodad; done
for d in 2001:db8:5::9 fd00:5::1 3ffe::1 2002:5::1; do ip route add $d dev va; done
for d in 2001:db8:5::9 fd00:5::1 3ffe::1 2002:5::1; do ip route get $d | grep -o 'src [^ ]*'; done
ip addrlabel add prefix 2001:db8:2::/64 label 200
ip addrlabel add prefix 2001:db8:5::/64 label 200
ip addrlabel add prefix fd00::/64 dev va label 300
ip addrlabel add prefix 3ffe::/20 label 300
for d in 2001:db8:5::9 fd00:5::1 3ffe::1 2002:5::1; do ip route get $d | grep -o 'src [^ ]*'; done
ip addrlabel flush
ip addrlabel
ip -4 addrlabel flush
ip link del va
