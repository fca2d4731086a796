/** Operations on what a device does for the stack: `ethtool -K`. */
import type { WantedFeatures } from "../model/feature.ts";
import type { NetnsRef } from "./netns-ref.ts";

/** Equivalent to: `ethtool -K eth0 rx-gro off`, by the kernel's names. What is fixed stays as it is. */
export interface FeaturesSet {
  readonly kind: "featuresSet";
  readonly netns: NetnsRef;
  readonly device: string;
  readonly wanted: WantedFeatures;
}
