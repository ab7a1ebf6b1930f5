import type { Layer } from '../../ipc/bindings';

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
    const [, verb = '', rest = ''] = /^([A-Z]+)(\s[\s\S]*)?$/.exec(layer.instruction) ?? [];
    const view: LayerView = { layer, share: layer.size / largest, verb, rest: verb === '' ? layer.instruction : rest };
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
