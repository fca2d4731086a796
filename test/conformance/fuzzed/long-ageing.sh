# An ageing time beyond what its message can hold: what is left of it.
# oracle: root
ip link add br0 type bridge
brctl setageing br0 99999999999
ip link add br1 type bridge
brctl setageing br1 9999999999
brctl setageing br1 -1
brctl setageing br1 1e3
ip -j -d link show br0 | grep -o '"ageing_time":[0-9]*'
ip -j -d link show br1 | grep -o '"ageing_time":[0-9]*'
brctl addbr -x
brctl addbr x -V
brctl addbr x --he
brctl addbr x --foo
brctl addbr -- -x
brctl delbr -- -x
