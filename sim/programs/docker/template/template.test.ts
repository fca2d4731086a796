import { expect, test } from "vitest";
import { compileTemplate } from "./execute.ts";
import type { GoValue } from "./value.ts";

/** Cut from what docker 20.10.24 answered for a running container; the expectations below are its answers. */
const container: GoValue = {
  Id: "5c5548126cfa90b8",
  State: { Status: "running", Running: true, Pid: 202, Error: "", Health: null },
  Name: "/c1",
  Config: { Cmd: ["/bin/sleep", "1000"], Env: [], Labels: new Map(), Entrypoint: null },
  HostConfig: { NetworkMode: "none", Memory: 0 },
  NetworkSettings: { Ports: new Map(), Networks: new Map([["none", { IPAddress: "", MacAddress: "" }]]) },
};

function render(template: string): string {
  const compiled = compileTemplate(template);
  if (!compiled.ok) {
    return `${compiled.error.kind}: ${compiled.error.message}`;
  }
  const done = compiled.value.execute(container);
  return done.ok ? done.value : `${done.error.kind}: ${done.error.message}`;
}

test.each([
  ["{{.State.Pid}}", "202"],
  ["{{json .State.Running}} {{.State.Running}}", "true true"],
  ["{{range .NetworkSettings.Networks}}{{.IPAddress}}|{{end}}", "|"],
  ["{{range $k,$v := .NetworkSettings.Networks}}{{$k}}={{$v.MacAddress}} {{end}}", "none= "],
  ["{{if .State.Running}}yes{{else}}no{{end}}", "yes"],
  ["{{if .HostConfig.Memory}}a{{else if .State.Error}}b{{else}}c{{end}}", "c"],
  ["{{.Config.Cmd}}", "[/bin/sleep 1000]"],
  ["{{index .Config.Cmd 0}}", "/bin/sleep"],
  ['{{printf "%s-%d" .Name .State.Pid}}', "/c1-202"],
  ["{{.Config.Env}} {{.Config.Labels}}", "[] map[]"],
  ['{{upper .Name}} {{join .Config.Cmd ","}} {{title .Name}} {{split .Name "/"}}', "/C1 /bin/sleep,1000 /C1 [ c1]"],
  ["{{println .Name}}x", "/c1\nx"],
  ['{{eq .Name "/c1"}} {{and true 0}} {{or 0 "x"}} {{not true}} {{lt 1 2}}', "true 0 x false true"],
  ['{{ "a" | printf "%q" }}', '"a"'],
  ["{{.NetworkSettings.Networks.none.IPAddress}}x{{.NetworkSettings.Networks.bridge}}", "x<no value>"],
  ['{{with .State}}{{.Pid | printf "%05d"}}{{end}}', "00202"],
  ["{{$x := .State.Pid}}{{$x}}", "202"],
  ["{{/* c */}}a {{- .Name -}} b", "a/c1b"],
  ['{{slice .Name 1}} {{html "<a>"}} {{truncate .Id 12}} {{pad .Name 1 2}}|', "c1 &lt;a&gt; 5c5548126cfa  /c1  |"],
  ["{{.State}}", "{running true 202  <nil>}"],
  ["{{json .NetworkSettings}}", '{"Ports":{},"Networks":{"none":{"IPAddress":"","MacAddress":""}}}'],
])("renders %s", (template, want) => expect(render(template)).toBe(want));

test.each([
  ["{{.State.Nope}}", 'execute: template: :1:8: executing "" at <.State.Nope>: map has no entry for key "Nope"'],
  ["{{.Nope.X}}", 'execute: template: :1:7: executing "" at <.Nope.X>: map has no entry for key "Nope"'],
  ["{{.state.pid}}", 'execute: template: :1:8: executing "" at <.state.pid>: map has no entry for key "state"'],
  [
    "{{.State.Pid.X}}",
    `execute: template: :1:8: executing "" at <.State.Pid.X>: can't evaluate field X in type interface {}`,
  ],
  [
    "{{index .Config.Cmd 9}}",
    'execute: template: :1:2: executing "" at <index .Config.Cmd 9>: error calling index: index out of range: 9',
  ],
  ["{{1.5}} {{0x10}} {{true}} {{nil}}", 'execute: template: :1:28: executing "" at <nil>: nil is not a command'],
  ["{{.State.Pid", "parse: template: :1: unclosed action"],
  ["{{foo .State}}", 'parse: template: :1: function "foo" not defined'],
  ["{{ .Name | foo }}", 'parse: template: :1: function "foo" not defined'],
  ["{{end}}", "parse: template: :1: unexpected {{end}}"],
  ["{{if}}", "parse: template: :1: missing value for if"],
  ['{{"unterminated}}', "parse: template: :1: unterminated quoted string"],
])("refuses %s", (template, want) => expect(render(template)).toBe(want));
