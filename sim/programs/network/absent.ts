/**
 * Programs that scripts for Linux call and that are not modelled: each says so by name, whatever it is told, and changes nothing.
 * Without them a script would hear that they are missing, and with `exec-env` those of the real machine would be asked about another
 * network than the simulated one.
 */
import { NOT_MODELLED } from "../../../core/command/args.ts";
import type { Program } from "../../program.ts";

type Absent = readonly (readonly [what: string, directory: string, names: string])[];

/** Of the network, by what they are, so that the message says what is missing. */
const NETWORK: Absent = [
  ["DNS", "/usr/bin", "dig host nslookup delv resolvectl systemd-resolve whois"],
  ["measuring of throughput", "/usr/bin", "iperf iperf3 netperf netserver qperf nuttcp sockperf ab wrk hey siege"],
  ["making packets", "/usr/bin", "mausezahn mz trafgen tcpreplay packeth scapy"],
  ["probing", "/usr/bin", "mtr fping nmap nping hping3 arp-scan masscan arpspoof ettercap ndisc6 rdisc6"],
  ["capturing other than by tcpdump", "/usr/bin", "tshark dumpcap wireshark termshark ngrep iftop nload vnstat bmon"],
  ["DHCP", "/usr/sbin", "dhclient dhcpcd dhcpd udhcpc udhcpd dnsmasq kea-dhcp4"],
  ["a firewall", "/usr/sbin", "ufw firewall-cmd nftables"],
  ["a routing daemon", "/usr/sbin", "vtysh bird birdc birdcl zebra ospfd bgpd frr gobgp gobgpd babeld"],
  ["an LLDP daemon", "/usr/sbin", "lldpd lldpctl lldpcli"],
  ["Open vSwitch", "/usr/bin", "ovs-vsctl ovs-ofctl ovs-appctl ovs-dpctl"],
  ["WireGuard", "/usr/bin", "wg wg-quick"],
  ["a server", "/usr/sbin", "nginx apache2 httpd haproxy keepalived named unbound sshd vsftpd"],
  ["a remote shell", "/usr/bin", "ssh scp sftp telnet rsync ftp tftp"],
  ["counters of the kernel's", "/usr/sbin", "rtacct ifstat lnstat rtstat ctstat sar"],
  ["the hardware", "/usr/sbin", "mii-tool devlink dcb rdma iw iwconfig rfkill wpa_supplicant hostapd vdpa"],
  ["tipc", "/usr/sbin", "tipc"],
  ["another container engine", "/usr/bin", "podman nerdctl crictl ctr runc lxc lxc-create lxc-start lxc-attach lxc-ls"],
  ["a network emulator", "/usr/bin", "mn mininet kathara"],
];

/** What has little to do with the network: where there is a real machine it has these. */
const ORDINARY: Absent = [
  [
    "the configuration of a distribution",
    "/usr/sbin",
    "ifup ifdown ifquery netplan nmcli nmtui networkctl hostnamectl",
  ],
  ["systemd", "/usr/bin", "systemctl journalctl systemd-run loginctl timedatectl machinectl"],
  ["the management of services", "/usr/sbin", "service update-rc.d"],
  ["a list of the kernel's modules", "/usr/sbin", "lsmod insmod rmmod depmod modinfo"],
  ["orchestration of containers", "/usr/bin", "docker-compose kubectl kind minikube containerlab clab"],
  ["a virtual machine", "/usr/bin", "virsh qemu-system-x86_64 vagrant multipass virt-install"],
  ["another language", "/usr/bin", "perl python ruby node php lua go"],
  ["a debugger", "/usr/bin", "strace ltrace gdb bpftrace bpftool perf"],
  ["the installation of packages", "/usr/bin", "apt apt-get apt-cache dpkg yum dnf apk pacman snap pip pip3"],
];

function refusing(list: Absent): readonly Program[] {
  return list.flatMap(([what, directory, names]) =>
    names.split(" ").map(
      (name): Program => ({
        name,
        path: `${directory}/${name}`,
        summary: `${what} (not modelled)`,
        absent: true,
        async run(context) {
          await context.stderr.write(`netnone: ${name}: ${what} is not modelled\n`);
          return NOT_MODELLED;
        },
      }),
    ),
  );
}

export const absentPrograms = refusing(NETWORK);
export const absentOrdinaryPrograms = refusing(ORDINARY);
