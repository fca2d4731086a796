/**
 * What `lesson.yaml` may say. Checks are declarative predicates over an observation and over probes: they look at the
 * state, never at what was typed, so that any way of getting there counts.
 */
import * as v from "valibot";

const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, "an id is made of a-z, 0-9 and -"));
const text = v.pipe(v.string(), v.nonEmpty("empty"));

/** Which containers are meant; every key that is given must match. */
const containerMatch = v.strictObject({
  /** As given to `--name`. */
  name: v.optional(text),
  /** As given to `docker run`. */
  image: v.optional(text),
  /** HostConfig.NetworkMode: `none`, `bridge` (also when it was not given), `host` ... */
  network: v.optional(text),
  running: v.optional(v.boolean()),
});

/** A namespace: the host's own, that of any running container that matches, or one by its name under /run/netns. */
const where = v.union([
  v.literal("host"),
  v.strictObject({ container: containerMatch }),
  v.strictObject({ netns: text }),
]);

const link = v.strictObject({
  in: where,
  name: v.optional(text),
  /** `veth`, `bridge`, `loopback` ... */
  type: v.optional(text),
  up: v.optional(v.boolean()),
  /** Name of the bridge that it is a port of. */
  master: v.optional(text),
  /** Where the other end of a veth pair is. */
  peerIn: v.optional(where),
});

const address = v.strictObject({
  in: where,
  device: v.optional(text),
  /** With the prefix length: `172.17.42.99/16`; or without, for any length. */
  address: v.optional(text),
  /** Any address of this subnet: `172.17.0.0/16`. */
  within: v.optional(text),
});

const route = v.strictObject({
  in: where,
  /** As `ip route` prints it: `default`, `10.0.0.0/8`. */
  destination: text,
  via: v.optional(text),
  device: v.optional(text),
});

const neighbor = v.strictObject({
  in: where,
  address: text,
  device: v.optional(text),
});

const netnsName = v.strictObject({
  /** The namespace that some name must stand for, or a name whose namespace is gone. */
  of: v.union([where, v.literal("nothing")]),
});

const reachable = v.strictObject({
  from: where,
  /** An address, or a container's own. */
  to: v.union([text, v.strictObject({ container: containerMatch })]),
});

export type ContainerMatch = v.InferOutput<typeof containerMatch>;
export type Where = v.InferOutput<typeof where>;

export type Check =
  | { readonly all: readonly Check[] }
  | { readonly any: readonly Check[] }
  | { readonly not: Check }
  | { readonly container: ContainerMatch }
  | { readonly link: v.InferOutput<typeof link> }
  | { readonly address: v.InferOutput<typeof address> }
  | { readonly route: v.InferOutput<typeof route> }
  | { readonly neighbor: v.InferOutput<typeof neighbor> }
  | { readonly netnsName: v.InferOutput<typeof netnsName> }
  | { readonly reachable: v.InferOutput<typeof reachable> };

const CHECKS = {
  all: v.strictObject({ all: v.pipe(v.array(v.lazy(() => check)), v.minLength(1, "at least one check")) }),
  any: v.strictObject({ any: v.pipe(v.array(v.lazy(() => check)), v.minLength(1, "at least one check")) }),
  not: v.strictObject({ not: v.lazy(() => check) }),
  container: v.strictObject({ container: containerMatch }),
  link: v.strictObject({ link }),
  address: v.strictObject({ address }),
  route: v.strictObject({ route }),
  neighbor: v.strictObject({ neighbor }),
  netnsName: v.strictObject({ netnsName }),
  reachable: v.strictObject({ reachable }),
};

// Chosen by the key, not by trying one after the other, so that a mistake inside is reported as that mistake.
const check: v.GenericSchema<unknown, Check> = v.lazy((input): v.GenericSchema<unknown, Check> => {
  const key = typeof input === "object" && input !== null ? Object.keys(input)[0] : undefined;
  if (key !== undefined && Object.hasOwn(CHECKS, key)) return CHECKS[key as keyof typeof CHECKS];
  return v.custom<Check>(() => false, `not a check; there are ${Object.keys(CHECKS).join(", ")}`);
});

const command = v.strictObject({
  /** Id of the terminal that it is typed in. */
  in: id,
  run: text,
  /** It only shows something: leaving it out makes no difference to the state. */
  look: v.optional(v.boolean(), false),
});

const step = v.strictObject({
  id,
  check,
  solution: v.pipe(v.array(command), v.minLength(1, "a step has at least one command")),
});

export const lessonSchema = v.strictObject({
  id,
  world: v.picklist(["docker", "bare"]),
  terminals: v.pipe(v.array(id), v.minLength(1, "at least one terminal")),
  steps: v.pipe(v.array(step), v.minLength(1, "at least one step")),
});

export type Lesson = v.InferOutput<typeof lessonSchema>;
export type LessonStep = Lesson["steps"][number];
export type LessonCommand = LessonStep["solution"][number];
