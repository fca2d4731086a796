/** Background jobs of one shell: what `&` started, and what Ctrl-Z stopped. */
import { type ChildProcess, type ExitStatus, SIGNAL, type SignalName } from "../../core/process.ts";

export interface Job {
  readonly id: number;
  /** The process that `$!` names: the last of the pipeline. */
  readonly pid: number;
  readonly children: readonly ChildProcess[];
  readonly text: string;
  state: "running" | "stopped" | "done";
  status: ExitStatus;
  /** What stopped it last. */
  stoppedBy: SignalName;
  /** Its end has been told of, or its status been taken by `wait`: it goes when the shell next looks through its jobs. */
  reported: boolean;
  /** It has been stopped, and the user has not been told. */
  stopUnreported: boolean;
  /** Settles with the status of the last child. */
  readonly ended: Promise<ExitStatus>;
}

/** Jobs that are kept for `jobs` and `wait` after their end; bash keeps as many statuses as there may be processes. */
const MOST = 1_000;

export class JobTable {
  list: Job[] = [];
  /** The jobs of the shell that this one is a part of: a `$( )` and a side of a pipeline still list them. */
  inherited: readonly Job[] = [];
  /** Statuses of jobs that left the list, for `wait PID`. */
  readonly finished = new Map<number, ExitStatus>();
  /** Jobs that a signal ended and that nobody has been told of. */
  readonly deaths: Job[] = [];
  /** What runs behind `<( )` and `>( )`, which is no job, and which `wait PID` waits for all the same. */
  readonly substitutions = new Map<number, Promise<ExitStatus>>();
  /** Called for each child that ends. */
  onChildEnd: () => void = () => {};
  /** Whether the shell hears of children that are stopped: with job control. */
  seesStops: () => boolean = () => true;
  #lastChanged: number[] = [];

  constructor(parent?: JobTable) {
    if (parent === undefined) return;
    this.inherited = parent.shown;
    this.#lastChanged = parent.#lastChanged;
  }

  /** At the shell's end: jobs that its parent has long forgotten are not to be held by those that came after. */
  release(): void {
    this.list = [];
    this.inherited = [];
    this.#lastChanged = [];
  }

  /** What `jobs` lists. */
  get shown(): readonly Job[] {
    return this.list.length > 0 ? this.list : this.inherited;
  }

  add(children: readonly ChildProcess[], text: string): Job {
    this.cleanUp();
    const id = this.list.reduce((highest, job) => Math.max(highest, job.id), 0) + 1;
    const last = children.at(-1);
    const job: Job = {
      id,
      pid: last?.pid ?? 0,
      children,
      text,
      state: "running",
      status: 0,
      stoppedBy: "TSTP",
      reported: false,
      stopUnreported: false,
      ended: Promise.all(children.map((child) => child.status)).then((statuses) => statuses.at(-1) ?? 0),
    };
    if (this.list.length >= MOST) this.#forgetOldest();
    for (const child of children) this.follow(child);
    this.list.push(job);
    this.touch(job);
    this.#watch(job);
    if (children.every((child) => typeof child.status === "number"))
      this.#end(job, typeof last?.status === "number" ? last.status : 0);
    else void job.ended.then((status) => this.#end(job, status));
    return job;
  }

  /** Tells when a child ends, also one that a signal ended in this shell's place (`exec`), of which others hear as an error. */
  follow(child: ChildProcess): void {
    const tell = () => this.onChildEnd();
    if (typeof child.status === "number") tell();
    else void child.status.then(tell, tell);
  }

  /** What runs behind a process substitution. */
  substitute(child: ChildProcess): void {
    this.follow(child);
    const { pid, status } = child;
    if (typeof status === "number") {
      this.finished.set(pid, status);
      return;
    }
    this.substitutions.set(pid, status);
    void status.then(
      (code) => {
        this.substitutions.delete(pid);
        this.finished.set(pid, code);
      },
      () => this.substitutions.delete(pid),
    );
  }

  /** Forgets the jobs that have ended and been told of (jobs.c, cleanup_dead_jobs). */
  cleanUp(): void {
    for (const job of this.list) if (job.reported && job.state === "done") this.remove(job);
  }

  /** A script that starts jobs without end and never looks at them is not to fill the memory. */
  #forgetOldest(): void {
    const oldest = this.list.find((job) => job.state === "done");
    if (oldest) this.remove(oldest);
    for (const pid of this.finished.keys()) {
      if (this.finished.size <= MOST) break;
      this.finished.delete(pid);
    }
  }

  #end(job: Job, status: ExitStatus): void {
    job.state = "done";
    job.status = status;
    this.finished.set(job.pid, status);
    if (job.children.at(-1)?.endedBy !== undefined) this.deaths.push(job);
  }

  /** Follows the job as its processes are stopped and go on. */
  #watch(job: Job): void {
    const stopped = new Set<ChildProcess>(job.children.filter((child) => child.stoppedBy !== undefined));
    const ended = new Set<ChildProcess>(job.children.filter((child) => typeof child.status === "number"));
    const look = (by: SignalName | undefined): void => {
      if (!this.seesStops()) return;
      if (stopped.size === 0 || stopped.size + ended.size < job.children.length) return;
      if (job.state === "stopped") return;
      job.state = "stopped";
      job.stoppedBy = by ?? "TSTP";
      job.stopUnreported = true;
      this.touch(job);
    };
    for (const child of job.children) {
      if (typeof child.status !== "number")
        void child.status.then(() => {
          stopped.delete(child);
          ended.add(child);
          look(undefined);
        });
      child.onState?.((state) => {
        if (state === "continued") {
          stopped.delete(child);
          if (job.state === "stopped") job.state = "running";
          // As long as jobs are stopped, the current one is among them.
          if (job !== this.current) return;
          const other = this.#lastChanged.findLast((id) => this.#byId(id)?.state === "stopped");
          const next = this.#byId(other);
          if (next !== undefined) this.touch(next);
          return;
        }
        stopped.add(child);
        look(state.stoppedBy);
      });
    }
    look([...stopped][0]?.stoppedBy);
  }

  /** How a job ended: `Killed`, `Exit 3`. */
  endedAs(job: Job): string {
    return endedText(job.status, job.children.at(-1)?.endedBy);
  }

  /** Makes it the current job (`%+`). */
  touch(job: Job): void {
    this.#lastChanged = [...this.#lastChanged.filter((id) => id !== job.id), job.id];
  }

  /** `passesOn`: another one that has ended may be the current one after it, as dash and ash have it. */
  remove(job: Job, passesOn = false): void {
    const wasMarked = job === this.current || job === this.previous;
    this.list = this.list.filter((each) => each !== job);
    this.#lastChanged = this.#lastChanged.filter((id) => id !== job.id);
    // A job that has ended does not become the current one (jobs.c, reset_current).
    if (wasMarked && !passesOn && this.list.every((each) => each.state === "done")) this.#lastChanged = [];
  }

  get current(): Job | undefined {
    return this.#byId(this.#lastChanged.at(-1));
  }

  get previous(): Job | undefined {
    return this.#byId(this.#lastChanged.at(-2));
  }

  #byId(id: number | undefined): Job | undefined {
    return this.shown.find((job) => job.id === id);
  }

  /** What `%1`, `%+`, `%-`, `%name`, `%?part` stand for. */
  find(spec: string): Job | undefined {
    const name = spec.slice(1);
    if (name === "" || name === "+" || name === "%") return this.current;
    if (name === "-") return this.previous;
    if (/^\d+$/.test(name)) return this.#byId(Number(name));
    if (name.startsWith("?")) return this.shown.find((job) => job.text.includes(name.slice(1)));
    return this.shown.find((job) => job.text.startsWith(name));
  }

  /** Could `%name` or `%?part` be several? */
  isAmbiguous(spec: string): boolean {
    const name = spec.slice(1);
    if (!spec.startsWith("%") || /^(?:[-+%]?|\d+)$/.test(name)) return false;
    const part = name.slice(1);
    const fits = (job: Job): boolean => (name.startsWith("?") ? job.text.includes(part) : job.text.startsWith(name));
    return this.shown.filter(fits).length > 1;
  }

  /** `+` for the current job, `-` for the one before. */
  mark(job: Job): string {
    return job === this.current ? "+" : job === this.previous ? "-" : " ";
  }

  /** One line of `jobs`; with `-l` one for each process of a pipeline. */
  line(job: Job, long = false, mark = this.mark(job)): string {
    const end = job.state === "running" ? " &" : "";
    const head = `[${job.id}]${mark} `;
    const stopped = long ? (STOP_TEXT[job.stoppedBy] ?? "Stopped") : "Stopped";
    const state = job.state === "running" ? "Running" : job.state === "stopped" ? stopped : this.endedAs(job);
    if (!long) return `${head} ${state.padEnd(24)}${job.text}${end}\n`;
    const parts = job.children.length > 1 ? job.text.split(" | ") : [job.text];
    const pid = (child: ChildProcess | undefined): string => String(child?.pid ?? job.pid).padStart(5);
    let text = `${head}${pid(job.children[0])} ${state.padEnd(24)}${parts[0]}`;
    job.children.slice(1).forEach((child, at) => {
      text += `\n     ${pid(child)}${" ".repeat(23)}| ${parts[at + 1] ?? ""}`;
    });
    return `${text}${end}\n`;
  }
}

const SIGNAL_TEXT: Readonly<Record<number, string>> = {
  1: "Hangup",
  2: "Interrupt",
  3: "Quit",
  4: "Illegal instruction",
  5: "Trace/breakpoint trap",
  6: "Aborted",
  7: "Bus error",
  8: "Floating point exception",
  9: "Killed",
  10: "User defined signal 1",
  11: "Segmentation fault",
  12: "User defined signal 2",
  13: "Broken pipe",
  14: "Alarm clock",
  15: "Terminated",
  16: "Stack fault",
  24: "CPU time limit exceeded",
  25: "File size limit exceeded",
  26: "Virtual timer expired",
  27: "Profiling timer expired",
  29: "I/O possible",
  30: "Power failure",
  31: "Bad system call",
};

/** signal(7), as strsignal(3) words what stops. */
const STOP_TEXT: Readonly<Partial<Record<SignalName, string>>> = {
  STOP: "Stopped (signal)",
  TSTP: "Stopped",
  TTIN: "Stopped (tty input)",
  TTOU: "Stopped (tty output)",
};

/** How a status reads in a list of jobs; `by` is the signal that ended the process, where one did. */
export function endedText(status: ExitStatus, by?: SignalName): string {
  if (by !== undefined) return SIGNAL_TEXT[SIGNAL[by]] ?? `Signal ${SIGNAL[by]}`;
  return status === 0 ? "Done" : `Exit ${status}`;
}
