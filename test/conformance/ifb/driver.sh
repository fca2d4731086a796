# The driver of a link without a version of its own has the kernel's.
# oracle: root
ip link add ifb7 type ifb
ethtool -i ifb7
