/**
 * radvd (Debian 12: radvd 2.19): a router's advertisements, as radvd.conf(5) has them.
 *
 * Same as the original: what it advertises, when, whom it answers, its last words, how it checks its file.
 * Simplified: it has one process; what it hears from other routers it does not comment on.
 * Absent: syslog (it says nothing there), debug levels, a root of its own, the options that `config.ts` names.
 */
import { type Ipv6, isIpv6LinkLocal } from "../../../../core/address/ipv6.ts";
import { getoptLong } from "../../../../core/command/getopt-long.ts";
import { strerror } from "../../../../core/errors.ts";
import type { SocketId } from "../../../../core/model/id.ts";
import { IFF, isRunning, type Link } from "../../../../core/model/link.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { ProcessContext, Program } from "../../../program.ts";
import { Wakeable } from "../wakeable.ts";
import { advertisement, intervals, problems } from "./advertisement.ts";
import { type InterfaceConfig, parseRadvdConfig } from "./config.ts";

/** What it takes to send the last words and to put everything away. */
const ENDING_MICROS = 1000;
const SECOND = 1_000_000;
const HOUR_MICROS = 3_600_000_000;
const ALL_NODES = "ff02::1" as Ipv6;
/** MAX_INITIAL_RTR_ADVERTISEMENTS and MAX_INITIAL_RTR_ADVERT_INTERVAL (RFC 4861 section 10). */
const INITIAL = 3;
const INITIAL_SECONDS = 16;
/** MAX_RA_DELAY_TIME: an answer waits for up to half a second. */
const ANSWER_MICROS = 500_000;
const VERSION = "2.19";

const USAGE = `usage: radvd 
  -C, --config=PATH       Set the config file.  Default is /etc/radvd.d.
  -c, --configtest        Parse the config file and exit.
  -d, --debug=NUM         Set the debug level.  Values can be 1, 2, 3, 4 or 5.
  -f, --facility=NUM      Set the logging facility.
  -h, --help              Show this help screen.
  -l, --logfile=PATH      Set the log file.
  -m, --logmethod=X       Set method to: syslog, stderr, stderr_syslog, logfile,
                          stderr_clean, or none.
  -n, --nodaemon          Prevent the daemonizing.
  -p, --pidfile=PATH      Set the pid file.
  -t, --chrootdir=PATH    Chroot to the specified path.
  -u, --username=USER     Switch to the specified user.
  -v, --version           Print the version and quit.

`;
const VERSION_TEXT = `Version: ${VERSION}

Compiled in settings:
  default config file\t\t"/etc/radvd.conf"
  default pidfile\t\t"/run/radvd.pid"
  default logfile\t\t"/var/log/radvd.log"
  default syslog facility\t24
Please send bug reports or suggestions to Reuben Hawkins <reubenhwk@gmail.com>.
`;
const LONG = {
  config: "C:",
  configtest: "c",
  debug: "d:",
  facility: "f:",
  help: "h",
  logfile: "l:",
  logmethod: "m:",
  nodaemon: "n",
  pidfile: "p:",
  chrootdir: "t:",
  username: "u:",
  version: "v",
};
const METHODS: readonly string[] = ["syslog", "stderr", "stderr_syslog", "logfile", "stderr_clean", "none"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

interface Options {
  config: string;
  test: boolean;
  foreground: boolean;
  pidFile: string;
  method: string;
}

/** What it sets of the interface itself, unless it is 0, and within which bounds (defaults.h, privsep-linux.c). */
const OWN_SETTINGS = [
  {
    option: "AdvLinkMTU",
    byDefault: 0,
    path: (name: string) => `conf/${name}/mtu`,
    called: "LinkMTU",
    least: 1280,
    most: 131_072,
  },
  {
    option: "AdvCurHopLimit",
    byDefault: 64,
    path: (name: string) => `conf/${name}/hop_limit`,
    called: "CurHopLimit",
    least: 0,
    most: 255,
  },
  {
    option: "AdvReachableTime",
    byDefault: 0,
    path: (name: string) => `neigh/${name}/base_reachable_time_ms`,
    called: "BaseReachableTimer",
    least: 100,
    most: 3_600_000,
  },
  {
    option: "AdvRetransTimer",
    byDefault: 0,
    path: (name: string) => `neigh/${name}/retrans_time_ms`,
    called: "RetransTimer",
    least: 10,
    most: 3_600_000,
  },
];

/** An interface as it is served. */
interface Served {
  readonly config: InterfaceConfig;
  dueMicros: number | undefined;
  sent: number;
}

class Daemon {
  readonly #context: ProcessContext;
  readonly #options: Options;
  readonly #waker: Wakeable;
  readonly #served: Served[];
  readonly #answers: { readonly served: Served; readonly to: Ipv6; readonly dueMicros: number }[] = [];

  constructor(context: ProcessContext, options: Options, configs: readonly InterfaceConfig[]) {
    this.#context = context;
    this.#options = options;
    this.#waker = new Wakeable(context.kernel, context.self);
    this.#served = configs.map((config) => ({ config, dueMicros: undefined, sent: 0 }));
  }

  #link(name: string): Link | undefined {
    const { kernel } = this.#context;
    const config = kernel.config();
    const netns = config.netns[kernel.netns];
    const id = netns?.names.get(name);
    return id === undefined ? undefined : config.links[id];
  }

  async run(): Promise<ExitStatus> {
    const { kernel, self } = this.#context;
    const log = (text: string) => say(this.#context, this.#options, text);
    await log(`version ${VERSION} started`);
    const all = kernel.config().netns[kernel.netns]?.conf6.all.forwarding ?? 0;
    if (all !== 1 && all !== 2) {
      await log(`IPv6 forwarding setting is: ${all}, should be 1 or 2`);
      await log("IPv6 forwarding seems to be disabled, but continuing anyway");
    }
    const heard = kernel.openPacket("any", ({ frame, type, device }) => {
      const { payload } = frame;
      if (type === "outgoing" || payload.kind !== "ipv6" || payload.hopLimit !== 255) return;
      if (payload.payload.kind !== "icmpv6" || payload.payload.type !== "router-solicitation") return;
      const served = this.#served.find(({ config }) => config.name === device.name);
      if (!served || payload.source === "::" || served.config.values.get("AdvSendAdvert") !== 1) return;
      this.#answers.push({ served, to: payload.source, dueMicros: kernel.nowMicros() + kernel.random(ANSWER_MICROS) });
      this.#waker.wake();
    });
    if (!heard.ok) {
      await log(`can't create socket(AF_INET6): ${strerror(heard.error)}`);
      return 1;
    }
    const { socket } = kernel.datapath.openPing(kernel.netns, "inet6", () => {});
    let signals = 0;
    const stop = () => {
      signals++;
      this.#waker.wake();
    };
    const ends: (() => void)[] = [self.signals.catch("TERM", stop), self.signals.catch("INT", stop)];
    let named = "sigterm";
    ends.push(self.signals.listen((signal) => void (named = signal === "INT" ? "sigint" : named)));
    try {
      for (const served of this.#served) {
        const ready = await this.#setUp(served);
        if (ready === "missing" && served.config.values.get("IgnoreIfMissing") === 0) {
          await log(`interface ${served.config.name} does not exist or is not set up properly`);
          return 1;
        }
        if (ready === "ready" || ready === "silent") await this.#configure(served.config);
        if (ready === "ready") this.#begin(socket, served);
      }
      ends.push(
        kernel.listenNetlink((told) => {
          if (told.noun !== "link" || told.netns !== kernel.netns) return;
          const served = this.#served.find(({ config }) => config.name === told.link.name);
          if (!served) return;
          // process_netlink_msg: a moment after anything changed it is looked at anew.
          served.sent = 0;
          served.dueMicros = kernel.nowMicros() + SECOND;
          this.#waker.wake();
        }),
      );
      while (signals === 0 && !self.signals.pending) await this.#serve(socket);
      // Nobody says good-bye who is killed.
      if (signals === 0) return 1;
      await log(`exiting, ${signals} ${named}(s) received`);
      await log("sending stop adverts");
      for (const served of this.#served) this.#send(socket, served, ALL_NODES, true);
      await log(`removing ${this.#options.pidFile}`);
      this.#context.files.unlink(path(this.#context, this.#options.pidFile));
      await log("returning from radvd main");
      // Whoever told it to stop goes on meanwhile.
      await kernel.sleep(ENDING_MICROS, self.signals);
      return 0;
    } finally {
      for (const end of ends) end();
      kernel.datapath.close(socket);
      kernel.datapath.close(heard.value.socket);
    }
  }

  /** Sends what is due, then waits for the next. */
  async #serve(socket: SocketId): Promise<void> {
    const { kernel } = this.#context;
    const now = kernel.nowMicros();
    for (let i = 0; i < this.#answers.length; ) {
      const answer = this.#answers[i];
      if (!answer || answer.dueMicros > now) i++;
      else {
        this.#answers.splice(i, 1);
        if (answer.served.config.values.get("AdvRASolicitedUnicast") !== 0)
          this.#send(socket, answer.served, answer.to, false);
        else this.#advertise(socket, answer.served);
      }
    }
    for (const served of this.#served) {
      if (served.dueMicros === undefined || served.dueMicros > now) continue;
      served.dueMicros = undefined;
      if ((await this.#setUp(served)) !== "ready") continue;
      if (served.sent === 0) this.#begin(socket, served);
      else this.#advertise(socket, served);
    }
    const due = [...this.#answers, ...this.#served].map(({ dueMicros }) => dueMicros ?? Number.POSITIVE_INFINITY);
    await this.#waker.sleep(Math.max(0, Math.min(HOUR_MICROS, Math.min(...due) - kernel.nowMicros())));
  }

  /** setup_iface. */
  async #setUp({ config }: Served): Promise<"missing" | "silent" | "idle" | "ready"> {
    const log = (text: string) => say(this.#context, this.#options, text);
    const link = this.#link(config.name);
    if (!link) {
      await log(`${config.name} not found: No such device`);
      return "missing";
    }
    if (config.values.get("AdvSendAdvert") !== 1) return "silent";
    if (!isRunning(link)) return "idle";
    if (!(link.flags & (IFF.MULTICAST | IFF.POINTOPOINT)))
      await log(`${config.name} does not support multicast or point-to-point, forcing UnicastOnly`);
    for (const { length, autonomous } of config.prefixes)
      if (autonomous && length !== 64) await log(`${config.name} prefix length should be: 64`);
    if ((link.conf6.forwarding ?? 0) === 0)
      await log("IPv6 forwarding on interface seems to be disabled, but continuing anyway");
    const found = problems(config, link);
    for (const problem of found) await log(problem);
    return found.length > 0 ? "idle" : "ready";
  }

  /** config_interface: the router goes by what it tells others. */
  async #configure({ name, values }: InterfaceConfig): Promise<void> {
    const { files } = this.#context;
    for (const { option, byDefault, path, called, least, most } of OWN_SETTINGS) {
      const value = values.get(option) ?? byDefault;
      if (value === 0) continue;
      if (value < least || value > most) {
        const text = `(privsep) ${name}: ${called} (${value}) is not within the defined bounds, ignoring`;
        await say(this.#context, this.#options, text);
      } else files.writeFile(`/proc/sys/net/ipv6/${path(name)}`, `${value}\n`);
    }
  }

  /** kickoff_adverts. */
  #begin(socket: SocketId, served: Served): void {
    if (served.config.values.get("UnicastOnly") === 1) return;
    this.#send(socket, served, ALL_NODES, false);
    this.#schedule(served, Math.min(INITIAL_SECONDS, intervals(served.config).longest) * SECOND);
  }

  /** timer_handler. */
  #advertise(socket: SocketId, served: Served): void {
    if (served.config.values.get("UnicastOnly") === 1) return;
    this.#send(socket, served, ALL_NODES, false);
    const { least, longest } = intervals(served.config);
    const next = least * SECOND + this.#context.kernel.random(Math.floor((longest - least) * SECOND) + 1);
    this.#schedule(served, served.sent < INITIAL ? Math.min(next, INITIAL_SECONDS * SECOND) : next);
  }

  #schedule(served: Served, micros: number): void {
    served.sent++;
    served.dueMicros = this.#context.kernel.nowMicros() + micros;
  }

  #send(socket: SocketId, { config }: Served, to: Ipv6, last: boolean): void {
    const link = this.#link(config.name);
    if (!link || config.values.get("AdvSendAdvert") !== 1 || problems(config, link).length > 0) return;
    // An address that is still being tried out may not be sent from.
    const source = link.inet6.find(({ local, tentative }) => isIpv6LinkLocal(local) && !tentative)?.local;
    if (source === undefined) return;
    const message = advertisement(config, link, last);
    this.#context.kernel.datapath.sendPing(socket, to, message, { device: link.name, source, ttl: 255 });
  }
}

/** flog: where the method says; what goes to syslog is lost. */
async function say(context: ProcessContext, options: Options, text: string): Promise<void> {
  const { method } = options;
  if (method === "stderr_clean") await context.stderr.write(`${text}\n`);
  if (method !== "stderr" && method !== "stderr_syslog" && method !== "logfile") return;
  const date = new Date(context.kernel.wallMicros() / 1000);
  const two = (number: number) => String(number).padStart(2, "0");
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const day = `${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())}`;
  await context.stderr.write(`[${day} ${time}] radvd (${context.kernel.pid}): ${text}\n`);
}

function path(context: ProcessContext, name: string): string {
  return name.startsWith("/") ? name : `${context.cwd}/${name}`;
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const { argv, stderr, files, kernel } = context;
  const options: Options = {
    config: "/etc/radvd.conf",
    test: false,
    foreground: false,
    pidFile: "/run/radvd.pid",
    method: "stderr_syslog",
  };
  let chosen = false;
  for (const option of getoptLong(argv, "C:d:f:l:m:p:t:u:vhcn", LONG)) {
    if (option.kind === "error") {
      await stderr.write(`radvd: ${option.text}\n`);
      return 1;
    }
    if (option.kind === "operand") continue;
    const { name, value } = option;
    if (name === "C") options.config = value;
    else if (name === "c") options.test = true;
    else if (name === "n") options.foreground = true;
    else if (name === "p") options.pidFile = value;
    else if (name === "m") {
      if (!METHODS.includes(value)) {
        await stderr.write(`radvd: unknown log method: ${value}\n`);
        return 1;
      }
      if (value === "logfile") return absent(context, "-m logfile");
      options.method = value;
      chosen = true;
    } else if (name === "v") {
      await stderr.write(VERSION_TEXT);
      return 0;
    } else if (name === "h") {
      await stderr.write(USAGE);
      return 0;
    } else if (name === "l" || name === "t") return absent(context, `-${name}`);
  }
  const text = files.readFile(path(context, options.config));
  const refused = async (...messages: readonly string[]): Promise<ExitStatus> => {
    for (const message of [...messages, "exiting, failed to read config file"]) await say(context, options, message);
    return 1;
  };
  if (!text.ok)
    return refused(
      `can't open ${options.config}: ${strerror(text.error)}`,
      "Insecure file permissions, but continuing anyway",
    );
  const parsed = parseRadvdConfig(options.config, text.value);
  if (parsed.kind === "absent") return absent(context, parsed.what);
  if (parsed.kind === "refused") {
    // yyerror writes by itself, before anything is chosen to write with.
    return refused(parsed.message);
  }
  for (const warning of parsed.warnings) await say(context, options, warning);
  if (options.test) {
    await say(context, options, `config file, ${options.config}, syntax ok`);
    return 0;
  }
  if (!options.foreground) {
    // daemon(3): the one that goes on says nothing where nobody looks.
    const quiet = chosen ? argv.slice(1) : ["-m", "syslog", ...argv.slice(1)];
    const started = kernel.exec("/usr/sbin/radvd", {
      argv: ["radvd", "-n", ...quiet],
      env: context.env,
      cwd: context.cwd,
      files: context.descriptors,
      background: true,
      group: "own",
    });
    return started.ok ? 0 : 1;
  }
  files.writeFile(path(context, options.pidFile), `${kernel.pid}\n`);
  return new Daemon(context, options, parsed.interfaces).run();
}

async function absent(context: ProcessContext, what: string): Promise<ExitStatus> {
  await context.stderr.write(`netnone: radvd: ${what} is not modelled\n`);
  return 2;
}

export const radvd: Program = {
  name: "radvd",
  path: "/usr/sbin/radvd",
  summary: "advertise a router's prefixes to the hosts of a link",
  run,
  complete(words) {
    const before = words.at(-2);
    if (before === "-m" || before === "--logmethod") return METHODS;
    if (before === "-C" || before === "-p" || before === "--config" || before === "--pidfile") return ["<file>"];
    return Object.keys(LONG).map((name) => `--${name}`);
  },
};
