#!/usr/bin/perl
# What `ip`, `ping` and the others are in `netnone exec-env`: hands its command line to the world that listens on the
# socket beside it, and is the process's eyes and hands on the machine: descriptors 0 to 2, signals, the terminal, and
# the commands that the simulated machine does not have. Perl's builtins alone: it starts in 3 ms. The other side and
# the frames are in protocol.ts.
use strict;

my ($home, $name) = $0 =~ m{^(.*)/[^/]*/([^/]+)$};
my %sometimes = map { $_ => 1 } split / /, $ENV{NETNONE_SOMETIMES} // "";
if ($sometimes{$name} && !grep { m{^/(?:(?:var/)?run/netns|proc/(?:sys/net|net|\d+/(?:ns|net))|sys/(?:class/net|devices/virtual/net))(?:/|$)} } @ARGV) {
    # Nothing of the simulated machine is asked for: the command that is next on PATH.
    for my $folder (split /:/, $ENV{PATH} // "") {
        exec { "$folder/$name" } $name, @ARGV if $folder ne "$home/bin" && -x "$folder/$name" && !-d _;
    }
    print STDERR "$name: command not found\n";
    exit 127;
}

socket(my $world, 1, 1, 0) or die "$name: socket: $!\n";
my $path = "$home/world";
my $address = $^O eq "linux" ? pack("S a108", 1, $path) : pack("C C a104", 106, 1, $path);
if (!connect($world, $address)) {
    print STDERR "$name: netnone exec-env has ended, and its world with it\n";
    exit 3;
}

sub put {
    my ($type, $data) = @_;
    my $frame = $type . pack("N", length $data) . $data;
    local $SIG{PIPE} = "IGNORE";
    while ($frame ne "") {
        my $count = syswrite($world, $frame);
        if (defined $count) { substr($frame, 0, $count) = "" }
        elsif (!$!{EINTR}) { last }
    }
}
sub window {
    my $size = pack("S4", 0, 0, 0, 0);
    for my $file (*STDOUT, *STDERR, *STDIN) {
        return (unpack("S4", $size))[1, 0] if ioctl($file, $^O eq "linux" ? 0x5413 : 0x40087468, $size);
    }
    return (80, 24);
}

# Signals are the simulated process's, and so is the choice whether to go on ignoring what is ignored here.
my (@arrived, @ignored);
for my $signal (qw(HUP INT QUIT TERM USR1 USR2)) {
    push @ignored, $signal if ($SIG{$signal} // "") eq "IGNORE";
    $SIG{$signal} = sub { push @arrived, $signal };
}
my $resized = 0;
$SIG{WINCH} = sub { $resized = 1 };
$SIG{CHLD} = sub { };

require Cwd if !defined $ENV{PWD};
my $cwd = $ENV{PWD} // Cwd::getcwd();
my @here = stat(".");
my @there = stat($cwd);
if (!@there || "@here[0, 1]" ne "@there[0, 1]") { require Cwd; $cwd = Cwd::getcwd() }
my $terminals = join "", map { -t $_ ? 1 : 0 } *STDIN, *STDOUT, *STDERR;
put("c", $cwd);
put("a", join "", map { "$_\0" } $name, @ARGV);
put("e", join "", map { "$_=$ENV{$_}\0" } grep { /^(?:NETNONE_CONTEXT|PATH|HOME|TERM|COLUMNS|LINES|LANG|LC_\w+|TZ|NO_COLOR|COLORFGBG|DOCKER_\w+)$/ } keys %ENV);
put("t", join "\0", $$, $terminals, window(), join ",", @ignored);
put("g", "");

my %children;    # pid => what the world calls it
my $wants = 0;   # the simulated process reads its standard input
my $cooked;      # the terminal as it was, while it is raw
my $buffer = "";

sub cook { system("stty", $cooked) if defined $cooked; undef $cooked }
sub out {
    my ($file, $data) = @_;
    while ($data ne "") {
        my $count = syswrite($file, $data);
        if (defined $count) { substr($data, 0, $count) = "" }
        elsif ($!{EAGAIN}) { my $ready = ""; vec($ready, fileno($file), 1) = 1; select(undef, $ready, undef, 1) }
        elsif (!$!{EINTR}) { return }
    }
}
# A command of this machine, in place of this process or as its child.
sub run {
    my ($id, $replaces, $folder, $count, @rest) = split /\0/, $_[0], -1;
    my @command = splice @rest, 0, $count;
    if ($replaces) {
        # Whoever inherits this end of the socket lives in the namespace; the world sees when the last of them has gone.
        fcntl($world, 2, 0);
    }
    else {
        my $pid = fork;
        if (!defined $pid) { return put("w", "$id\0126") }
        if ($pid) { $children{$pid} = $id; return }
    }
    $SIG{$_} = "DEFAULT" for qw(CHLD WINCH HUP INT QUIT TERM USR1 USR2);
    $SIG{$_} = "IGNORE" for @ignored;
    chdir $folder;
    for my $change (@rest) {
        next if $change eq "";
        if ($change =~ /^([^=]+)=(.*)$/s) { $ENV{$1} = $2 } else { delete $ENV{$change} }
    }
    my ($file, @words) = @command;
    exec { $file } @words;
    print STDERR "$words[0]: $!\n";
    exit($!{ENOENT} ? 127 : 126);
}
sub finish {
    my ($status, $signal) = @_;
    cook();
    if ($signal ne "") { $SIG{$signal} = "DEFAULT"; kill $signal => $$ }
    exit $status;
}
sub act {
    my ($type, $data) = @_;
    if ($type eq "o") { out(*STDOUT, $data) }
    elsif ($type eq "E") { out(*STDERR, $data) }
    elsif ($type eq "r") { $wants = 1 }
    elsif ($type eq "n") { $wants = 0 }
    elsif ($type eq "f") { run($data) }
    elsif ($type eq "k") { my ($id, $signal) = split /\0/, $data; kill $signal => grep { $children{$_} eq $id } keys %children }
    elsif ($type eq "m") {
        if ($data eq "cooked") { cook() }
        elsif (-t STDIN) { chomp($cooked //= `stty -g`); system(qw(stty raw -echo), $data eq "rawout" ? "opost" : "-opost") }
    }
    elsif ($type eq "x") { finish(split /\0/, $data, -1) }
}

while (1) {
    while (length $buffer >= 5 && length $buffer >= 5 + unpack("x N", $buffer)) {
        my $frame = substr($buffer, 0, 5 + unpack("x N", $buffer), "");
        act(substr($frame, 0, 1), substr($frame, 5));
    }
    put("s", shift @arrived) while @arrived;
    if ($resized) { $resized = 0; put("z", join "\0", window()) }
    while (%children && (my $pid = waitpid(-1, 1)) > 0) {
        my ($status, $signal) = ($? >> 8, $? & 127);
        put("w", join "\0", delete $children{$pid}, $signal ? 128 + $signal : $status);
    }
    my $ready = "";
    vec($ready, fileno($world), 1) = 1;
    my $in = $wants ? fileno(STDIN) : undef;
    if ($wants && !defined $in) { $wants = 0; put("i", "") }
    vec($ready, $in, 1) = 1 if defined $in;
    # Perl runs handlers between its operations, so a signal just before the wait would be seen only after it.
    next if select($ready, undef, undef, 0.5) <= 0;
    if (vec($ready, fileno($world), 1)) {
        my $count = sysread($world, $buffer, 65536, length $buffer);
        next if !defined $count && $!{EINTR};
        if (!$count) {
            cook();
            print STDERR "$name: netnone exec-env has ended, and its world with it\n";
            exit 3;
        }
    }
    if (defined $in && vec($ready, $in, 1)) {
        my $count = sysread(STDIN, my $data, 65536);
        next if !defined $count && ($!{EINTR} || $!{EAGAIN});
        $wants = 0;
        put("i", $count ? $data : "");
    }
}
