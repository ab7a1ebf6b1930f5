/** A stand-in for `Command::care`. The rules are Rust's. */
import type { Care, Command } from '../bindings';

const CARE: Partial<Record<Command['verb'], Care>> = {
  rm: 'removes',
  rmi: 'removes',
  networkRm: 'removes',
  volumeRm: 'removes',
  composeDown: 'removes',
  rmAll: 'removesAll',
  rmiAll: 'removesAll',
  containerPrune: 'prunes',
  imagePrune: 'prunes',
  networkPrune: 'prunes',
  volumePrune: 'prunes',
  systemPrune: 'prunes',
  kill: 'kills',
  stopAll: 'stopsAll',
};

export function careOf(command: Command): Care {
  return CARE[command.verb] ?? 'none';
}
