import { deletePaths, getPath, setPath } from "./paths.ts";
import { lost, PLAIN, plain } from "./plain.ts";
import { definitions } from "./prelude.ts";
import { type Closure, type Native, type Outputs, type Path, pathOf, type Runner, Scope } from "./run.ts";
import { described, fail, isArray, JqError, JqLimit, type Json, text, truthy } from "./value.ts";

function* recurse(run: Runner, follow: Closure, value: Json, path: Path): Outputs {
  yield { value, path };
  const stack = [run.closure(follow, value, path)];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.next();
    if (next.done === true) stack.pop();
    else {
      yield next.value;
      run.step();
      if (stack.length > 100_000) throw new JqLimit("calls nested too deeply");
      stack.push(run.closure(follow, next.value.value, next.value.path));
    }
  }
}

const takes = (value: Json): number => (typeof value === "number" ? value : fail("Range bounds must be numeric"));

function* limited(run: Runner, count: number, from: Closure, value: Json, path: Path): Outputs {
  if (count < 0) {
    yield* run.closure(from, value, path);
    return;
  }
  let left = count;
  for (const out of run.closure(from, value, path)) {
    yield out;
    if (--left <= 0) return;
  }
}

function raise(value: Json): never {
  throw new JqError(value);
}

/** Those that take expressions, ask for paths, or reach outward. */
const SPECIAL: readonly (readonly [string, Native])[] = [
  ["builtins/0", plain(() => BUILTIN_NAMES())],
  ["empty/0", function* () {}],
  // Of null nothing is raised: it is as empty.
  [
    "error/0",
    function* (_run, _parameters, value) {
      if (value !== null) raise(value);
    },
  ],
  [
    "error/1",
    function* (run, [of], value) {
      for (const each of run.values(of as Closure, value)) if (each !== null) raise(each);
    },
  ],
  [
    "path/1",
    function* (run, [of], value, path) {
      for (const out of run.closure(of as Closure, value, [])) yield { value: pathOf(out), path: lost(path) };
    },
  ],
  [
    "getpath/1",
    function* (run, [of], value, path) {
      for (const keys of run.values(of as Closure, value)) {
        if (!isArray(keys)) fail("Path must be specified as an array");
        let found: Json;
        try {
          found = getPath(value, keys as readonly Json[]);
        } catch (error) {
          if (!(error instanceof JqError)) throw error;
          throw error;
        }
        yield {
          value: found,
          path: path === undefined || path === "lost" ? path : [...path, ...(keys as readonly Json[])],
        };
      }
    },
  ],
  [
    "_modify/2",
    function* (run, [paths, update], value, path) {
      let held = value;
      for (const out of run.closure(paths as Closure, value, [])) {
        const at = pathOf(out);
        let changed: Json | undefined;
        for (const next of run.values(update as Closure, getPath(held, at))) {
          changed = next;
          break;
        }
        held = changed === undefined ? deletePaths(held, [at]) : setPath(held, at, changed);
      }
      yield { value: held, path: lost(path) };
    },
  ],
  [
    "_assign/2",
    function* (run, [paths, given], value, path) {
      for (const each of run.values(given as Closure, value)) {
        let held = value;
        for (const out of run.closure(paths as Closure, value, [])) held = setPath(held, pathOf(out), each);
        yield { value: held, path: lost(path) };
      }
    },
  ],
  [
    "range/2",
    function* (run, [from, to], value, path) {
      for (const start of run.values(from as Closure, value))
        for (const end of run.values(to as Closure, value))
          for (let i = takes(start), until = takes(end); i < until; i++) {
            run.step();
            yield { value: i, path: lost(path) };
          }
    },
  ],
  [
    "range/3",
    function* (run, [from, to, by], value, path) {
      for (const start of run.values(from as Closure, value))
        for (const end of run.values(to as Closure, value))
          for (const step of run.values(by as Closure, value)) {
            const each = takes(step);
            for (
              let i = takes(start), until = takes(end);
              each > 0 ? i < until : each < 0 ? i > until : i < until;
              i += each
            ) {
              run.step();
              yield { value: i, path: lost(path) };
            }
          }
    },
  ],
  [
    "recurse/0",
    function* (run, _, value, path) {
      yield* run.outputs({ type: "recurse" }, ROOT_SCOPE, value, path);
    },
  ],
  ["recurse/1", (run, [follow], value, path) => recurse(run, follow as Closure, value, path)],
  [
    "repeat/1",
    function* (run, [each], value, path) {
      // Of the same input again and again, as 1.6 has it.
      for (;;) {
        run.step();
        yield* run.closure(each as Closure, value, path);
      }
    },
  ],
  [
    "while/2",
    function* (run, [test, follow], value, path) {
      const going = (each: Json): boolean => {
        for (const answer of run.values(test as Closure, each)) return truthy(answer);
        return false;
      };
      if (!going(value)) return;
      yield { value, path };
      const stack = [run.closure(follow as Closure, value, path)];
      for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
        const next = top.next();
        if (next.done === true) stack.pop();
        else if (going(next.value.value)) {
          yield next.value;
          run.step();
          stack.push(run.closure(follow as Closure, next.value.value, next.value.path));
        }
      }
    },
  ],
  [
    "until/2",
    function* (run, [test, follow], value, path) {
      const done = (each: Json): boolean => {
        for (const answer of run.values(test as Closure, each)) return truthy(answer);
        return false;
      };
      if (done(value)) {
        yield { value, path };
        return;
      }
      const stack = [run.closure(follow as Closure, value, path)];
      for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
        const next = top.next();
        run.step();
        if (next.done === true) stack.pop();
        else if (done(next.value.value)) yield next.value;
        else {
          if (stack.length > 10_000) stack.splice(0, stack.length - 1);
          stack.push(run.closure(follow as Closure, next.value.value, next.value.path));
        }
      }
    },
  ],
  [
    "limit/2",
    function* (run, [count, from], value, path) {
      for (const each of run.values(count as Closure, value)) {
        if (typeof each !== "number") fail(`${described(each)} and number (1) cannot be subtracted`);
        yield* limited(run, each as number, from as Closure, value, path);
      }
    },
  ],
  ["first/1", (run, [from], value, path) => limited(run, 1, from as Closure, value, path)],
  [
    "last/1",
    function* (run, [from], value, path) {
      let held: { value: Json; path: Path } | undefined;
      for (const out of run.closure(from as Closure, value, path)) held = out;
      yield held ?? { value: null, path: lost(path) };
    },
  ],
  [
    "input/0",
    function* (run, _, __, path) {
      const next = run.surroundings.input();
      if (next === undefined) throw new JqError("break");
      yield { value: next, path: lost(path) };
    },
  ],
  [
    "debug/0",
    function* (run, _, value, path) {
      run.surroundings.error(`${text(["DEBUG:", value])}\n`);
      yield { value, path };
    },
  ],
  [
    "stderr/0",
    function* (run, _, value, path) {
      run.surroundings.error(text(value));
      yield { value, path };
    },
  ],
  [
    "input_line_number/0",
    function* (run, _, __, path) {
      yield { value: run.surroundings.lineNumber(), path: lost(path) };
    },
  ],
  [
    "input_filename/0",
    function* (run, _, __, path) {
      yield { value: run.surroundings.fileName(), path: lost(path) };
    },
  ],
  [
    "now/0",
    function* (run, _, __, path) {
      yield { value: run.surroundings.now(), path: lost(path) };
    },
  ],
];

const ROOT_SCOPE = new Scope(undefined, "", {});

/** By name and arity. */
const BUILTIN_NAMES = (): Json => [...NATIVES.keys(), ...definitions().keys()].filter((name) => !name.startsWith("_"));

export const NATIVES: ReadonlyMap<string, Native> = new Map([...PLAIN, ...SPECIAL]);
