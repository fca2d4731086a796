# What lsns does not take
# oracle: root
lsns -x
lsns --foo
lsns -t foo
lsns -t
lsns -o foo
lsns -o NS,foo
lsns -o NS,,PID
lsns -o
lsns -p foo
lsns -p
lsns -p 999999
lsns -J -r
lsns 1
lsns foo
lsns -t net foo
lsns -V
lsns --help
