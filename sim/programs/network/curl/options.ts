/** The command line of `curl` 7.88 (curl(1), src/tool_getparam.c): what is modelled, and the names of what is not. */
import { notModelled, type Refusal } from "../../../../core/command/args.ts";

export interface CurlOptions {
  readonly flags: ReadonlySet<string>;
  readonly urls: readonly string[];
  /** Where each address goes, in order; what has none goes to standard output. */
  readonly outputs: readonly ({ readonly file: string } | "remote-name")[];
  readonly headers: readonly string[];
  /** The parts of -d, as they were given. */
  readonly data: readonly { readonly text: string; readonly raw: boolean; readonly binary?: boolean }[];
  readonly method: string | undefined;
  readonly agent: string | undefined;
  readonly referer: string | undefined;
  readonly format: string | undefined;
  readonly device: string | undefined;
  readonly timeoutMicros: number | undefined;
  readonly connectMicros: number | undefined;
  readonly redirects: number;
  /** `NAME:PASSWORD`. */
  readonly user: string | undefined;
  /** Pairs `NAME=VALUE` as they are sent. */
  readonly cookie: string | undefined;
  readonly range: string | undefined;
  /** `HOST:PORT:ADDRESS[,ADDRESS]...`. */
  readonly resolved: readonly string[];
  readonly headFile: string | undefined;
  readonly directory: string | undefined;
  /** Octets. */
  readonly largest: number | undefined;
  readonly ports: readonly [from: number, to: number] | undefined;
  readonly retries: number;
  readonly retryMicros: number | undefined;
}

/** Long names by letter; a colon after those that take a value. */
const OPTIONS: Readonly<Record<string, string>> = {
  silent: "s",
  "show-error": "S",
  fail: "f",
  head: "I",
  include: "i",
  location: "L",
  insecure: "k",
  verbose: "v",
  version: "V",
  disable: "q",
  get: "G",
  ipv4: "4",
  ipv6: "6",
  "remote-name": "O",
  "http1.0": "0",
  "http1.1": "http1.1",
  "http0.9": "http0.9",
  "tcp-nodelay": "tcp-nodelay",
  "no-progress-meter": "no-progress-meter",
  output: "o:",
  "max-time": "m:",
  "connect-timeout": "connect-timeout:",
  "write-out": "w:",
  data: "d:",
  "data-ascii": "d:",
  "data-raw": "data-raw:",
  header: "H:",
  request: "X:",
  "user-agent": "A:",
  referer: "e:",
  interface: "interface:",
  "max-redirs": "max-redirs:",
  url: "url:",
  "fail-with-body": "fail-with-body",
  "fail-early": "fail-early",
  globoff: "g",
  "no-buffer": "N",
  compressed: "compressed",
  "path-as-is": "path-as-is",
  "create-dirs": "create-dirs",
  "no-keepalive": "no-keepalive",
  "retry-connrefused": "retry-connrefused",
  "retry-all-errors": "retry-all-errors",
  "keepalive-time": "keepalive-time:",
  noproxy: "noproxy:",
  user: "u:",
  cookie: "b:",
  range: "r:",
  resolve: "resolve:",
  "data-binary": "data-binary:",
  "dump-header": "D:",
  "output-dir": "output-dir:",
  "max-filesize": "max-filesize:",
  "local-port": "local-port:",
  retry: "retry:",
  "retry-delay": "retry-delay:",
};
const LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(OPTIONS)
    .filter((name) => /^.:?$/.test(name))
    .map((name) => [name[0], name]),
);
const UNMODELLED_LETTERS = "aEKCcFPhJjlMnZ#xUpQRYy23tz1TBV:";
const UNMODELLED = `
  abstract-unix-socket alt-svc anyauth append aws-sigv4 basic cacert capath cert cert-status cert-type ciphers
  compressed-ssh config connect-to continue-at cookie-jar create-file-mode crlf
  crlfile curves data-urlencode delegation digest disable-eprt disable-epsv disallow-username-in-url
  dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-cert-status doh-insecure doh-url egd-
  file engine etag-compare etag-save expect100-timeout false-start form form-escape
  form-string ftp-account ftp-alternative-to-user ftp-create-dirs ftp-method ftp-pasv ftp-port ftp-pret ftp-
  skip-pasv-ip ftp-ssl-ccc ftp-ssl-ccc-mode ftp-ssl-control happy-eyeballs-timeout-ms haproxy-protocol
  help hostpubmd5 hostpubsha256 hsts http2 http2-prior-knowledge http3 http3-only ignore-content-length json
  junk-session-cookies key key-type krb libcurl limit-rate list-only location-trusted
  login-options mail-auth mail-from mail-rcpt mail-rcpt-allowfails manual metalink negotiate netrc
  netrc-file netrc-optional no-alpn no-clobber no-npn no-sessionid ntlm ntlm-wb
  oauth2-bearer parallel parallel-immediate parallel-max pass pinnedpubkey post301 post302
  post303 preproxy progress-bar proto proto-default proto-redir proxy proxy-anyauth proxy-basic proxy-cacert
  proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-digest proxy-header proxy-insecure
  proxy-key proxy-key-type proxy-negotiate proxy-ntlm proxy-pass proxy-pinnedpubkey proxy-service-name proxy-
  ssl-allow-beast proxy-ssl-auto-client-cert proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-
  tlsuser proxy-tlsv1 proxy-user proxy1.0 proxytunnel pubkey quote random-file rate raw remote-header-name
  remote-name-all remote-time remove-on-error request-target retry retry-connrefused
  retry-max-time sasl-authzid sasl-ir service-name socks4 socks4a socks5 socks5-basic socks5-gssapi
  socks5-gssapi-nec socks5-gssapi-service socks5-hostname speed-limit speed-time ssl ssl-allow-beast ssl-auto-
  client-cert ssl-no-revoke ssl-reqd ssl-revoke-best-effort sslv2 sslv3 stderr styled-output suppress-connect-
  headers tcp-fastopen telnet-option tftp-blksize tftp-no-options time-cond tls-max tls13-ciphers tlsauthtype
  tlspassword tlsuser tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace trace-ascii trace-time unix-socket
  upload-file url-query use-ascii xattr
`.split(/\s+/);
const SEE = "curl: try 'curl --help' or 'curl --manual' for more information\n";

/** Reads the words as curl does: letters together, a value attached or in the next word, long names in full. */
export function parseCurl(argv: readonly string[]): CurlOptions | Refusal {
  const flags = new Set<string>();
  const urls: string[] = [];
  const outputs: ({ file: string } | "remote-name")[] = [];
  const headers: string[] = [];
  const data: { text: string; raw: boolean; binary?: boolean }[] = [];
  const resolved: string[] = [];
  const values = new Map<string, string>();
  const wrong = (text: string): Refusal => ({ status: 2, stderr: `curl: option ${text}\n${SEE}` });
  const take = (given: string, name: string, value: string): Refusal | undefined => {
    if (NUMBERS.includes(name) && !/^(\d+(\.\d*)?|\.\d+|-1)$/.test(value))
      return wrong(`${given}: expected a proper numerical parameter`);
    if (name === "o") outputs.push({ file: value });
    else if (name === "H") {
      if (value.startsWith("@")) return notModelled("curl", "option", `${given} ${value}`);
      headers.push(value);
    } else if (name === "d") data.push({ text: value, raw: false });
    else if (name === "data-binary") data.push({ text: value, raw: false, binary: true });
    else if (name === "resolve") resolved.push(value);
    else if (name === "u" && !value.includes(":")) return notModelled("curl", "option", `${given} ${value}`);
    else if (name === "b" && !value.includes("=")) return notModelled("curl", "option", `${given} ${value}`);
    else if (name === "local-port" && !/^\d+(-\d+)?$/.test(value)) return wrong(`${given}: is badly used here`);
    else if (name === "data-raw") data.push({ text: value, raw: true });
    else if (name === "url") urls.push(value);
    else values.set(name, value);
    return undefined;
  };
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith("-") || word === "-") {
      urls.push(word);
      continue;
    }
    if (word.startsWith("--")) {
      const name = word.slice(2);
      const option = Object.hasOwn(OPTIONS, name) ? (OPTIONS[name] as string) : undefined;
      if (option === undefined) {
        if (UNMODELLED.includes(name.replace(/^no-/, ""))) return notModelled("curl", "option", word);
        return wrong(`${word}: is unknown`);
      }
      if (!option.endsWith(":")) {
        if (option === "O") outputs.push("remote-name");
        flags.add(option);
        continue;
      }
      const value = argv[++i];
      if (value === undefined) return wrong(`${word}: requires parameter`);
      const refusal = take(word, option.slice(0, -1), value);
      if (refusal) return refusal;
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] as string;
      const option = Object.hasOwn(LETTERS, letter) ? (LETTERS[letter] as string) : undefined;
      if (option === undefined) {
        if (TAKE_VALUE.includes(letter) && at + 1 === word.length && i + 1 === argv.length)
          return wrong(`${word}: requires parameter`);
        if (UNMODELLED_LETTERS.includes(letter)) return notModelled("curl", "option", `-${letter}`);
        return wrong(`${word}: is unknown`);
      }
      if (!option.endsWith(":")) {
        if (option === "O") outputs.push("remote-name");
        flags.add(option);
        continue;
      }
      const value = at + 1 < word.length ? word.slice(at + 1) : argv[++i];
      if (value === undefined) return wrong(`${word}: requires parameter`);
      const refusal = take(word, letter, value);
      if (refusal) return refusal;
      break;
    }
  }
  if (urls.length === 0 && !flags.has("V")) return { status: 2, stderr: SEE };
  const micros = (name: string) => {
    const value = Number(values.get(name) ?? 0);
    return value > 0 ? Math.round(value * 1_000_000) : undefined;
  };
  return {
    flags,
    urls,
    outputs,
    headers,
    data,
    method: values.get("X"),
    agent: values.get("A"),
    referer: values.get("e"),
    format: values.get("w"),
    device: values.get("interface"),
    timeoutMicros: micros("m"),
    connectMicros: micros("connect-timeout"),
    redirects: Number(values.get("max-redirs") ?? 50),
    user: values.get("u"),
    cookie: values.get("b"),
    range: values.get("r"),
    resolved,
    headFile: values.get("D"),
    directory: values.get("output-dir"),
    largest: values.has("max-filesize") ? Number(values.get("max-filesize")) : undefined,
    ports: portsOf(values.get("local-port")),
    retries: Number(values.get("retry") ?? 0),
    retryMicros: micros("retry-delay"),
  };
}

const TAKE_VALUE = "EKCcFPhxUQYytzT";
/** Options whose value is a number. */
const NUMBERS = ["m", "connect-timeout", "max-redirs", "retry", "retry-delay", "keepalive-time"];

function portsOf(text: string | undefined): readonly [number, number] | undefined {
  if (text === undefined) return undefined;
  const [from = 0, to = from] = text.split("-").map(Number);
  return [from, to];
}
