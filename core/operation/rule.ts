/** Operations on routing rules: `ip rule add`, `del`. */
import type { Rule } from "../model/route.ts";
import type { NetnsRef } from "./netns-ref.ts";

/** Equivalent to: `ip rule add from 10.0.0.0/8 lookup 100`. */
export interface RuleAdd {
  readonly kind: "ruleAdd";
  readonly netns: NetnsRef;
  readonly rule: Omit<Rule, "priority"> & { readonly priority?: number };
  /** There may be one like it (without NLM_F_EXCL), as when rules are restored. */
  readonly twice?: boolean;
}

/** Equivalent to: `ip rule del pref 100`. */
export interface RuleDelete {
  readonly kind: "ruleDelete";
  readonly netns: NetnsRef;
  readonly rule: Partial<Rule> & Pick<Rule, "family">;
}

export type RuleOperation = RuleAdd | RuleDelete;
