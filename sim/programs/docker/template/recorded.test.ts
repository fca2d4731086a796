import { expect, test } from "vitest";
import { fieldName, goValue } from "./document.ts";
import { compileTemplate } from "./execute.ts";

/** Outputs and errors as docker 20.10 gave them for a container named xx. */
const DOCUMENT = {
  Id: "0580082f46691b483ce4e86ff7c9bdd0fbe91e966c849279dcaf0c6732433e25",
  Path: "/bin/bash",
  Name: "/xx",
  State: { Status: "running", Running: true, Pid: 467, Error: "" },
  ExecIDs: null,
  Mounts: [],
  IPAM: { Driver: "default", Options: null, Config: [{ Subnet: "172.17.0.0/16", Gateway: "172.17.42.1" }] },
  Config: { Tty: true, Cmd: ["/bin/bash"], Env: null, Labels: {}, Volumes: null },
  NetworkSettings: { IPAddress: "", Networks: { none: { IPAddress: "" }, bridge: { IPAddress: "172.17.0.1" } } },
};

/** What it prints, or the error. */
function rendered(source: string): string {
  const template = compileTemplate(source);
  const done = template.ok ? template.value.execute(goValue(DOCUMENT), { fieldName }) : template;
  return done.ok ? done.value : done.error.message;
}

test.each([
  ["{{.Id}} {{.ID}}", `${DOCUMENT.Id} ${DOCUMENT.Id}`],
  ["{{json .State}}", '{"Status":"running","Running":true,"Pid":467,"Error":""}'],
  ["{{.State}}", "{running true 467 }"],
  ["{{.ExecIDs}} {{.Mounts}} {{.Config.Labels}} {{.Config.Env}} {{.Config.Volumes}}", "[] [] map[] [] map[]"],
  [
    '{{printf "%s %v %q %d %5d|%-5d" .Name .Config.Cmd .Path .State.Pid .State.Pid .State.Pid}}',
    '/xx [/bin/bash] "/bin/bash" 467   467|467  ',
  ],
  [
    '{{eq .State.Status "running"}} {{ne 1 2}} {{and true false}} {{not true}} {{or "" "x"}} {{gt 3 2}}',
    "true true false false x true",
  ],
  ["{{with .State}}{{.Pid}}{{end}}", "467"],
  [
    "{{json .IPAM}}",
    '{"Driver":"default","Options":null,"Config":[{"Subnet":"172.17.0.0/16","Gateway":"172.17.42.1"}]}',
  ],
  ["{{.IPAM}} {{(index .IPAM.Config 0).Gateway}}", "{default map[] [{172.17.0.0/16  172.17.42.1 map[]}]} 172.17.42.1"],
  ["{{$x := .Name}}{{$x}}", "/xx"],
  ['{{.Config.Tty}}{{/* c */}} x {{- "y" -}} z', "true xyz"],
  ['{{html "<"}} {{slice .Id 0 12}} {{print 1 2 "a" "b"}}', "&lt; 0580082f4669 1 2ab"],
  ["{{range $k, $v := .NetworkSettings.Networks}}{{$k}}={{$v.IPAddress}};{{end}}", "bridge=172.17.0.1;none=;"],
  ["{{if .State.Running}}up{{else}}down{{end}}", "up"],
  ["{{range .Mounts}}m{{else}}nothing{{end}}", "nothing"],
  ["{{.NetworkSettings.Networks.foo.IPAddress}}", "<no value>"],
  ['{{(index .NetworkSettings.Networks "bridge").IPAddress}}', "172.17.0.1"],
  ["{{index .Config.Cmd 0 | len}}", "9"],
])("%s", (source, expected) => {
  expect(rendered(source)).toBe(expected);
});

test.each([
  ["{{foo}}", 'function "foo" not defined'],
  ["{{if}}", "missing value for if"],
  ["{{.State.Pid", "unclosed action"],
  ["{{end}}", "unexpected {{end}}"],
  ["{{range .Config.Cmd}}{{.}}", "unexpected EOF"],
])("refuses to parse %s", (source, message) => expect(rendered(source)).toBe(`template: :1: ${message}`));

test.each([
  ["{{.Foo}}", ':1:2: executing "" at <.Foo>: map has no entry for key "Foo"'],
  ["{{.State.Foo}}", ':1:8: executing "" at <.State.Foo>: map has no entry for key "Foo"'],
  ["{{.Config.Cmd.Foo}}", ':1:9: executing "" at <.Config.Cmd.Foo>: can\'t evaluate field Foo in type interface {}'],
  [
    "{{index .Config.Cmd 3}}",
    ':1:2: executing "" at <index .Config.Cmd 3>: error calling index: index out of range: 3',
  ],
])("fails at %s", (source, message) => {
  expect(rendered(source)).toBe(`template: ${message}`);
});
