/** The names of curl's options (curl(1)): those that are modelled, the others, and how a shortened one is understood. */

/** Long names by letter or name; a colon after those that take a value. */
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
  "progress-meter": "progress-meter",
  output: "o:",
  "max-time": "m:",
  "connect-timeout": "connect-timeout:",
  "write-out": "w:",
  data: "d:",
  "data-ascii": "d:",
  "data-raw": "data-raw:",
  "data-urlencode": "data-urlencode:",
  json: "json:",
  "upload-file": "T:",
  "url-query": "url-query:",
  "remote-name-all": "remote-name-all",
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
  buffer: "N",
  compressed: "compressed",
  "path-as-is": "path-as-is",
  "create-dirs": "create-dirs",
  keepalive: "keepalive",
  "retry-connrefused": "retry-connrefused",
  "retry-all-errors": "retry-all-errors",
  "keepalive-time": "keepalive-time:",
  noproxy: "noproxy:",
  user: "u:",
  cookie: "b:",
  range: "r:",
  resolve: "resolve:",
  "connect-to": "connect-to:",
  "data-binary": "data-binary:",
  "dump-header": "D:",
  "output-dir": "output-dir:",
  "max-filesize": "max-filesize:",
  "local-port": "local-port:",
  retry: "retry:",
  "retry-delay": "retry-delay:",
  "continue-at": "C:",
};
/** By letter, the same. */
export const LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(OPTIONS)
    .filter((name) => /^.:?$/.test(name))
    .map((name) => [name[0], name]),
);
export const UNMODELLED_LETTERS = "aEKcFPhJjlMnZ#xUpQRYy23tz1BV:";
const UNMODELLED = `
  abstract-unix-socket alpn alt-svc anyauth append aws-sigv4 basic cacert capath cert cert-status cert-type ciphers
  clobber compressed-ssh config cookie-jar create-file-mode crlf crlfile curves delegation digest
  disable-eprt disable-epsv disallow-username-in-url dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers
  doh-cert-status doh-insecure doh-url egd-file engine etag-compare etag-save expect100-timeout false-start form
  form-escape form-string ftp-account ftp-alternative-to-user ftp-create-dirs ftp-method ftp-pasv ftp-port ftp-pret
  ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-ccc-mode ftp-ssl-control happy-eyeballs-timeout-ms haproxy-protocol help
  hostpubmd5 hostpubsha256 hsts http2 http2-prior-knowledge http3 http3-only ignore-content-length
  junk-session-cookies key key-type krb libcurl limit-rate list-only location-trusted login-options mail-auth
  mail-from mail-rcpt mail-rcpt-allowfails manual metalink negotiate netrc netrc-file netrc-optional next npn ntlm
  ntlm-wb oauth2-bearer parallel parallel-immediate parallel-max pass pinnedpubkey post301 post302 post303 preproxy
  progress-bar proto proto-default proto-redir proxy proxy-anyauth proxy-basic proxy-cacert proxy-capath proxy-cert
  proxy-cert-type proxy-ciphers proxy-crlfile proxy-digest proxy-header proxy-insecure proxy-key proxy-key-type
  proxy-negotiate proxy-ntlm proxy-pass proxy-pinnedpubkey proxy-service-name proxy-ssl-allow-beast
  proxy-ssl-auto-client-cert proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-tlsv1
  proxy-user proxy1.0 proxytunnel pubkey quote random-file rate raw remote-header-name remote-time remove-on-error
  request-target retry-max-time sasl-authzid sasl-ir service-name sessionid socks4 socks4a socks5 socks5-basic
  socks5-gssapi socks5-gssapi-nec socks5-gssapi-service socks5-hostname speed-limit speed-time ssl ssl-allow-beast
  ssl-auto-client-cert ssl-no-revoke ssl-reqd ssl-revoke-best-effort sslv2 sslv3 stderr styled-output
  suppress-connect-headers tcp-fastopen telnet-option tftp-blksize tftp-no-options time-cond tls-max tls13-ciphers
  tlsauthtype tlspassword tlsuser tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace trace-ascii trace-time
  unix-socket use-ascii xattr
`
  .trim()
  .split(/\s+/);
const NAMES = [...Object.keys(OPTIONS), ...UNMODELLED];
/** Options that are on unless `--no-` stands before them. */
export const USUALLY_ON: readonly string[] = ["progress-meter", "keepalive", "N"];

export type LongOption =
  | { readonly kind: "known"; readonly option: string; readonly negated: boolean }
  | { readonly kind: "unmodelled" }
  | { readonly kind: "wrong"; readonly why: string };

/** What `--WORD` means: a name, its unambiguous beginning, or either after `no-` (getparameter of src/tool_getparam.c). */
export function longOption(word: string): LongOption {
  const negated = word.startsWith("no-");
  const wanted = negated ? word.slice("no-".length) : word;
  const fitting = NAMES.includes(wanted) ? [wanted] : NAMES.filter((name) => name.startsWith(wanted));
  const [name] = fitting;
  if (name === undefined) return { kind: "wrong", why: "is unknown" };
  if (fitting.length > 1) return { kind: "wrong", why: "is ambiguous" };
  const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  if (option === undefined) return { kind: "unmodelled" };
  if (negated && option.endsWith(":")) return { kind: "wrong", why: "used '--no-' for option that isn't a boolean" };
  return { kind: "known", option, negated };
}
