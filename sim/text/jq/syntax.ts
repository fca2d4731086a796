/** What a program of jq is made of. */
import type { Json } from "./value.ts";

export type Operator = "+" | "-" | "*" | "/" | "%" | "==" | "!=" | "<" | "<=" | ">" | ">=";

export type Node =
  | { readonly type: "identity" | "recurse" }
  | { readonly type: "literal"; readonly value: Json }
  | { readonly type: "index"; readonly of: Node; readonly key: Node; readonly optional: boolean }
  | {
      readonly type: "slice";
      readonly of: Node;
      readonly from: Node | undefined;
      readonly to: Node | undefined;
      readonly optional: boolean;
    }
  | { readonly type: "each"; readonly of: Node; readonly optional: boolean }
  | { readonly type: "pipe" | "comma" | "alternative" | "and" | "or"; readonly left: Node; readonly right: Node }
  | { readonly type: "binary"; readonly operator: Operator; readonly left: Node; readonly right: Node }
  | { readonly type: "update"; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly type: "negate"; readonly of: Node }
  | { readonly type: "array"; readonly of: Node | undefined }
  | { readonly type: "object"; readonly entries: readonly (readonly [key: Node, value: Node])[] }
  | { readonly type: "string"; readonly format: string | undefined; readonly parts: readonly (string | Node)[] }
  | { readonly type: "format"; readonly name: string }
  | { readonly type: "if"; readonly test: Node; readonly then: Node; readonly otherwise: Node }
  | { readonly type: "try"; readonly body: Node; readonly handler: Node | undefined }
  | { readonly type: "variable"; readonly name: string; readonly at: number }
  | { readonly type: "as"; readonly source: Node; readonly patterns: readonly Pattern[]; readonly body: Node }
  | {
      readonly type: "reduce";
      readonly source: Node;
      readonly patterns: readonly Pattern[];
      readonly start: Node;
      readonly update: Node;
    }
  | {
      readonly type: "foreach";
      readonly source: Node;
      readonly patterns: readonly Pattern[];
      readonly start: Node;
      readonly update: Node;
      readonly extract: Node | undefined;
    }
  | { readonly type: "label"; readonly name: string; readonly body: Node }
  | { readonly type: "break"; readonly name: string; readonly at: number }
  | { readonly type: "define"; readonly definition: Definition; readonly body: Node }
  | { readonly type: "call"; readonly name: string; readonly parameters: readonly Node[]; readonly at: number };

export interface Definition {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Node;
}

export type Pattern =
  | { readonly type: "name"; readonly name: string }
  | { readonly type: "list"; readonly items: readonly Pattern[] }
  | {
      readonly type: "map";
      readonly entries: readonly { readonly key: Node; readonly bind?: string; readonly value?: Pattern }[];
    };
