# A dummy with everything that a new link may be given
# oracle: vm
ip link add name d0 address 02:00:00:00:00:07 mtu 9000 txqueuelen 77 index 42 numtxqueues 4 numrxqueues 2 alias spare type dummy
ip -d link show d0
ip link add dev d1 up type dummy
ip link show d1
ip link add link-with-a-name type dummy
ip link add type dummy
ip link show dummy0
ip link add type dummy
ip -br link
ip link show type dummy
