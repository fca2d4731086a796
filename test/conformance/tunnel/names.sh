# ip -r: the other end of a tunnel by its name; one's own only in the details of a link
# oracle: vm
printf '10.0.0.1 web\n10.0.0.2 db\n' >> /etc/hosts
ip link add t0 type ipip local 10.0.0.1 remote 10.0.0.2
ip -r tunnel show t0
ip -r -j tunnel show t0
ip -r -d link show t0 | grep -o 'remote db local web'
ip -r -d -j link show t0 | grep -o '"remote":.*"local":"[a-z]*"'
