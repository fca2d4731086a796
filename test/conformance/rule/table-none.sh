# Table 0 of a selection is none
# oracle: root
ip rule list table 0
ip rule add to 8.8.8.8 table 7
ip rule list table 7
ip rule list table 0
ip rule list table unspec
ip -6 rule list table 0
ip rule add unreachable from 1.2.3.4
ip rule list table 0
ip rule flush table 0
ip rule
