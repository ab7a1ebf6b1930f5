import type { Layer } from '../../ipc/bindings';
import { masked } from './meta';

/** A layer as it is drawn. */
export interface LayerView {
  layer: Layer;
  /** Counted from the bottom among those that have files; none for a metadata-only step. */
  number?: number;
  /** Of the largest, 0 to 1. */
  share: number;
  /** The instruction's first word, `RUN`, and what follows it with its spaces; joined they are the instruction. */
  verb: string;
  rest: string;
  /** `rest` with what looks secret masked, and the names of that. */
  hidden: { rest: string; keys: string[] };
}

export interface Stack {
  views: LayerView[];
  bytes: number;
  full: number;
  empty: number;
}

/** The stack of layers, newest first as they come. */
export function stackOf(layers: Layer[]): Stack {
  const largest = Math.max(1, ...layers.map((layer) => layer.size));
  const full = layers.filter((layer) => !layer.empty).length;
  let number = full;
  const views = layers.map((layer): LayerView => {
    const [, verb = ''] = /^([A-Z]+)(\s[\s\S]*)?$/.exec(layer.instruction) ?? [];
    const { text, keys } = masked(layer.instruction);
    const view: LayerView = {
      layer,
      share: layer.size / largest,
      verb,
      rest: layer.instruction.slice(verb.length),
      hidden: { rest: text.slice(verb.length), keys },
    };
    if (!layer.empty) {
      view.number = number;
      number -= 1;
    }
    return view;
  });
  return {
    views,
    bytes: layers.reduce((sum, layer) => sum + layer.size, 0),
    full,
    empty: layers.length - full,
  };
}
