/** Background jobs of one shell: what `&` started, and what Ctrl-Z stopped. */
import type { ChildProcess, ExitStatus } from "../../core/process.ts";

export interface Job {
  readonly id: number;
  /** The process that `$!` names: the last of the pipeline. */
  readonly pid: number;
  readonly children: readonly ChildProcess[];
  readonly text: string;
  state: "running" | "stopped" | "done";
  status: ExitStatus;
  /** Has its end been reported to the user, or its status been taken by `wait`? */
  reported: boolean;
  /** Settles with the status of the last child. */
  readonly ended: Promise<ExitStatus>;
}

export class JobTable {
  list: Job[] = [];
  /** Statuses of jobs that left the list, for `wait PID`. */
  readonly finished = new Map<number, ExitStatus>();
  #lastChanged: number[] = [];

  add(children: readonly ChildProcess[], text: string): Job {
    const id = this.list.reduce((highest, job) => Math.max(highest, job.id), 0) + 1;
    const last = children.at(-1);
    const job: Job = {
      id,
      pid: last?.pid ?? 0,
      children,
      text,
      state: "running",
      status: 0,
      reported: false,
      ended: Promise.all(children.map((child) => child.status)).then((statuses) => statuses.at(-1) ?? 0),
    };
    this.list.push(job);
    this.touch(job);
    if (children.every((child) => typeof child.status === "number"))
      this.#end(job, typeof last?.status === "number" ? last.status : 0);
    else void job.ended.then((status) => this.#end(job, status));
    return job;
  }

  #end(job: Job, status: ExitStatus): void {
    job.state = "done";
    job.status = status;
    this.finished.set(job.pid, status);
  }

  /** Makes it the current job (`%+`). */
  touch(job: Job): void {
    this.#lastChanged = [...this.#lastChanged.filter((id) => id !== job.id), job.id];
  }

  remove(job: Job): void {
    this.list = this.list.filter((each) => each !== job);
    this.#lastChanged = this.#lastChanged.filter((id) => id !== job.id);
  }

  get current(): Job | undefined {
    return this.#byId(this.#lastChanged.at(-1));
  }

  get previous(): Job | undefined {
    return this.#byId(this.#lastChanged.at(-2));
  }

  #byId(id: number | undefined): Job | undefined {
    return this.list.find((job) => job.id === id);
  }

  /** What `%1`, `%+`, `%-`, `%name`, `%?part` stand for. */
  find(spec: string): Job | undefined {
    const name = spec.slice(1);
    if (name === "" || name === "+" || name === "%") return this.current;
    if (name === "-") return this.previous;
    if (/^\d+$/.test(name)) return this.#byId(Number(name));
    if (name.startsWith("?")) return this.list.find((job) => job.text.includes(name.slice(1)));
    return this.list.find((job) => job.text.startsWith(name));
  }

  /** One line of `jobs`. */
  line(job: Job, long = false): string {
    const mark = job === this.current ? "+" : job === this.previous ? "-" : " ";
    const state = job.state === "running" ? "Running" : job.state === "stopped" ? "Stopped" : endedText(job.status);
    const pid = long ? ` ${job.pid}` : "";
    return `[${job.id}]${mark} ${pid} ${state.padEnd(24)}${job.text}${job.state === "running" ? " &" : ""}\n`;
  }
}

const SIGNAL_TEXT: Readonly<Record<number, string>> = {
  1: "Hangup",
  2: "Interrupt",
  3: "Quit",
  6: "Aborted",
  9: "Killed",
  10: "User defined signal 1",
  11: "Segmentation fault",
  12: "User defined signal 2",
  13: "Broken pipe",
  14: "Alarm clock",
  15: "Terminated",
};

/** How a status reads in a list of jobs. */
function endedText(status: ExitStatus): string {
  if (status === 0) return "Done";
  const signal = status > 128 ? SIGNAL_TEXT[status - 128] : undefined;
  return signal ?? `Exit ${status}`;
}
