# Names with a number to be found, of new links and of those that get another name
# oracle: root
ip link add v0 type veth peer name e0
try() {
  echo "== $1"
  ip link add "$1" type veth peer name y0
  ip link del y0
  ip link add y0 type veth peer name "$1"
  ip link del y0
  ip link set v0 name "$1"
  ip -br link show type veth | sed 's/ .*//'
  ip link set "$(ip -br link show type veth | tail -1 | sed 's/@.*//')" name v0
  ip tuntap add dev "$1" mode tap
  ip -br link show type tun | sed 's/ .*//'
  for each in $(ip -br link show type tun | sed 's/ .*//'); do ip link del "$each"; done
}
try x%
try x%s
try x%d%d
try %d
try x%%d
try abcdefghijklm%d
try x%dy
try x%5d
ip link set v0 name v0%d
ip -br link show type veth | sed 's/ .*//'
ip link set v00 name v0
ip link property add dev e0 altname al%d
ip link show e0 | grep altname
ip netns add N
ip link add v0 netns N type veth peer name q0 netns N
ip link set v0 netns N name v%d
ip -n N -br link show type veth | sed 's/ .*//'
ip link del e0
ip -n N link del q0
ip netns del N
