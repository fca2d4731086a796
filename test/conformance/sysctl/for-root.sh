# What root may do with the files of settings goes by their modes: those of the first namespace, and those of all
# oracle: root
cd /proc/sys/net
ls -l core/rmem_max core/wmem_default ipv4/tcp_ehash_entries ipv4/route/flush ipv4/ip_forward | cut -c1-10
for file in core/rmem_max core/wmem_default ipv4/tcp_ehash_entries ipv4/route/flush ipv4/ip_forward ipv4 ../kernel/osrelease ../kernel/hostname; do for may in r w x; do test -$may $file; echo "$file $may $?"; done; done
sysctl -w net.core.rmem_max=300000
ip netns add a
ip netns exec a sysctl -n net.core.rmem_default net.core.wmem_default
ip netns exec a test -w /proc/sys/net/core/rmem_max
ip netns exec a test -w /proc/sys/net/core/somaxconn
