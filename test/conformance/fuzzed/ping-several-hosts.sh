# Several hosts on the line of ping: a source route, which it may not set.
# oracle: root
ip addr add 10.0.0.1/24 dev lo
ping -c1 10.9.0.1 10.0.0.2; echo $?
ping -c1 10.0.0.2 10.9.0.1; echo $?
ping -c1 nosuch 10.0.0.1; echo $?
ping -c1 10.0.0.1 nosuch; echo $?
ping -c1 10.0.0.1 ::1 >/dev/null 2>&1; echo $?
ping -c1 ::1 10.0.0.1; echo $?
ping -c1 10.0.0.{1..10}; echo $?
ping -c1 10.0.0.{1..11} >/dev/null 2>&1; echo $?
