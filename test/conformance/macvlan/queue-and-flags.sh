# The queue for broadcasts and the flags of macvlan interfaces
# oracle: root
ip link add A type veth peer name B
ip link add link A name mv type macvlan bcqueuelen 2000
ip link add link A name nv type macvlan mode bridge bcqueuelen 500
ip -d link show mv | grep macvlan
ip -d link show nv | grep macvlan
ip link set mv type macvlan bcqueuelen 100
ip -d link show mv | grep macvlan
ip -d link show nv | grep macvlan
ip -d -j link show nv | grep -o '"info_data":{[^}]*}'
ip link add C type veth peer name D
ip link add link C name pv type macvlan mode passthru nopromisc
ip -d link show pv | grep macvlan
ip link set pv up
ip -d link show C | grep -o 'promiscuity [0-9]*'
ip link set pv type macvlan flag null
ip -d link show pv | grep macvlan
ip link set nv type macvlan flag nodst
ip -d link show nv | grep macvlan
