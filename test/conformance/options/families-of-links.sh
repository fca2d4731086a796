# Links are of no family, and a change asked to be echoed is one like any other where nothing changes
# oracle: root
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip -f bridge link
ip -B link show A
ip -f mpls link show A
ip -M -4 addr show lo
ip -4 -M link show A
ip -B -6 route
ip -B -br link
ip -M link set A alias x
ip -echo link show A
ip -e addr show lo
ip -ec -4 route
ip - link
ip - 5 link show A
ip -
ip -- link show A
