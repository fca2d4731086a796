# Users and groups by number: signs count, more than 32 bits are cut off, and -1 is nobody.
# oracle: root
ip tuntap add t0 mode tap group -1
ip tuntap add t1 mode tap user -1 group 5
ip tuntap add t2 mode tap user -5
ip tuntap add t3 mode tap user 0x10
ip tuntap add t4 mode tap user +7 group " 8"
ip tuntap add t5 mode tap user 4294967296
ip tuntap add t6 mode tap user 4294967295
ip tuntap add t7 mode tap user 99999999999999999999
ip tuntap add t8 mode tap user ''
ip tuntap add t9 mode tap group 08
ip tuntap add t10 mode tap group 12x
ip tuntap add t11 mode tap group -
ip tuntap show
ip -d link show t2 | tail -n 1
