# Only the mode said in the same line lets a MACVLAN do without promiscuity; nodst is a word, too, and flags add up
# oracle: root
ip link add v0 type veth peer name v1
ip link add link v0 name m1 type macvlan mode bridge flag nopromisc 2>&1 | head -1
ip link add link v0 name m1 type macvlan nopromisc 2>&1 | head -1
ip link add link v0 name m1 type macvlan mode private nodst
ip -d link show m1 | grep -o 'macvlan mode .* addrgenmode'
ip link del m1
ip link add link v0 name m2 type macvlan mode passthru nopromisc flag nodst
ip -d link show m2 | grep -o 'macvlan mode .* addrgenmode'
ip link set m2 type macvlan nopromisc 2>&1 | head -1
ip link set m2 type macvlan nodst
ip -d link show m2 | grep -o 'macvlan mode .* addrgenmode'
ip link set m2 type macvlan mode passthru flag null
ip -d link show m2 | grep -o 'macvlan mode .* addrgenmode'
