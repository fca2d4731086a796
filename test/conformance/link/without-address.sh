# Addresses of links that have none, and those that are longer than the hardware's
# oracle: root
ip tuntap add dev tun0 mode tun
ip link add br0 type bridge
for dev in tun0 br0 lo; do
  for address in 0.0.0.0 02:00:00:00:00:01 1.2 02:03 02:00:00:00:00:00:00:01 ::1 x; do
    echo "$dev $address"
    ip link set dev $dev broadcast $address
  done
done
for address in 0.0.0.0 02:00:00:00:00:01 1.2 02:03 02:00:00:00:00:00:00:01 ::1 x; do
  ip link set dev tun0 address $address
  ip link set dev br0 address $address
done
ip link show tun0
ip link show br0
ip link show lo
