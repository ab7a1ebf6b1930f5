/** Facts about an object, each with what it means, as `FactList` shows them. */
import type { Pair } from './secrets';

export interface Value extends Pair {
  /** Where it comes from, or what kind it is. */
  note?: string;
}

export interface Fact {
  key: string;
  label: string;
  meaning: string;
  values: Value[];
  /** Said when there is no value. */
  none: string;
}

export interface Group {
  key: string;
  title: string;
  facts: Fact[];
}
