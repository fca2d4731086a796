# Command lines that ip tuntap does not take
# oracle: root
ip tuntap add
ip tuntap add dev tap0
ip tuntap add tap0 mode foo
ip tuntap add tap0 mode
ip tuntap add tap0 mode tap mode tap
ip tuntap add tap0 mode tap user nosuch
ip tuntap add tap0 mode tap group nosuch
ip tuntap add tap0 mode tap user
ip tuntap add tap0 tap1 mode tap
ip tuntap add dev tap0 mode tap name tap1
ip tuntap add dev averyveryverylongname mode tap
ip tuntap add averyveryverylongname mode tap
ip tuntap add dev a/b mode tap
ip tuntap del mode tap
ip tuntap del tap0
ip tuntap foo
ip tuntap help
ip tuntap show foo bar
ip -br link
