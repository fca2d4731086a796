# Routes of groups and their rules where nobody makes any
# oracle: root
ip mroute
ip mroute show
ip mroute list
ip mroute lst
ip -4 mroute
ip -6 mroute
ip -s mroute
ip -d mroute
ip -j mroute
ip -6 -j mroute show
ip mroute show table all
ip mroute show table default
ip mroute show table main
ip mroute show table 100
ip -6 mroute show table main
ip -6 mroute show table 100
ip mroute show table frob
ip mroute show table
ip mroute show iif lo
ip mroute show iif C
ip mroute show iif
ip mroute show default
ip mroute show from all
ip mroute show from 10.0.0.1
ip mroute show 224.0.0.1
ip -4 mroute show to 224.0.0.0/4
ip -6 mroute show ff02::1
ip mroute frob
ip mroute add
ip mrule
ip mrule show
ip mrule list
ip -4 mrule
ip -6 mrule
ip -j mrule
ip -d mrule
