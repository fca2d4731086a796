/**
 * What a shell connects to behind /dev/tcp/HOST/PORT and /dev/udp/HOST/PORT (bash(1), REDIRECTION). A socket belongs to the
 * network namespace of whoever makes it, and Node cannot be given one: a program inside the sandbox has it, and passes on
 * what is read and written.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { getSystemErrorName } from "node:util";
import { type Errno, isErrno } from "../../core/errors.ts";
import type { ConnectRefusal, ConnectTo, OpenFile, Signals } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { signalInside } from "./inside.ts";
import { Decoder, encode } from "./text.ts";

/**
 * Says on standard error how it went (`open`, `connect ERRNO`, `name OF: REASON`), then of writes that failed (`write ERRNO`)
 * and of the end of what comes (`end OCTETS`: nsenter(1) has its standard output, too, and keeps it open).
 */
const RELAY = `use Socket qw(:all);
my ($transport, $host, $service) = @ARGV; $| = 1; $SIG{PIPE} = "IGNORE";
sub say_that { syswrite(STDERR, "@_\\n") }
my ($why, @found) = getaddrinfo($host, $service, { socktype => $transport eq "tcp" ? SOCK_STREAM : SOCK_DGRAM });
if ($why) { say_that("name", ($why + 0 == EAI_SERVICE ? $service : $host) . ": $why"); exit }
my ($socket, $errno);
for (@found) {
  socket($socket, $_->{family}, $_->{socktype}, $_->{protocol}) or do { $errno = $! + 0; undef $socket; next };
  connect($socket, $_->{addr}) and last;
  $errno = $! + 0; undef $socket;
}
unless ($socket) { say_that("connect", $errno); exit }
say_that("open");
my $in = fileno(STDIN); my $at = fileno($socket); my $total = 0;
while (1) {
  my $set = ""; vec($set, $in, 1) = 1; vec($set, $at, 1) = 1;
  select($set, undef, undef, undef) > 0 or next;
  if (vec($set, $in, 1)) {
    my $count = sysread(STDIN, my $data, 65536); last unless $count;
    for (my $done = 0; $done < $count;) {
      my $sent = syswrite($socket, $data, $count - $done, $done);
      unless (defined $sent) { say_that("write", $! + 0); last }
      $done += $sent;
    }
  }
  if (vec($set, $at, 1)) {
    my $count = sysread($socket, my $data, 65536);
    if (!defined $count) { say_that("write", $! + 0) if $transport eq "udp"; next if $transport eq "udp"; $count = 0 }
    if ($count == 0 and $transport eq "tcp") {
      say_that("end", $total);
      # Nothing more comes; what is written still goes.
      while (my $more = sysread(STDIN, my $data, 65536)) { defined syswrite($socket, $data) or do { say_that("write", $! + 0); last } }
      last;
    }
    $total += $count;
    for (my $done = 0; $done < $count;) { $done += syswrite(STDOUT, $data, $count - $done, $done) // last }
  }
}`;

export function connectFromInside(
  sandbox: Sandbox,
  { transport, host, service }: ConnectTo,
  signals: Signals,
): Promise<Result<OpenFile, ConnectRefusal>> {
  // Perl takes no name for any.
  if (host === "") return Promise.resolve(err({ of: "", reason: "Name or service not known" }));
  const [file, ...args] = sandbox.enter(["perl", "-e", RELAY, transport, host, service]);
  const relay = spawn(file, args, { env: { ...sandbox.env }, stdio: ["pipe", "pipe", "pipe"] });
  return new Promise((resolve) => {
    let said = "";
    let connection: Connection | undefined;
    const stop = signals.listen(() => {
      if (signals.pending !== undefined && connection === undefined) signalInside(relay.pid ?? 0, "KILL");
    });
    relay.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      for (let end = said.indexOf("\n"); end >= 0; end = said.indexOf("\n")) {
        const [word, ...rest] = said.slice(0, end).split(" ");
        const about = rest.join(" ");
        said = said.slice(end + 1);
        if (word === "open") {
          stop();
          connection = new Connection(relay);
          resolve(ok(connection));
        } else if (word === "end") connection?.endAt(Number(about));
        else if (word === "write") connection?.failed(errnoOfNumber(about));
        else if (word === "connect") resolve(err({ call: "connect", errno: errnoOfNumber(about) }));
        else if (word === "name") {
          const [of = "", reason = ""] = about.split(/: (.*)/s);
          resolve(err({ of, reason }));
        }
      }
    });
    relay.once("error", () => resolve(err({ call: "connect", errno: "EIO" })));
    relay.once("close", () => {
      stop();
      resolve(err({ call: "connect", errno: "EINTR" }));
    });
  });
}

function errnoOfNumber(text: string): Errno {
  const name = getSystemErrorName(-Number(text));
  return isErrno(name) ? name : "EIO";
}

/** The relay's end in netnone. */
class Connection implements OpenFile {
  readonly path = "socket:[1]";
  readonly #relay: ChildProcess;
  readonly #decoder = new Decoder();
  #text = "";
  #octets = 0;
  /** How many octets come before the end, once that is known. */
  #end: number | undefined;
  #refused: Errno | undefined;
  #waiting: (() => void)[] = [];
  #references = 1;
  writeError: Errno | undefined;
  broken = false;

  constructor(relay: ChildProcess) {
    this.#relay = relay;
    relay.stdin?.on("error", () => {
      this.broken = true;
    });
    relay.stdout?.on("data", (chunk: Buffer) => {
      this.#octets += chunk.length;
      this.#text += this.#decoder.write(chunk);
      // Nobody reads: the sender is to wait.
      if (this.#text.length > MOST_WAITING) relay.stdout?.pause();
      this.#wake();
    });
    relay.stdout?.on("close", () => this.endAt(this.#octets));
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  endAt(octets: number): void {
    this.#end = octets;
    this.#wake();
  }

  /** A write of before failed, or what it sent was refused: the next one hears of it. */
  failed(errno: Errno): void {
    if (errno === "EPIPE" || errno === "ECONNRESET") this.broken = true;
    else this.#refused = errno;
  }

  async read(signals?: Signals): Promise<string | null> {
    const stop = signals?.listen(() => this.#wake());
    while (this.#text === "" && (this.#end === undefined || this.#octets < this.#end) && signals?.pending === undefined)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    stop?.();
    const text = this.#text === "" && signals?.pending === undefined ? this.#decoder.end() : this.#text;
    this.#text = "";
    this.#relay.stdout?.resume();
    return text === "" ? null : text;
  }

  unread(text: string): void {
    this.#text = text + this.#text;
    this.#wake();
  }

  async write(text: string): Promise<void> {
    this.writeError = this.#refused;
    this.#refused = undefined;
    if (this.writeError !== undefined) return;
    await new Promise<void>((resolve) => this.#relay.stdin?.write(encode(text), () => resolve()));
  }

  close(): void {
    if (--this.#references > 0) return;
    this.#relay.stdin?.end();
    this.#relay.stdout?.resume();
  }

  retain(): OpenFile {
    this.#references++;
    return this;
  }
}

/** What of a connection is kept for whoever reads next. */
const MOST_WAITING = 262_144;
