# Links are told of with their addresses whatever family somebody listens for (found by fuzzing).
# oracle: root
ip link add br0 type bridge
ip -4 monitor link > told & sleep 0.5; ip link set br0 mtu 1400; sleep 0.5; kill $!; wait; cat told
ip -6 monitor link > told & sleep 0.5; ip link set br0 mtu 1300; sleep 0.5; kill $!; wait; cat told
ip -4 monitor all > told & sleep 0.5; ip link set br0 mtu 1200; sleep 0.5; kill $!; wait; cat told
ip -4 monitor link > told & sleep 0.5; ip link set br0 up; sleep 2; kill $!; wait; cat told
ip -4 monitor link address > told & sleep 0.5; ip addr add 10.0.0.1/24 dev br0; ip link set br0 mtu 1100; sleep 0.5; kill $!; wait; cat told
ip -4 monitor link > told & sleep 0.5; ip link del br0; sleep 0.5; kill $!; wait; cat told
