# What is asked for once more to be connected is in one line, too.
# oracle: root
ip link set lo up
ip -o route get 127.0.0.1 connected
ip -o -d route get 127.0.0.1 connected
ip -o -6 route get ::1 connected
ip -o route get 10.0.0.1 connected
