# /sys/class/net of links that are no cards: no alias, nothing to poll
# oracle: root
ip link add v type veth peer name w
cd /sys/class/net/v
cat ifalias
cat testing
cat gro_flush_timeout napi_defer_hard_irqs threaded
ip link set v up
cat testing
ip link set v alias 'to the west'
cat ifalias
ip link set v alias ''
cat ifalias
ip link set v group 7
cat netdev_group
cat group
